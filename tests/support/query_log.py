"""A query log with searches of several days, and what its files contain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from catalog.query_log.model import Channel, DaySearch, LoggedSearches, Searched, SearchOutcome
from catalog.query_log.reader import read_searches
from catalog.query_log.writer import add_searches

FIRST_DAY = dt.date(2026, 3, 1)
KEEP_DAYS = 400


def search(
    text: str,
    day: int = 0,
    *,
    outcome: SearchOutcome = SearchOutcome.FOUND,
    channel: Channel = Channel.SITE,
    language: str = "en",
    corrected_to: str = "",
) -> DaySearch:
    """Return a search on a day, counted from the first."""
    searched = Searched(text, language, outcome, corrected_to)
    return DaySearch(FIRST_DAY + dt.timedelta(day), channel, searched)


def add(folder: Path, *searches: DaySearch, keep_days: int = KEEP_DAYS) -> None:
    """Add searches, each once, to the log."""
    add_searches(folder, dict.fromkeys(searches, 1), keep_days)


def add_on_days(folder: Path, text: str, days: Iterable[int]) -> None:
    """Add a search for a text on each of several days."""
    for day in days:
        add(folder, search(text, day))


def logged(folder: Path, language: str | None = None, since: dt.date = FIRST_DAY) -> LoggedSearches:
    """Return what the log has."""
    searches = read_searches(folder, since, language)
    assert searches is not None
    return searches


def texts(folder: Path, language: str | None = None) -> list[str]:
    """Return the texts that can be read."""
    return [text.text for text in logged(folder, language).texts]


def stored_bytes(folder: Path) -> bytes:
    """Return the content of every file of a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
