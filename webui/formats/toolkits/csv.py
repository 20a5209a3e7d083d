"""A toolkit as a table for spreadsheets: the columns of a search between those of the toolkit."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.toolkit_changes import ResolvedItem
from webui.branding import notice
from webui.formats.records.csv_table import BYTE_ORDER_MARK, COLUMNS, csv_row
from webui.formats.toolkits.labels import change_words
from webui.formats.toolkits.source import ToolkitSource

LEADING_COLUMNS = ("Section", "Position", "Note", "What has changed")
TRAILING_COLUMNS = ("Toolkit", "Purpose", "Made", "From", "Notice")
"""The same in every row, so that rows keep their source when tables are sorted, split or joined."""


def toolkit_csv(source: ToolkitSource) -> str:
    """Return the table: a header row, then a row for each item, even if it is no longer in the catalog."""
    header = csv_row((*LEADING_COLUMNS, *COLUMNS, *TRAILING_COLUMNS))
    return "".join((BYTE_ORDER_MARK, header, *map(csv_row, _rows(source))))


def _rows(source: ToolkitSource) -> Iterator[tuple[str, ...]]:
    toolkit, funding_notice, listing = source.resolved.toolkit, notice(), source.listing()
    trailing = (
        source.title,
        toolkit.purpose,
        str(toolkit.made or ""),
        source.toolkit_url or source.urls.home(),
        f"{funding_notice.title}: {funding_notice.text}",
    )
    position = 0
    for section in source.resolved.sections:
        for item in section.items:
            position += 1
            changes = " ".join(map(change_words, item.changes))
            record = item.record
            cells = [cell(record, listing) for cell in COLUMNS.values()] if record else _missing_cells(item)
            yield (section.title, str(position), item.item.note, changes, *cells, *trailing)


def _missing_cells(item: ResolvedItem) -> list[str]:
    """Return the cells of a resource that is no longer in the catalog: its title, date, edition and id."""
    cells = {
        "Title": item.title,
        "Published": item.item.published,
        "Edition": item.item.edition,
        "Id in this catalog": item.item.record,
    }
    return [cells.get(name, "") for name in COLUMNS]
