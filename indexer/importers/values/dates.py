"""Dates in the forms of other catalogs. A date that cannot be read is never guessed."""

from __future__ import annotations

import re

from catalog.messages import Message
from catalog.model import PartialDate
from catalog.schemas.normalization.dates import date_meanings
from indexer.extract.cleaning import clean_line

MAX_DATE = 100
"""Characters of a text that may be a date."""
FIRST_YEAR = 1450
"""Earlier years are placeholders of programs, such as 0001."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:.*)?")
_UNKNOWN_PARTS = re.compile(r"(?:-00){1,2}\Z")
_EMAIL_DATE = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}.*)?"
)
_EPOCH = re.compile(r"1970-01-01[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d{2}(?!\d)")
_AROUND_YEAR = re.compile(r"(?:[\[(<]?\s*(?:c|©|cop\.|copyright|published|spring|summer|fall|autumn|winter)?[\s.,]*)?")
_AFTER_YEAR = re.compile(r"[\])>.,\s]*")
_LAST_SHORT_YEAR = 49  # RFC 5322, section 4.3


def partial_date(value: object) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, in the time zone that it is given in; empty if it cannot be read.

    Reads ISO 8601, the dates of e-mails and feeds (RFC 822), what `date_meanings` reads if it has one meaning, and
    years as libraries write them, such as `c2004` and `[2004]`.
    """
    text = clean_line(str(value))[: MAX_DATE + 1] if isinstance(value, str | int) else ""
    if not text or len(text) > MAX_DATE or _EPOCH.fullmatch(text):
        return ""
    date = _iso_date(_UNKNOWN_PARTS.sub("", text)) or _email_date(text)
    if date is None and not (_ISO.fullmatch(text) or _EMAIL_DATE.fullmatch(text)):
        date = _one_meaning(text) or _library_year(text)
    return str(date) if date and date.year >= FIRST_YEAR else ""


def _iso_date(text: str) -> PartialDate | None:
    match = _ISO.fullmatch(text)
    return _parsed("-".join(part for part in match.groups() if part)) if match else None


def _email_date(text: str) -> PartialDate | None:
    match = _EMAIL_DATE.fullmatch(text)
    if match is None or match[2].lower() not in _MONTHS:
        return None
    year = int(match[3])
    if len(match[3]) == 2:  # noqa: PLR2004  # digits
        year += 2000 if year <= _LAST_SHORT_YEAR else 1900
    return _parsed(f"{year:04d}-{_MONTHS.index(match[2].lower()) + 1:02d}-{int(match[1]):02d}")


def _one_meaning(text: str) -> PartialDate | None:
    meanings = set(date_meanings(text))
    only = meanings.pop() if len(meanings) == 1 else None
    return only if isinstance(only, PartialDate) else None


def _library_year(text: str) -> PartialDate | None:
    """Return the year in a text that says nothing else of its date; no range, and no question mark."""
    years = _YEAR.findall(text)
    if len(years) != 1 or any(isinstance(meaning, Message) for meaning in date_meanings(text)):
        return None
    before, _, after = text.lower().partition(years[0])
    is_only = _AROUND_YEAR.fullmatch(before) and _AFTER_YEAR.fullmatch(after)
    return _parsed(years[0]) if is_only else None


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
