"""XLSX by openpyxl: one section for each sheet, each row on one line, values as last computed."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import locator_label
from indexer.extract.office.archive import open_checked, to_transitional
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.row_limits import TableReader


def read(data: bytes, media_type: str) -> Extraction:
    """Return the sheets in order, hidden ones included; a formula counts as its stored value."""
    data = to_transitional(open_checked(data), data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that it leaves out
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader = TableReader()
        sections = tuple(
            ExtractedSection(Locator(LocatorKind.HEADING, locator_label(sheet.title)), reader.text(_rows(sheet)))
            for sheet in book.worksheets
        )
    return Extraction(media_type=media_type, sections=sections, title=book.properties.title or "", notes=reader.notes)


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text."""
    sheet.reset_dimensions()  # the declared size would pad every row
    for row in sheet.iter_rows(values_only=True):
        yield ["" if value is None else _cell_text(value) for value in row]


def _cell_text(value: object) -> str:
    """Return the value of a cell as people write it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)
