"""Tables as people make them: finds the row of headings, and turns the rows below it into rows of a source."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.importers.rows import LINK, SourceFault, SourceItem, SourceNote, SourceRow

MAX_ROWS_ABOVE = 20
"""Rows among which the headings are, without empty ones."""
MAX_HEADING_CHARACTERS = 100
MAX_QUOTED_CHARACTERS = 60
MIN_FILLED_SHARE = 0.6
"""A row has headings if it has at least this share of the cells of the fullest row."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters of cells before which the CSV export of the site puts an apostrophe."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table. Empty cells are an empty text. `place` is its number as a spreadsheet shows it.

    `is_group` says that cells are merged across columns, as headings of several columns are. `notes` are sentences
    about values that were left out or changed; `links` are the addresses of cells that are links, by their index.
    """

    place: str
    cells: Sequence[Any]
    is_group: bool = False
    notes: tuple[str, ...] = ()
    links: Mapping[int, str] = field(default_factory=dict)


def table_items(rows: Iterable[TableRow], *, has_fixed_columns: bool = False) -> Iterator[SourceItem]:
    """Yield the rows of a table by heading; empty rows are left out, and empty cells are not values.

    If the table `has_fixed_columns`, a cell beyond the headings is a remark that somebody wrote there, and left out.
    Else it may be that a comma has divided a value, so that all of the row is left out.
    """
    filled = (row for row in rows if any(cell != "" for cell in row.cells))
    first = list(itertools.islice(filled, MAX_ROWS_ABOVE))
    if not first:
        yield SourceFault("the table", "This table is empty.")
        return
    heading_index = _heading_index(first)
    for row in first[:heading_index]:
        yield SourceNote(row.place, f"This was taken for a title above the headings and left out: {_quoted(row)}.")
    headings = heading_names(first[heading_index].cells)
    for row in itertools.chain(first[heading_index + 1 :], filled):
        yield from (SourceNote(row.place, note) for note in row.notes)
        if has_fixed_columns and (shown := _beyond(row, headings)):
            yield SourceNote(
                row.place, f"No heading is above {shown}, so this was left out: add a heading to import it."
            )
        yield _row_item(row, headings, has_fixed_columns=has_fixed_columns)


def heading_names(cells: Sequence[Any]) -> tuple[str, ...]:
    """Return a name for each column; columns without a heading, or with that of another one, get their number."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split())
        names.append(f"column {number}" if not name else f"{name} (column {number})" if name in names else name)
    return tuple(names)


def without_formula_guard(text: str) -> str:
    """Return a cell without the apostrophe that our CSV export puts before what may be a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def _beyond(row: TableRow, headings: tuple[str, ...]) -> str:
    """Return the first values of a row beyond the headings, in quotes; empty if there are none."""
    beyond = [cell for cell in row.cells[len(headings) :] if cell != ""]
    return ", ".join(_shortened(cell) for cell in beyond[:3])


def _row_item(row: TableRow, headings: tuple[str, ...], *, has_fixed_columns: bool) -> SourceItem:
    """Return a row by heading, or a fault if its values may be in wrong columns, because there are more of them."""
    if not has_fixed_columns and (shown := _beyond(row, headings)):
        return SourceFault(
            row.place,
            f"This row has more cells than the {len(headings)} headings ({shown}), so that values may be in wrong "
            "columns: it was left out. Put a value with a comma in quotation marks, or add a heading.",
        )
    values: dict[str, Any] = {}
    for index, (heading, cell) in enumerate(zip(headings, row.cells, strict=False)):
        if index in row.links:  # before its text, which may be "Click here": of two values, the first counts
            values[f"{heading}{LINK}"] = row.links[index]
        if cell != "":
            values[heading] = cell
    return SourceRow(row.place, values)


def _heading_index(rows: Sequence[TableRow]) -> int:
    """Return which row has the headings: the first that is nearly as full as others and has only short texts."""
    widest = max(_filled_cells(row) for row in rows)
    candidates = [
        index
        for index, row in enumerate(rows)
        if _filled_cells(row) >= MIN_FILLED_SHARE * widest and all(map(_may_be_heading, row.cells))
    ]
    return next((index for index in candidates if not rows[index].is_group), candidates[0] if candidates else 0)


def _filled_cells(row: TableRow) -> int:
    return sum(cell != "" for cell in row.cells)


def _may_be_heading(cell: Any) -> bool:
    is_text = isinstance(cell, str) and len(cell) <= MAX_HEADING_CHARACTERS
    return is_text and not cell.strip().replace(".", "").replace(",", "").isdecimal()


def _quoted(row: TableRow) -> str:
    return _shortened(" ".join(str(cell) for cell in row.cells if cell != ""))


def _shortened(value: Any) -> str:
    """Return a value in quotes, shortened, on one line."""
    text = " ".join(str(value)[: 4 * MAX_QUOTED_CHARACTERS].split())
    return f"'{text[:MAX_QUOTED_CHARACTERS]}...'" if len(text) > MAX_QUOTED_CHARACTERS else f"'{text}'"
