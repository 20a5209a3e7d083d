"""Where toolkits are kept on the server: drafts of browsers without scripts, and what was shared. One SQLite file."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from catalog.errors import SavingError
from catalog.messages import Message
from webui.i18n.messages import SiteMessageId

FILE = "toolkits.sqlite"
KEY_BYTES = 16
"""A key has 128 random bits: 22 characters of base64url."""
KEY_LENGTH = 22
BUSY_S = 3.0
"""Seconds to wait for another writer."""
SHAPE = """
CREATE TABLE IF NOT EXISTS {table} (
    key BLOB PRIMARY KEY, content TEXT NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL
) WITHOUT ROWID
"""
TABLES = ("draft", "shared")
UNAVAILABLE = Message(SiteMessageId.TOOLKITS_UNAVAILABLE)
FULL = Message(SiteMessageId.TOOLKITS_FULL)


@dataclass(frozen=True, slots=True)
class Kept:
    """A toolkit as JSON, the day it was put there, and the last day it is kept."""

    content: str
    created: dt.date
    expires: dt.date


class Shelf:
    """Keeps toolkits under keys that nobody can guess, and itself only their hashes. Safe to share between threads.

    Every method raises SavingError where the file cannot be read or written; other pages need nothing of it.
    """

    def __init__(self, folder: Path, most_mb: int) -> None:
        """Take the folder of the file, which is made when something is first kept, and how large it may become."""
        self._path = folder / FILE
        self._most = most_mb * 1_000_000

    def keep_draft(self, key: str, content: str, today: dt.date, days: int) -> None:
        """Keep a draft under its key until `days` after today."""
        with self._writing(today) as database:
            self._put(database, "draft", key, Kept(content, today, today + dt.timedelta(days)))

    def draft(self, key: str, today: dt.date) -> Kept | None:
        """Return what is kept under a key."""
        return self._get("draft", key, today)

    def drop_draft(self, key: str, today: dt.date) -> None:
        """Keep a draft no longer."""
        with self._writing(today) as database:
            database.execute("DELETE FROM draft WHERE key = ?", (_hashed(key),))

    def share(self, content: str, today: dt.date, days: int) -> str:
        """Keep a toolkit for others until `days` after today; return its new key."""
        key = new_key()
        with self._writing(today) as database:
            self._put(database, "shared", key, Kept(content, today, today + dt.timedelta(days)))
        return key

    def shared(self, key: str, today: dt.date) -> Kept | None:
        """Return what was shared under a key; None where there is no such, or its time is over."""
        return self._get("shared", key, today)

    def _put(self, database: sqlite3.Connection, table: str, key: str, kept: Kept) -> None:
        (pages,), (free,), (size,) = (
            database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size + len(kept.content) > self._most:
            raise SavingError(FULL)
        database.execute(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)",  # noqa: S608  # one of TABLES
            (_hashed(key), kept.content, kept.created.isoformat(), kept.expires.isoformat()),
        )

    def _get(self, table: str, key: str, today: dt.date) -> Kept | None:
        if len(key) != KEY_LENGTH or not self._is_there():
            return None
        with self._opened() as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                return None  # the file has been made this moment, or whoever made it was stopped then
            row = database.execute(
                f"SELECT content, created, expires FROM {table} WHERE key = ? AND expires >= ?",  # noqa: S608
                (_hashed(key), today.isoformat()),
            ).fetchone()
            return Kept(row[0], dt.date.fromisoformat(row[1]), dt.date.fromisoformat(row[2])) if row else None

    def _is_there(self) -> bool:
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError as error:
            raise SavingError(UNAVAILABLE) from error

    @contextmanager
    def _writing(self, today: dt.date) -> Iterator[sqlite3.Connection]:
        """Give the file in one transaction, in which whatever has had its time goes."""
        with self._opened(make=True) as database:
            database.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                database.execute(SHAPE.format(table=table))
                database.execute(f"DELETE FROM {table} WHERE expires < ?", (today.isoformat(),))  # noqa: S608
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _opened(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if make:
                self._make()
            place = f"{self._path.absolute().as_uri()}?mode=rw"  # which makes no file
            with closing(sqlite3.connect(place, uri=True, timeout=BUSY_S, isolation_level=None)) as database:
                if make:
                    with suppress(sqlite3.OperationalError):  # it does not wait for others, who do it this moment
                        database.execute("PRAGMA journal_mode = WAL")
                yield database
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            raise SavingError(UNAVAILABLE) from error

    def _make(self) -> None:
        """Make the file so that nobody else can read it; SQLite gives its companions the same rights."""
        if not self._path.exists():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))


def new_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


def _hashed(key: str) -> bytes:
    return sha256(key.encode()).digest()
