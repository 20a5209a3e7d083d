"""Dates whose day and month can be exchanged, as in 03/04/2024, and days that spreadsheets count."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from catalog.model import PartialDate
from catalog.schemas.normalization.dates import date_meanings

DATE_FIELDS = frozenset(("published", "added", "reviewed"))
"""The fields of records that are dates."""
MIN_CLEAR_DATES = 3
"""So many dates of a source that have one meaning tell the order of the others."""
MONTHS = 12
SERIAL_START = dt.date(1899, 12, 30)
"""The day before the first one that spreadsheets count: Excel counts a day in 1900 that did not exist."""

_NUMBERS = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-]\d{4}\b")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0+)?")
"""The days from 1954 to 2091."""


class DateOrder(StrEnum):
    """What comes first in the dates of a source."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def date_order_of(values: Iterable[object]) -> DateOrder | None:
    """Return the order that the dates with one meaning have; None if they are few, or do not agree."""
    orders: Counter[DateOrder] = Counter()
    for value in values:
        numbers = _NUMBERS.match(value) if isinstance(value, str) else None
        first, second = map(int, numbers.groups()) if numbers else (0, 0)
        if MONTHS in range(min(first, second), max(first, second)):
            orders[DateOrder.DAY_FIRST if first > second else DateOrder.MONTH_FIRST] += 1
    return next((order for order in orders if len(orders) == 1 and orders[order] >= MIN_CLEAR_DATES), None)


def dates_meant(value: object) -> tuple[PartialDate, ...]:
    """Return the dates that a text can mean, the month first before the day first; none if it is not a text."""
    meanings = date_meanings(value[:100]) if isinstance(value, str) else ()
    return tuple(dict.fromkeys(meaning for meaning in meanings if isinstance(meaning, PartialDate)))


def serial_date_in(value: object) -> str:
    """Return the date that a number of five digits stands for in a spreadsheet; empty if a value is none."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    return (SERIAL_START + dt.timedelta(int(float(text)))).isoformat() if _SERIAL.fullmatch(text) else ""
