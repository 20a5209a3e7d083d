"""Dates and times as a spreadsheet shows them, from the number of days that a cell contains."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.extract.office.number_formats.format_code import FormatSection, FormatToken, TokenKind

DAY_S = 86_400
NOON_H = 12
MAX_DAYS = 2_958_466
"""The day after the last one, 9999-12-31."""

_EPOCH = dt.date(1899, 12, 30)
_LEAP_BUG_DAY = 60  # Excel counts 1900-02-29, which never was
_MINUTES = "n"  # tells minutes from months, which are written alike
_TIMES = frozenset({TokenKind.DATE, TokenKind.ELAPSED})

_ENGLISH = (
    "January February March April May June July August September October November December".split(),
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
)
_SPANISH = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "lunes martes miércoles jueves viernes sábado domingo".split(),
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day, and the seconds since it began; also the seconds since the first of all days, and decimals of a second."""

    date: dt.date
    second: int
    total_s: int
    decimals: str


class DateFormat:
    """Shows numbers of days by one section of a format code."""

    def __init__(self, section: FormatSection) -> None:
        self._tokens = tuple(_distinct_tokens(section.tokens))
        self._decimals = max(len(text) if kind == TokenKind.DIGIT else 0 for kind, text in self._tokens)
        self._has_half_days = any(kind == TokenKind.HALF_DAY for kind, _ in self._tokens)
        self._months, self._weekdays = _SPANISH if section.is_spanish else _ENGLISH

    def text(self, days: float) -> str | None:
        """Return the date or time, or None if the number is not in the range of dates."""
        if not 0 <= days < MAX_DAYS:
            return None
        total_s, fraction = divmod(round(days * DAY_S * 10**self._decimals), 10**self._decimals)
        day, second = divmod(total_s, DAY_S)
        date = _EPOCH + dt.timedelta(days=min(day, MAX_DAYS - 1) + (0 < day < _LEAP_BUG_DAY))
        moment = _Moment(date, second, total_s, f"{fraction:0{self._decimals}d}")
        return "".join(self._token_text(kind, text, moment) for kind, text in self._tokens)

    def _token_text(self, kind: TokenKind, text: str, moment: _Moment) -> str:
        if kind == TokenKind.DATE:
            return self._date_text(text, moment) if text[0] in "dm" else self._number_text(text, moment)
        if kind == TokenKind.ELAPSED:
            return f"{moment.total_s // {'h': 3600, 'm': 60, 's': 1}[text[0]]:0{len(text)}d}"
        if kind == TokenKind.HALF_DAY:
            return text.upper().split("/")[moment.second // 3600 >= NOON_H]
        return moment.decimals[: len(text)] if kind == TokenKind.DIGIT else text

    def _date_text(self, text: str, moment: _Moment) -> str:
        """Return the month or the day: as a number, or from three letters on, in words."""
        is_month, length = text[0] == "m", len(text)
        name = self._months[moment.date.month - 1] if is_month else self._weekdays[moment.date.weekday()]
        if length <= 2:  # noqa: PLR2004 - d, dd, m, mm
            return f"{moment.date.month if is_month else moment.date.day:0{length}d}"
        return {3: name[:3], 5: name[:1]}.get(length, name)

    def _number_text(self, text: str, moment: _Moment) -> str:
        """Return the year, hour, minute or second."""
        if text[0] in "ye":
            year = f"{moment.date.year:04d}"
            return year[-2:] if text in {"y", "yy"} else year
        hour = moment.second // 3600
        if self._has_half_days:
            hour = hour % NOON_H or NOON_H
        number = {"h": hour, _MINUTES: moment.second // 60 % 60, "s": moment.second % 60}[text[0]]
        return f"{number:0{min(len(text), 2)}d}"


def _distinct_tokens(tokens: Sequence[FormatToken]) -> Iterator[FormatToken]:
    """Yield the tokens with minutes told from months, and the decimals of a second as one token."""
    decimals = ""
    for index, (kind, text) in enumerate(tokens):
        if kind == TokenKind.DIGIT:
            decimals += text
            continue
        if decimals:
            yield FormatToken(TokenKind.DIGIT, decimals)
            decimals = ""
        is_minutes = kind == TokenKind.DATE and text in {"m", "mm"} and _is_near_hours_or_seconds(tokens, index)
        yield FormatToken(kind, _MINUTES * len(text) if is_minutes else text)
    if decimals:
        yield FormatToken(TokenKind.DIGIT, decimals)


def _is_near_hours_or_seconds(tokens: Sequence[FormatToken], index: int) -> bool:
    """Return whether a token follows hours or comes before seconds."""
    before = next((text for kind, text in reversed(tokens[:index]) if kind in _TIMES), "")
    after = next((text for kind, text in tokens[index + 1 :] if kind in _TIMES), "")
    return before.startswith("h") or after.startswith("s")
