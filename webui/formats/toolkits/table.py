"""A toolkit as a table for spreadsheets: that of a search, with what the toolkit says in front and of itself behind."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from catalog.toolkit_changes import ResolvedItem
from webui.branding import notice
from webui.formats.records.csv_table import COLUMNS, MARK, guarded
from webui.formats.records.listing import plain
from webui.formats.toolkits.source import ToolkitSource
from webui.formats.toolkits.words import change_words

FRONT = ("Section", "Position", "Note", "What has changed")
BEHIND = ("Toolkit", "Purpose", "Made", "From", "Notice")
"""The same in every row, so that rows say where they are from when somebody sorts, cuts or joins them."""


def toolkit_table(source: ToolkitSource) -> str:
    """Return the table: a row of names, then a row for each item; of one that is gone, what is still known."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow((*FRONT, *COLUMNS, *BEHIND))
    for row in _rows(source):
        writer.writerow([guarded(plain(cell)) for cell in row])
    return MARK + file.getvalue()


def _rows(source: ToolkitSource) -> Iterator[tuple[str, ...]]:
    toolkit, told, listing = source.held.toolkit, notice(), source.listing()
    behind = (
        source.title,
        toolkit.purpose,
        str(toolkit.made or ""),
        source.own_url or source.addresses.home(),
        f"{told.title}: {told.text}",
    )
    position = 0
    for section in source.held.sections:
        for held in section.items:
            position += 1
            changes = " ".join(map(change_words, held.changes))
            record = held.record
            cells = [cell(record, listing) for cell in COLUMNS.values()] if record else _known(held)
            yield (section.title, str(position), held.item.note, changes, *cells, *behind)


def _known(held: ResolvedItem) -> list[str]:
    """Return the cells of a resource that is gone: its title, its id, and nothing else."""
    cells = {"Title": held.title, "Published": held.item.published, "Edition": held.item.edition}
    return [{**cells, "Id in this catalog": held.item.record}.get(name, "") for name in COLUMNS]
