"""A toolkit as a table for spreadsheets: the columns of a search, with those of the toolkit before and after them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from catalog.toolkit_changes import ResolvedItem
from webui.branding import notice
from webui.formats.records.csv_table import COLUMNS, MARK, guarded
from webui.formats.records.listing import plain
from webui.formats.toolkits.labels import change_words
from webui.formats.toolkits.source import ToolkitSource

LEADING_COLUMNS = ("Section", "Position", "Note", "What has changed")
TRAILING_COLUMNS = ("Toolkit", "Purpose", "Made", "From", "Notice")
"""The same in every row, so that a row keeps its source when tables are sorted, split or joined."""


def toolkit_table(source: ToolkitSource) -> str:
    """Return the table: a header row, then a row for each item, also for one that is no longer in the catalog."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow((*LEADING_COLUMNS, *COLUMNS, *TRAILING_COLUMNS))
    for row in _rows(source):
        writer.writerow([guarded(plain(cell)) for cell in row])
    return MARK + file.getvalue()


def _rows(source: ToolkitSource) -> Iterator[tuple[str, ...]]:
    toolkit, told, listing = source.held.toolkit, notice(), source.listing()
    trailing = (
        source.title,
        toolkit.purpose,
        str(toolkit.made or ""),
        source.own_url or source.urls.home(),
        f"{told.title}: {told.text}",
    )
    position = 0
    for section in source.held.sections:
        for held in section.items:
            position += 1
            changes = " ".join(map(change_words, held.changes))
            record = held.record
            cells = [cell(record, listing) for cell in COLUMNS.values()] if record else _missing_cells(held)
            yield (section.title, str(position), held.item.note, changes, *cells, *trailing)


def _missing_cells(held: ResolvedItem) -> list[str]:
    """Return the cells of a resource that is no longer in the catalog: its title, date, edition and id."""
    cells = {"Title": held.title, "Published": held.item.published, "Edition": held.item.edition}
    return [{**cells, "Id in this catalog": held.item.record}.get(name, "") for name in COLUMNS]
