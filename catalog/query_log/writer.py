"""Adds counts to the query log. A text is written once it came on MIN_DAYS different days; before, only its hash is.

A text becomes readable when it is typed on its last day of these: until then, nobody can know it from the files.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.query_log.kept_text import counted_form, kept_text
from catalog.query_log.log_files import log_key, text_hash, writing
from catalog.query_log.model import Channel, Counts, DaySearch

MIN_DAYS = 5
"""The different days (UTC) on which a text must come before it can be read."""
MAX_PAUSE_DAYS = 90
"""Days after which a text that did not come again is forgotten, as long as it cannot be read."""
MAX_UNREADABLE = 100_000
"""Hashes of texts that cannot be read; when there are more, those that came on the fewest days give way."""
MAX_READABLE = 2_000
"""Texts that can be read; no further one becomes readable until the old ones have expired."""
ROOM_SHARE = 10
"""When there are too many hashes, one in so many gives way, so that this is done seldom."""
UNCONFIRMED_DAYS = 2
"""The newest days of the log alone do not prove that time has passed: a clock that was wrong once may have set them."""
FAR_AHEAD_DAYS = 30
"""Days by which a clock must have been ahead before what it wrote is moved; what is less expires soon."""

_ADD_COUNTS = (
    "searches = searches + ?, without_results = without_results + ?, partial = partial + ?, corrected = corrected + ?"
)
_UPSERT_COUNTS = ", ".join(
    f"{name} = {name} + excluded.{name}" for name in ("searches", "without_results", "partial", "corrected")
)
_REDATE = (
    f"""INSERT INTO total SELECT :today, channel, language, searches, without_results, partial, corrected
        FROM total WHERE day > :far_ahead ON CONFLICT DO UPDATE SET {_UPSERT_COUNTS}""",  # noqa: S608  # names of columns
    "DELETE FROM total WHERE day > :far_ahead",
    f"""INSERT INTO text_day SELECT hash, :today, days, searches, without_results, partial, corrected
        FROM text_day WHERE day > :far_ahead
        ON CONFLICT DO UPDATE SET days = days + excluded.days, {_UPSERT_COUNTS}""",  # noqa: S608  # names of columns
    "DELETE FROM text_day WHERE day > :far_ahead",
    "UPDATE unreadable SET last_day = :today WHERE last_day > :far_ahead",
)
"""What is dated far ahead is dated today."""


@dataclass(slots=True)
class _DayText:
    """A text of one day, in one language, from people."""

    text: str
    language: str
    day: str
    counts: Counts
    corrected_to: str


def add_searches(folder: Path, searches: Mapping[DaySearch, int], keep_days: int) -> None:
    """Add numbers of searches to the log, and delete what is older than `keep_days`.

    Raises sqlite3.Error or OSError; then nothing was added.
    """
    texts = _texts_by_hash(log_key(folder), searches)
    totals: dict[tuple[str, str, str], Counts] = {}
    for search, number in searches.items():
        group = search.day.isoformat(), str(search.channel), search.searched.language
        totals[group] = totals.get(group, Counts()) + Counts.of(search.searched, number)
    if not totals:
        return
    newest_day = dt.date.fromisoformat(max(totals)[0])
    with writing(folder) as database:
        _redate_future(database, newest_day)
        for group, counts in sorted(totals.items()):
            _add_total(database, group, counts)
        for (_, text_key), text in sorted(texts.items(), key=lambda item: item[0]):
            _add_text(database, text_key, text)
        _expire(database, newest_day, keep_days)
        _limit_hashes(database)


def _texts_by_hash(key: bytes, searches: Mapping[DaySearch, int]) -> dict[tuple[str, bytes], _DayText]:
    """Return the texts that may be kept by day and hash, whose order tells nothing about their order in time."""
    texts: dict[tuple[str, bytes], _DayText] = {}
    for search, number in searches.items():
        searched, day = search.searched, search.day.isoformat()
        text = "" if search.channel is Channel.API else kept_text(searched.text)
        form = counted_form(text)
        if not form:
            continue
        group = day, text_hash(key, searched.language, form)
        entry = texts.setdefault(group, _DayText(text, searched.language, day, Counts(), ""))
        entry.counts += Counts.of(searched, number)
        entry.corrected_to = kept_text(searched.corrected_to) or entry.corrected_to
    return texts


def _add_total(database: sqlite3.Connection, group: Iterable[str], counts: Counts) -> None:
    database.execute(
        f"INSERT INTO total VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET {_UPSERT_COUNTS}",  # noqa: S608  # names of columns
        (*group, *counts.numbers),
    )


def _add_text(database: sqlite3.Connection, text_key: bytes, text: _DayText) -> None:
    """Add the counts of a text: by its day if it can be read, otherwise to its hash."""
    if database.execute("SELECT 1 FROM readable WHERE hash = ?", (text_key,)).fetchone():
        _add_day(database, text_key, text, 1)
        return
    row = database.execute(
        "SELECT days, last_day, searches, without_results, partial, corrected FROM unreadable WHERE hash = ?",
        (text_key,),
    ).fetchone()
    if row is None:
        values = (text_key, text.language, 1, text.day, *text.counts.numbers)
        database.execute("INSERT INTO unreadable VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        return
    days, last_day, *earlier = row
    days += text.day > last_day
    if days >= MIN_DAYS and _has_room(database):
        database.execute("DELETE FROM unreadable WHERE hash = ?", (text_key,))
        database.execute("INSERT INTO readable VALUES (?, ?, ?, '')", (text_key, text.language, text.text))
        text.counts += Counts(*earlier)
        _add_day(database, text_key, text, days)
        return
    database.execute(
        f"UPDATE unreadable SET days = ?, last_day = max(last_day, ?), {_ADD_COUNTS} WHERE hash = ?",  # noqa: S608  # names of columns
        (days, text.day, *text.counts.numbers, text_key),
    )


def _has_room(database: sqlite3.Connection) -> bool:
    ((readable,),) = database.execute("SELECT count(*) FROM readable").fetchall()
    return int(readable) < MAX_READABLE


def _add_day(database: sqlite3.Connection, text_key: bytes, text: _DayText, days: int) -> None:
    """Add the counts of a readable text on a day; `days` is more than one when they include those of earlier days."""
    database.execute(
        f"INSERT INTO text_day VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET {_UPSERT_COUNTS}",  # noqa: S608  # names of columns
        (text_key, text.day, days, *text.counts.numbers),
    )
    if text.corrected_to:
        database.execute("UPDATE readable SET corrected_to = ? WHERE hash = ?", (text.corrected_to, text_key))


def _redate_future(database: sqlite3.Connection, today: dt.date) -> None:
    """Move what a clock far ahead wrote to the first day with searches after it was set right.

    There it expires in time, and its texts can come on further days. It is no more than the unconfirmed days: if others
    are later than `today`, the clock is behind now.
    """
    confirmed = _confirmed_day(database)
    if confirmed is None or confirmed > today:
        return
    days = {"today": today.isoformat(), "far_ahead": (today + dt.timedelta(FAR_AHEAD_DAYS)).isoformat()}
    for statement in _REDATE:
        database.execute(statement, days)


def _confirmed_day(database: sqlite3.Connection) -> dt.date | None:
    """Return the newest day with searches besides the unconfirmed ones; None if there is none."""
    row = database.execute(
        "SELECT DISTINCT day FROM total ORDER BY day DESC LIMIT 1 OFFSET ?", (UNCONFIRMED_DAYS,)
    ).fetchone()
    return dt.date.fromisoformat(row[0]) if row else None


def _expire(database: sqlite3.Connection, today: dt.date, keep_days: int) -> None:
    """Delete what is too old.

    Nothing is too old because of a day far ahead, which may be that of a wrong clock, until more days confirm it. With
    searches on every day, that changes nothing.
    """
    confirmed = _confirmed_day(database)
    if confirmed is None:
        return
    today = min(today, confirmed + dt.timedelta(UNCONFIRMED_DAYS))
    oldest = (today - dt.timedelta(keep_days - 1)).isoformat()
    oldest_unreadable = (today - dt.timedelta(min(keep_days, MAX_PAUSE_DAYS) - 1)).isoformat()
    database.execute("DELETE FROM total WHERE day < ?", (oldest,))
    database.execute("DELETE FROM unreadable WHERE last_day < ?", (oldest_unreadable,))
    if database.execute("DELETE FROM text_day WHERE day < ?", (oldest,)).rowcount:
        database.execute("DELETE FROM readable WHERE hash NOT IN (SELECT hash FROM text_day)")


def _limit_hashes(database: sqlite3.Connection) -> None:
    """Delete the hashes that are too many."""
    ((unreadable,),) = database.execute("SELECT count(*) FROM unreadable").fetchall()
    if unreadable > MAX_UNREADABLE:
        database.execute(
            "DELETE FROM unreadable WHERE hash IN (SELECT hash FROM unreadable ORDER BY days, last_day, hash LIMIT ?)",
            (unreadable - MAX_UNREADABLE + MAX_UNREADABLE // ROOM_SHARE,),
        )
