"""XLSX by openpyxl: one section for each sheet, a row on one line, values as they were last computed."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from catalog.model import Locator
from indexer.extract.cleaning import label
from indexer.extract.office.archive import checked, transitional
from indexer.extract.result import Extracted, Section
from indexer.extract.row_limits import Rows


def read(data: bytes, media_type: str) -> Extracted:
    """Return the sheets in order, hidden ones included; a formula counts as its stored value."""
    data = transitional(checked(data), data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells which decorations it leaves out
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = Rows()
        sections = tuple(
            Section(Locator("heading", label(sheet.title)), rows.text(_cells(sheet))) for sheet in book.worksheets
        )
    return Extracted(media_type=media_type, sections=sections, title=book.properties.title or "", notes=rows.notes)


def _cells(sheet: Any) -> Iterator[list[str]]:
    """Yield a sheet's rows as text."""
    sheet.reset_dimensions()  # the size that a file claims pads every row up to it
    for row in sheet.iter_rows(values_only=True):
        yield ["" if value is None else _shown(value) for value in row]


def _shown(value: object) -> str:
    """Return a cell's value as a reader would write it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)
