"""Numbers and durations as people write them: "1,200", "12 pages", "1 h 30 min", "1:30:00"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from catalog.messages import Message
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import name_form

_WITH_SEPARATORS = r"\d{1,3}(?:[, '\u2019]\d{3})+"
_WHOLE_NUMBER = re.compile(rf"({_WITH_SEPARATORS}|\d+)(?:\.0{{1,2}})?(?!\d)\s*([^\d]*)")
_SECONDS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("h", "hr", "hour", "hora"), 3600),
        **dict.fromkeys(("m", "min", "minute", "minuto"), 60),
        **dict.fromkeys(("s", "sec", "second", "seg", "segundo"), 1),
    }
)
"""The seconds of each unit of time."""
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,]0+)?")
_SHORT_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_ISO_DURATION = re.compile(r"p(?:0d)?t(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", re.IGNORECASE)
_AMOUNT = re.compile(rf"({_WITH_SEPARATORS}|\d+(?:[.,]\d+)?)\s*([^\W\d_]*)\.?\s*(?:,|and\b|y\b|&)?\s*")


def whole_number(text: str, units: Collection[str] = ()) -> int | None:
    """Return the number in "1,200", "12.0" or "12 pages", or None. `units` are the words that may follow it."""
    match = _WHOLE_NUMBER.fullmatch(text)
    if match is None or not all(word in units for word in filter(None, name_form(match[2]).split("-"))):
        return None
    return int(re.sub(r"\D", "", match[1]))


def duration_meanings(text: str) -> Iterator[int | Message]:
    """Yield the number of seconds in a duration, or a message if it can be of hours or of minutes."""
    if match := _CLOCK.fullmatch(text) or _ISO_DURATION.fullmatch(text):
        hours, minutes, seconds = (int(number or 0) for number in match.groups())
        yield hours * 3600 + minutes * 60 + seconds
    elif match := _SHORT_CLOCK.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        meanings = (
            f"{first * 60 + second} ({first} min {second} s) or {first * 3600 + second * 60} ({first} h {second} min)"
        )
        yield Message(FieldMessageId.SEVERAL_MEANINGS, value=f"'{text}'", meanings=meanings)
    elif (seconds_in_words := _seconds_in_words(text)) is not None:
        yield seconds_in_words


def _seconds_in_words(text: str) -> int | None:
    """Return the seconds of "1 h 30 min", "90 minutes" or "1.5 hours", or None. Units come from large to small."""
    total, last_unit, position = Decimal(0), 86_400, 0
    while position < len(text):
        match = _AMOUNT.match(text, position)
        if match is None:
            return None
        unit = _SECONDS.get(name_form(match[2])) if match[2] else _unit_after(last_unit)
        if unit is None or unit >= last_unit:
            return None
        total, last_unit, position = total + unit * _amount(match[1]), unit, match.end()
    return int(total) if total == int(total) and position else None


def _unit_after(unit: int) -> int | None:
    """Return the unit of a number without one that follows hours, as in "1h30"."""
    return 60 if unit == _SECONDS["h"] else None


def _amount(text: str) -> Decimal:
    if re.fullmatch(_WITH_SEPARATORS, text):
        return Decimal(re.sub(r"\D", "", text))
    return Decimal(text.replace(",", "."))
