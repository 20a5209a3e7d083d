"""Words for dates, durations, sizes and counts, as American readers expect them."""

from __future__ import annotations

import datetime as dt

from catalog.model import AgencySize, PartialDate

MONTHS = "January February March April May June July August September October November December".split()
EXCERPT = 240
"""Characters of a summary on a result card, at most."""


def date_words(date: PartialDate | dt.date) -> str:
    """Return a date as far as it is known: "2016", "March 2016" or "March 5, 2016"."""
    if not date.month:
        return str(date.year)
    month = MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"


def duration_words(seconds: int) -> str:
    """Return a duration: "45 sec", "25 min", "1 hr 5 min"."""
    if seconds < 60:  # noqa: PLR2004  # a minute
        return f"{seconds} sec"
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = (f"{hours} hr" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(part for part in parts if part)


def size_words(size_bytes: int) -> str:
    """Return a file's size in decimal units: "900 bytes", "38 kB", "1.2 MB"."""
    if size_bytes < 1_000:  # noqa: PLR2004  # a kilobyte
        return f"{size_bytes} bytes"
    if size_bytes < 999_500:  # noqa: PLR2004  # what rounds to a megabyte is one
        return f"{size_bytes / 1_000:.0f} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def agency_words(size: AgencySize | None) -> str:
    """Return whom a resource suits, in sworn officers."""
    low, high = (size.sworn_min, size.sworn_max) if size else (None, None)
    if low and high is not None:
        return f"{low:,}\u2013{high:,} sworn officers"
    if high is not None:
        return f"Up to {high:,} sworn officers"
    return f"{low:,} or more sworn officers" if low else "Any agency size"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 page", "1,200 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """Return `text`, cut after a word and marked with dots where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    return f"{head[: head.rfind(' ')] if ' ' in head[limit // 2 :] else head} \u2026"


def sentence(text: str) -> str:
    """Return `text` with a capital at its beginning and a stop at its end; nothing stays nothing."""
    text = text.strip().rstrip(".")
    if not text:
        return ""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('!', '?')) else '.'}"
