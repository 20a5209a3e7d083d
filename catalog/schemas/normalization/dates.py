"""Dates as people write them: "May 3, 2024", "3 de mayo de 2024", "2024/5/3"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.messages import Message
from catalog.model import PartialDate
from catalog.schemas.base.numbers_and_dates import not_in_calendar
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import fold

_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_DAYS_OF_WEEK = (
    ("monday", "lunes"),
    ("tuesday", "martes"),
    ("wednesday", "miercoles"),
    ("thursday", "jueves"),
    ("friday", "viernes"),
    ("saturday", "sabado"),
    ("sunday", "domingo"),
)
_SHORTEST_ABBREVIATION = 3
_TIME = re.compile(
    r"(?<=\d)(?:t|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|o|\.?\u00ba)\b")
_SMALL_WORDS = re.compile(r"\b(?:of|the|de|del|el)\b")
_PART = re.compile(r"\d+|[a-z]+")
_CHARACTERS = re.compile(r"[\da-z\s,./-]+")
_COMPACT = re.compile(r"((?:18|19|20|21)\d{2})(\d{2})(\d{2})")


def date_meanings(text: str) -> Iterator[PartialDate | Message]:
    """Yield the dates that a text can mean, and a message if it looks like a date and is none."""
    written = _TIME.sub("", fold(re.sub(r"[\u2010-\u2015\u2212]", "-", text)).strip())
    written = _SMALL_WORDS.sub(" ", _ORDINAL.sub("", written))
    if not _CHARACTERS.fullmatch(written):
        return
    parts = _PART.findall(_COMPACT.sub(r"\1-\2-\3", written) if _COMPACT.fullmatch(written) else written)
    days_of_week = [number for part in parts if (number := _day_of_week(part)) is not None]
    day_of_week = days_of_week[0] if len(days_of_week) == 1 else None
    parts = [part for part in parts if _day_of_week(part) is None]
    orders = list(_orders(parts))
    in_calendar = [date for date in map(_date, orders) if date]
    dates = [date for date in in_calendar if _is_on(date, day_of_week)]
    yield from dates
    if _has_short_year(parts):
        yield Message(FieldMessageId.YEAR_OF_TWO_DIGITS, value=text)
    elif in_calendar and not dates:
        yield Message(FieldMessageId.WRONG_DAY_OF_WEEK, value=text)
    elif orders and not dates:
        with_month = (order for order in orders if 1 <= order[1] <= len(_MONTHS))
        yield not_in_calendar(text, *next(with_month, orders[0]))


def _day_of_week(word: str) -> int | None:
    return None if _number_of(word, _MONTHS) is not None else _number_of(word, _DAYS_OF_WEEK)


def _number_of(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """Return the position of a name, or of an abbreviation of one; None if it is none of them."""
    if len(word) < _SHORTEST_ABBREVIATION:
        return None
    return next((number for number, of_one in enumerate(names) if any(name.startswith(word) for name in of_one)), None)


def _orders(parts: list[str]) -> Iterator[tuple[int, ...]]:
    """Yield (year, month, day) or (year, month) for each order in which the parts of a date can be."""
    months = [_number_of(part, _MONTHS) for part in parts]
    match [_kind(part, month) for part, month in zip(parts, months, strict=True)]:
        case ["year", "number"] | ["year", "number", "number"]:
            yield tuple(map(int, parts))
        case ["number", "year"]:
            yield int(parts[1]), int(parts[0])
        case ["number", "number", "year"]:
            yield int(parts[2]), int(parts[0]), int(parts[1])
            yield int(parts[2]), int(parts[1]), int(parts[0])
        case kinds if sorted(kinds) in (["month", "year"], ["month", "number", "year"]):
            by_kind = dict(zip(kinds, parts, strict=True))
            month = next(month for month in months if month is not None) + 1
            yield int(by_kind["year"]), month, *([int(by_kind["number"])] if "number" in by_kind else ())


def _kind(part: str, month: int | None) -> str:
    if not part.isdecimal():
        return "word" if month is None else "month"
    return {1: "number", 2: "number", 4: "year"}.get(len(part), "other")


def _has_short_year(parts: list[str]) -> bool:
    """Return whether the parts are those of a date with no year of four digits."""
    kinds = sorted(_kind(part, _number_of(part, _MONTHS)) for part in parts)
    return kinds in (["number"] * 3, ["month", "number", "number"], ["month", "number"])


def _date(numbers: tuple[int, ...]) -> PartialDate | None:
    """Return a date if it is in the calendar, or None."""
    try:
        return PartialDate.parse(
            "-".join(f"{number:0{4 if not position else 2}d}" for position, number in enumerate(numbers))
        )
    except ValueError:
        return None


def _is_on(date: PartialDate, day_of_week: int | None) -> bool:
    """Return whether a date is on a day of the week, 0 for Monday; None is any day."""
    return day_of_week is None or not date.day or date.first_day().weekday() == day_of_week
