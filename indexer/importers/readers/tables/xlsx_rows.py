"""Workbooks (XLSX): the rows of the first sheet with a table, as the sheet shows them.

Hidden rows and columns are left out, because nobody saw them; other sheets, too. The items say so.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from catalog.errors import ExtractError
from indexer.extract.office.xml.archive import Archive
from indexer.importers.readers.tables.table import table_items
from indexer.importers.readers.tables.xlsx_sheet_rows import MAX_EMPTY_ROWS, SAVE_AGAIN, sheet_rows
from indexer.importers.readers.tables.xlsx_structure import sheet_structure
from indexer.importers.readers.tables.xlsx_values import serial_date
from indexer.importers.rows import SourceFault, SourceItem, SourceNote
from indexer.sandbox.limits import format_size

MAX_FILE_BYTES = 100 << 20
"""A workbook is read as a whole."""
MAX_COLUMNS = 1_000
SAMPLE_ROWS = 500
"""Rows in which columns of dates are found."""
MAX_LISTED_ROWS = 10

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield the rows below the headings, and what was left out."""
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        yield SourceFault("the file", f"This workbook is larger than {format_size(MAX_FILE_BYTES)}: save it as CSV.")
        return
    try:
        yield from _workbook_items(data)
    except ExtractError as error:
        yield SourceFault("the file", str(error))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises anything for a damaged workbook
        what = "is encrypted or of an old Excel" if data.startswith(_OLD_EXCEL) else "is damaged"
        yield SourceFault("the file", f"This workbook {what}, and the rest of it was not read: {SAVE_AGAIN}.")


def _workbook_items(data: bytes) -> Iterator[SourceItem]:
    if not zipfile.is_zipfile(io.BytesIO(data)) and not data.startswith(_OLD_EXCEL):
        yield SourceFault("the file", "This file is not a workbook (.xlsx): check its name, or import it as csv.")
        return
    archive = Archive(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [_Sheet(sheet, archive, workbook.epoch) for sheet in workbook.worksheets]
    filled = [sheet for sheet in sheets if sheet.has_content]
    visible = [sheet for sheet in filled if sheet.is_visible]
    if not visible:
        yield SourceFault("the file", "This workbook has no visible sheet with content.")
        return
    # A sheet such as "Read me" is often before the list. If no sheet has a table, the first may be a list of titles.
    chosen = visible[0] if len(visible) == 1 else next((sheet for sheet in visible if sheet.has_table), visible[0])
    for sheet in filled:
        if sheet is not chosen:
            reason = f"Only the first visible sheet with a table was read ('{chosen.title}')"
            yield SourceNote(f"sheet '{sheet.title}'", f"{reason}: to import this one, save it as a file of its own.")
    yield from chosen.items()


class _Sheet:
    """A sheet of a workbook."""

    def __init__(self, sheet: Any, archive: Archive, epoch: Any) -> None:
        self._sheet = sheet
        self._epoch = epoch
        self._is_too_wide = False
        self.title = str(sheet.title)
        self.is_visible = sheet.sheet_state == "visible"
        part = str(sheet._worksheet_path)  # noqa: SLF001 - openpyxl has no other way to know the part
        self._xml = archive.read(part) if part in archive else b""
        relations = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
        self._relations_xml = archive.read(relations) if relations in archive else b""

    @property
    def has_content(self) -> bool:
        """Whether a cell has a value."""
        return _CONTENT.search(self._xml) is not None

    @property
    def has_table(self) -> bool:
        """Whether two of the first rows have several values each, as headings and a row below them have."""
        self._sheet.reset_dimensions()
        with contextlib.suppress(Exception):  # what is damaged is named when the rows are read
            rows = (sum(cell.value not in {None, ""} for cell in row) for row in self._cell_rows(SAMPLE_ROWS))
            return sum(filled > 1 for filled in rows) > 1
        return True

    def items(self) -> Iterator[SourceItem]:
        """Yield the rows below the headings, and what was left out."""
        structure = sheet_structure(self._xml, self._relations_xml)
        self._sheet.reset_dimensions()
        last_column = get_column_letter(MAX_COLUMNS)
        rows = sheet_rows(self._cell_rows(), structure, self._date_columns(), self._epoch)
        yield from table_items(rows, has_fixed_columns=True)
        if self._is_too_wide:
            yield SourceFault(
                f"columns after {last_column}", f"What is to the right of column {last_column} was left out."
            )
        if structure.ended_after:
            yield SourceFault(
                f"rows after {structure.ended_after:,}",
                f"More than {MAX_EMPTY_ROWS:,} empty rows follow, so what is below them, down to row "
                f"{structure.last_row:,}, was left out: delete the empty rows.",
            )
        if structure.hidden_rows:
            yield SourceNote(_numbers("row", sorted(structure.hidden_rows)), _hidden("row"))
        if structure.hidden_columns:
            letters = [get_column_letter(number) for number in sorted(structure.hidden_columns)]
            yield SourceNote(_numbers("column", letters), _hidden("column"))

    def _cell_rows(self, max_row: int | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of each row, without the warnings of openpyxl."""
        rows = self._sheet.iter_rows(max_row=max_row)
        while True:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
            if row is None:
                return
            self._is_too_wide |= any(cell.value is not None for cell in row[MAX_COLUMNS:])
            yield row[:MAX_COLUMNS]

    def _date_columns(self) -> frozenset[int]:
        """Return the columns, from 1, in most of whose cells a number is a date."""
        surplus: dict[int, int] = defaultdict(int)
        with contextlib.suppress(Exception):  # what is damaged is named when the rows are read
            for row in self._cell_rows(SAMPLE_ROWS):
                for column, cell in enumerate(row, 1):
                    surplus[column] += cell.data_type == "d"
                    surplus[column] -= bool(serial_date(cell.value, self._epoch))
        return frozenset(column for column, count in surplus.items() if count > 0)


def _hidden(what: str) -> str:
    return f"What is hidden in the sheet was left out: show the {what} to import it."


def _numbers(what: str, numbers: list[Any]) -> str:
    """Return the names of rows or columns: "row 5", "rows 5, 6, 9", "rows 5, 6, ... (30 in all)"."""
    names = ", ".join(map(str, numbers[:MAX_LISTED_ROWS]))
    more = f", ... ({len(numbers):,} in all)" if len(numbers) > MAX_LISTED_ROWS else ""
    return f"{what}{'s' if len(numbers) > 1 else ''} {names}{more}"
