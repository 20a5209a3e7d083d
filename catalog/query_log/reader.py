"""Reads the query log for a report."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from catalog.errors import QueryLogError
from catalog.query_log.log_files import DATABASE_NAME, UnknownLayoutError, reading
from catalog.query_log.model import Channel, CountedText, Counts, LoggedSearches

_TOTALS = """
    SELECT channel, sum(searches), sum(without_results), sum(partial), sum(corrected) FROM total
    WHERE day >= ? AND language LIKE ? GROUP BY channel
"""
_TEXTS = """
    SELECT text, language, max(corrected_to), sum(days),
        sum(searches), sum(without_results), sum(partial), sum(corrected)
    FROM readable JOIN text_day USING (hash) WHERE day >= ? AND language LIKE ? GROUP BY text, language
"""
_UNREADABLE = "SELECT count(*) FROM unreadable WHERE last_day >= ? AND language LIKE ?"


def read_searches(folder: Path, since: dt.date, language: str | None = None) -> LoggedSearches | None:
    """Return what was searched since a day, on pages in a language or in any; None if there is no log.

    Raises QueryLogError if the log cannot be read.
    """
    period = since.isoformat(), language or "%"
    try:
        with reading(folder) as database:
            return _read(database, period) if database else None
    except UnknownLayoutError as error:
        raise QueryLogError(
            f"the query log {folder / DATABASE_NAME} was written by another version of the clearinghouse ({error}): "
            "use the version that serves the site"
        ) from error
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        path = folder / DATABASE_NAME
        raise QueryLogError(
            f"the query log {path} cannot be read ({error}). If it is damaged, delete it: counting starts again"
        ) from error


def _read(database: sqlite3.Connection, period: tuple[str, str]) -> LoggedSearches:
    totals = {Channel(channel): Counts(*counts) for channel, *counts in database.execute(_TOTALS, period)}
    ((unreadable,),) = database.execute(_UNREADABLE, period).fetchall()
    return LoggedSearches(totals, tuple(_texts(database.execute(_TEXTS, period))), unreadable)


def _texts(rows: Iterable[tuple[str, str, str, int, int, int, int, int]]) -> list[CountedText]:
    texts = [CountedText(text, code, days, Counts(*counts), better) for text, code, better, days, *counts in rows]
    return sorted(texts, key=lambda text: (-text.days, -text.counts.searches, text.text))
