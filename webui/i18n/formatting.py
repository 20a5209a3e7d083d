"""Dates, durations, sizes and counts in words, in the request's language and American conventions."""

from __future__ import annotations

import datetime as dt

from catalog.model import AgencySize, PartialDate, Rating
from webui.i18n.labels import rating_value
from webui.i18n.locale import day_words, gettext, month_words, ngettext, number_words

MAX_EXCERPT = 240
"""Characters of a summary on a result card, at most."""


def date_words(date: PartialDate | dt.date) -> str:
    """Return a date to the precision it has: "2016", "March 2016" or "March 5, 2016"."""
    if not date.month:
        return str(date.year)
    if not date.day:
        return month_words(dt.date(date.year, date.month, 1))
    return day_words(dt.date(date.year, date.month, date.day))


def duration_words(seconds: int) -> str:
    """Return a duration: "45 sec", "25 min", "1 hr 5 min"."""
    if seconds < 60:  # noqa: PLR2004  # a minute
        return gettext("%(number)s sec", number=seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = (
        gettext("%(number)s hr", number=number_words(hours)) if hours else "",
        gettext("%(number)s min", number=minutes) if minutes else "",
    )
    return " ".join(part for part in parts if part)


def rough_duration_words(minutes: int) -> str:
    """Return an estimated duration, rounded to 5 minutes, or to 15 from an hour on; never "0 min"."""
    step = 15 if minutes >= 60 else 5  # noqa: PLR2004  # an hour
    return duration_words(60 * (round(minutes / step) * step or minutes))


def size_words(size_bytes: int) -> str:
    """Return a file's size in decimal units: "900 bytes", "38 kB", "1.2 MB"."""
    if size_bytes < 1_000:  # noqa: PLR2004  # a kilobyte
        return gettext("%(number)s bytes", number=size_bytes)
    if size_bytes < 999_500:  # noqa: PLR2004  # what rounds to a megabyte is one
        return gettext("%(number)s kB", number=f"{size_bytes / 1_000:.0f}")
    return gettext("%(number)s MB", number=f"{size_bytes / 1_000_000:.1f}")


def agency_words(size: AgencySize | None) -> str:
    """Return the agency size of a resource in words: "Up to 49 sworn officers"."""
    low, high = (size.sworn_min, size.sworn_max) if size else (None, None)
    if low and high is not None:
        return gettext("%(low)s\u2013%(high)s sworn officers", low=number_words(low), high=number_words(high))
    if high is not None:
        return ngettext("Up to %(num)s sworn officer", "Up to %(num)s sworn officers", high)
    if low:
        return ngettext("%(num)s or more sworn officers", "%(num)s or more sworn officers", low)
    return gettext("Any agency size")


def suited_agencies(size: AgencySize) -> str:
    """Return the agencies that something is for: "For agencies with up to 49 sworn officers"; empty for any size."""
    low, high = size.sworn_min, size.sworn_max
    if low and high is not None:
        numbers = {"low": number_words(low), "high": number_words(high)}
        return gettext("For agencies with %(low)s to %(high)s sworn officers", **numbers)
    if high is not None:
        return gettext("For agencies with up to %(high)s sworn officers", high=number_words(high))
    return gettext("For agencies with %(low)s or more sworn officers", low=number_words(low)) if low else ""


def resource_words(number: int) -> str:
    """Return a number of resources: "1 resource", "1,200 resources"."""
    return ngettext("%(num)s resource", "%(num)s resources", number)


def page_words(number: int) -> str:
    """Return a number of pages: "1 page", "1,200 pages"."""
    return ngettext("%(num)s page", "%(num)s pages", number)


def excerpt(text: str, limit: int = MAX_EXCERPT) -> str:
    """Return `text`, cut after a word and ended with an ellipsis if it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    return f"{head[: head.rfind(' ')] if ' ' in head[limit // 2 :] else head} \u2026"


def sentence(text: str) -> str:
    """Return `text` with a capital first letter and a final period; empty text stays empty."""
    text = text.strip().rstrip(".")
    if not text:
        return ""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('!', '?')) else '.'}"


def rating_words(rating: Rating) -> str:
    """Return an evidence rating with its source and year: "Rated Effective by CrimeSolutions (2019)"."""
    value = rating_value(rating.value)
    if rating.date:
        year = rating.date[:4]
        return gettext("Rated %(value)s by %(source)s (%(year)s)", value=value, source=rating.scheme, year=year)
    return gettext("Rated %(value)s by %(source)s", value=value, source=rating.scheme)
