"""Durations in the forms of feeds and linked data, in seconds."""

from __future__ import annotations

import re

from catalog.schemas.normalization.quantities import duration_meanings
from indexer.extract.cleaning import clean_line

MAX_DURATION = 40
"""Characters of a text that may be a duration."""
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?")
_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", re.IGNORECASE)


def seconds(value: object) -> int | None:
    """Return a duration in seconds: seconds, `MM:SS`, `HH:MM:SS` (RSS of iTunes), ISO 8601, or words; None if unknown.

    No duration, such as 0 or 00:00, is unknown.
    """
    text = clean_line(str(value))[: MAX_DURATION + 1] if isinstance(value, str | int | float) else ""
    if not text or len(text) > MAX_DURATION:
        return None
    return _seconds(text) or None


def _seconds(text: str) -> int | None:
    if re.fullmatch(r"\d{1,7}(?:\.\d+)?", text):
        return int(float(text))
    if match := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    if match := _ISO.fullmatch(text):
        days, hours, minutes, rest = (int(part or 0) for part in match.groups())
        return days * 86_400 + hours * 3600 + minutes * 60 + rest
    meanings = [meaning for meaning in duration_meanings(text) if isinstance(meaning, int)]
    return meanings[0] if len(meanings) == 1 else None
