"""Toolkits stored on the server, in one SQLite file: shared ones, and drafts of browsers without scripts."""

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

DATABASE_NAME = "toolkits.sqlite"
KEY_BYTES = 16
"""A key has 128 random bits: 22 characters of base64url."""
KEY_LENGTH = 22
BUSY_TIMEOUT_S = 3.0
"""Seconds to wait while another connection writes."""
TABLE_SCHEMA = """
CREATE TABLE IF NOT EXISTS {table} (
    key BLOB PRIMARY KEY, content TEXT NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL
) WITHOUT ROWID
"""
TABLES = ("draft", "shared")
UNAVAILABLE = Message(SiteMessageId.TOOLKITS_UNAVAILABLE)
FULL = Message(SiteMessageId.TOOLKITS_FULL)


@dataclass(frozen=True, slots=True)
class StoredToolkit:
    """A toolkit as JSON, the day it was stored, and the last day it is available."""

    content: str
    created: dt.date
    expires: dt.date


class ToolkitStore:
    """Stores toolkits under unguessable keys, of which the file has only the hashes. Safe to share between threads.

    Every method raises SavingError if the file cannot be read or written, so that other pages keep working.
    """

    def __init__(self, folder: Path, max_mb: int) -> None:
        """Take the folder of the file and its maximum size. The first write creates the file."""
        self._path = folder / DATABASE_NAME
        self._max_bytes = max_mb * 1_000_000

    def save_draft(self, key: str, content: str, today: dt.date, days: int) -> None:
        """Store a draft under its key until `days` after today."""
        with self._write(today) as database:
            self._insert(database, "draft", key, StoredToolkit(content, today, today + dt.timedelta(days)))

    def draft(self, key: str, today: dt.date) -> StoredToolkit | None:
        """Return the draft stored under a key, or None."""
        return self._select("draft", key, today)

    def delete_draft(self, key: str, today: dt.date) -> None:
        """Delete a draft."""
        with self._write(today) as database:
            database.execute("DELETE FROM draft WHERE key = ?", (_key_hash(key),))

    def share(self, content: str, today: dt.date, days: int) -> str:
        """Store a shared toolkit until `days` after today, and return its new key."""
        key = new_key()
        with self._write(today) as database:
            self._insert(database, "shared", key, StoredToolkit(content, today, today + dt.timedelta(days)))
        return key

    def shared(self, key: str, today: dt.date) -> StoredToolkit | None:
        """Return the toolkit shared under a key, or None if there is none or it has expired."""
        return self._select("shared", key, today)

    def _insert(self, database: sqlite3.Connection, table: str, key: str, stored_toolkit: StoredToolkit) -> None:
        (pages,), (free,), (size,) = (
            database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size + len(stored_toolkit.content) > self._max_bytes:
            raise SavingError(FULL)
        database.execute(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)",  # noqa: S608  # one of TABLES
            (
                _key_hash(key),
                stored_toolkit.content,
                stored_toolkit.created.isoformat(),
                stored_toolkit.expires.isoformat(),
            ),
        )

    def _select(self, table: str, key: str, today: dt.date) -> StoredToolkit | None:
        if len(key) != KEY_LENGTH or not self._exists():
            return None
        with self._connect() as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                return None  # another process has created the file but not its tables
            row = database.execute(
                f"SELECT content, created, expires FROM {table} WHERE key = ? AND expires >= ?",  # noqa: S608
                (_key_hash(key), today.isoformat()),
            ).fetchone()
            return StoredToolkit(row[0], dt.date.fromisoformat(row[1]), dt.date.fromisoformat(row[2])) if row else None

    def _exists(self) -> bool:
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError as error:
            raise SavingError(UNAVAILABLE) from error

    @contextmanager
    def _write(self, today: dt.date) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction, after deleting what has expired."""
        with self._connect(create=True) as database:
            database.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                database.execute(TABLE_SCHEMA.format(table=table))
                database.execute(f"DELETE FROM {table} WHERE expires < ?", (today.isoformat(),))  # noqa: S608
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _connect(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if create:
                self._create_file()
            uri = f"{self._path.absolute().as_uri()}?mode=rw"  # does not create the file
            with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as database:
                if create:
                    with suppress(sqlite3.OperationalError):  # fails at once while another process does the same
                        database.execute("PRAGMA journal_mode = WAL")
                yield database
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            raise SavingError(UNAVAILABLE) from error

    def _create_file(self) -> None:
        """Create the file, readable by its owner only; SQLite gives its companion files the same permissions."""
        if not self._path.exists():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))


def new_key() -> str:
    """Return a new unguessable key."""
    return secrets.token_urlsafe(KEY_BYTES)


def _key_hash(key: str) -> bytes:
    return sha256(key.encode()).digest()
