"""Values of cells in a workbook as people see them: dates as far as a format shows them, whole numbers, texts."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from openpyxl.utils.datetime import from_excel

from indexer.extract.office.xml.escapes import unescape
from indexer.importers.readers.tables.table import without_formula_guard

FIRST_SERIAL, LAST_SERIAL = 20_000, 70_000
"""The numbers of days that may be a date of publication: 1954-10-03 to 2091-08-25."""
MAX_EXACT = 10**15
"""Whole numbers up to it are exact as a cell has them."""

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ZEROS = re.compile(r"0{2,}")


def cell_value(value: Any, number_format: str) -> Any:
    """Return the value of a cell: a text, a number, true or false; an empty text if there is none."""
    match value:
        case None:
            return ""
        case str():
            text = unescape(value).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
            return without_formula_guard(text).strip()
        case bool():
            return value
        case int() | float():
            return _number(value, number_format)
        case dt.datetime():
            return _date(value, number_format)
    return str(value)


def serial_date(value: Any, epoch: dt.datetime) -> str:
    """Return the date that a number stands for in a column of dates, or an empty string if it stands for none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not FIRST_SERIAL <= value <= LAST_SERIAL:
        return ""
    date = from_excel(math.floor(value), epoch)
    return date.date().isoformat() if isinstance(date, dt.datetime) else ""


def _number(value: float, number_format: str) -> Any:
    """Return a number; one in a format with leading zeros is a text, as an id is."""
    if not math.isfinite(value):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) <= MAX_EXACT:
        value = int(value)
    if isinstance(value, int) and value >= 0 and _ZEROS.fullmatch(number_format or ""):
        return f"{value:0{len(number_format)}d}"
    return value


def _date(value: dt.datetime, number_format: str) -> str:
    """Return a date in ISO 8601 as far as the format shows it, with the time if there is one."""
    shown = _NOT_SHOWN.sub("", (number_format or "").partition(";")[0]).lower()
    if "y" in shown and "d" not in shown and "h" not in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ", "minutes")
