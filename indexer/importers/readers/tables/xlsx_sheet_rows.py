"""The rows of a sheet as people see them: values, merged cells, links, and notes on what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter

from indexer.importers.readers.tables.table import TableRow
from indexer.importers.readers.tables.xlsx_structure import MergedRange, SheetStructure
from indexer.importers.readers.tables.xlsx_values import cell_value, serial_date

MAX_EMPTY_ROWS = 10_000
"""After so many empty rows in succession, a sheet is taken to be at its end."""
SAVE_AGAIN = "open it in Excel or LibreOffice, save it again as .xlsx, and use that copy"


def sheet_rows(
    cell_rows: Iterator[tuple[Any, ...]], structure: SheetStructure, date_columns: frozenset[int], epoch: Any
) -> Iterator[TableRow]:
    """Yield the visible rows of a sheet, with the value of merged cells in each of their rows."""
    merged: dict[MergedRange, Any] = {}
    empty_rows = 0
    for number, cells in enumerate(cell_rows, 1):
        reader = _RowReader(number, structure, date_columns, epoch)
        values = reader.values(cells)
        is_group = reader.fill(values, merged)
        empty_rows = 0 if any(value != "" for value in values) else empty_rows + 1
        if empty_rows > MAX_EMPTY_ROWS:
            structure.ended_after = number - empty_rows if structure.last_row > number else 0
            return
        if number not in structure.hidden_rows:
            yield TableRow(f"row {number:,}", values, is_group, tuple(reader.notes), reader.links)


class _RowReader:
    """Reads one row: its values, its links, and in `notes` what an editor should know."""

    def __init__(self, number: int, structure: SheetStructure, date_columns: frozenset[int], epoch: Any) -> None:
        self._number = number
        self._structure = structure
        self._date_columns = date_columns
        self._epoch = epoch
        self.notes: list[str] = []
        self.links: dict[int, str] = {}

    def values(self, cells: tuple[Any, ...]) -> list[Any]:
        """Return the values of the cells; those of hidden columns are empty."""
        hidden = self._structure.hidden_columns
        values = ["" if column in hidden else self._value(column, cell) for column, cell in enumerate(cells, 1)]
        while values and values[-1] == "":
            values.pop()
        return values

    def fill(self, values: list[Any], merged: dict[MergedRange, Any]) -> bool:
        """Give each row of merged cells their value; return whether cells are merged across columns.

        `merged` has the ranges that go on from rows above, with their values.
        """
        for area in self._structure.merged.get(self._number, ()):
            index = area.first_column - 1
            merged[area] = values[index] if index < len(values) else ""
        is_group = False
        for area, value in tuple(merged.items()):
            is_group |= area.first_column < area.last_column and value != ""
            if area.last_row <= self._number:
                del merged[area]
            if area.first_row < self._number and value != "" and any(item != "" for item in values):
                self._fill_cell(values, area, value)
        return is_group

    def _fill_cell(self, values: list[Any], area: MergedRange, value: Any) -> None:
        values.extend([""] * (area.first_column - len(values)))
        if values[area.first_column - 1] == "":
            values[area.first_column - 1] = value
            above = f"{get_column_letter(area.first_column)}{area.first_row}"
            self.notes.append(f"The value of the merged cell {above} counts for this row, too: check it.")

    def _value(self, column: int, cell: Any) -> Any:
        place = (self._number, column)
        name = f"{get_column_letter(column)}{self._number}"
        if cell.data_type == "e":
            self.notes.append(f"Cell {name} has the error {cell.value} and was left out.")
            return ""
        link = self._structure.links.get(place, "")
        if place in self._structure.uncomputed and not link:
            self.notes.append(f"Cell {name} has a formula without a stored value and was left out: {SAVE_AGAIN}.")
            return ""
        value = cell_value(cell.value, cell.number_format)
        if column in self._date_columns and (date := serial_date(value, self._epoch)):
            self.notes.append(
                f"The number {value} in cell {name} was read as the date {date}, as others in its column."
            )
            value = date
        if link and value not in (link, link.removeprefix("mailto:")):
            if value == "":
                return link
            self.links[column - 1] = link
        return value
