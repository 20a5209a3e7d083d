"""Toolkits stored on the server, in one SQLite file: shared ones, and drafts of browsers without scripts."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from catalog.errors import SavingError
from catalog.messages import Message
from webui.i18n.messages import SiteMessageId
from webui.storage.database import DatabaseSlot, is_busy
from webui.storage.old_layout import delete_old_toolkit, take_old_toolkits
from webui.storage.toolkit_table import (
    DELETE,
    DELETE_EXPIRED,
    DELETE_LARGEST_NOT_IN_USE,
    INSERT_NEW,
    INSERT_OR_REPLACE,
    MARK_IN_USE,
    USED_BYTES,
    Row,
    create_layout,
    find_row,
    make_row,
)

LOG = logging.getLogger("clearinghouse")

DATABASE_NAME = "toolkits.sqlite"
KEY_BYTES = 16
"""A key has 128 random bits: 22 characters of base64url."""
KEY_LENGTH = 22
READ_TIMEOUT_S, WRITE_TIMEOUT_S = 0.25, 2.0
"""Seconds to wait while another process has locked the file. One thread waits at most; the others are refused."""
MAX_EXPIRED_PER_WRITE = 20
MAX_MOVED_PER_WRITE = 4
"""Toolkits that one write deletes because they have expired, and moves from the layout of version 0.2.0."""
ROOM_WARNINGS = (0.5, 0.8, 0.95)
"""Shares of the room at which the operator is warned."""
UNAVAILABLE = Message(SiteMessageId.TOOLKITS_UNAVAILABLE)
BUSY = Message(SiteMessageId.TOOLKITS_BUSY)
FULL = Message(SiteMessageId.TOOLKITS_FULL)


@dataclass(frozen=True, slots=True)
class StoredToolkit:
    """A toolkit as JSON, the day it was stored, and the last day it is available."""

    content: str
    created: dt.date
    expires: dt.date


class ToolkitStore:
    """Stores toolkits under unguessable keys, of which the file has only the hashes. Safe to share between threads.

    Every method raises SavingError if the file cannot be read or written, so that other pages keep working. At most one
    thread reads and one writes at a time. If either of them is held up, others are refused at once.

    If there is no room for a toolkit, the largest one that was never opened or changed after its first day is deleted,
    provided that it is larger than the new one. Whoever stores many large toolkits displaces his own.
    """

    def __init__(self, folder: Path, max_mb: int) -> None:
        """Take the folder of the file and its maximum size. The first write creates the file."""
        self._reader = DatabaseSlot(folder / DATABASE_NAME, READ_TIMEOUT_S)
        self._writer = DatabaseSlot(folder / DATABASE_NAME, WRITE_TIMEOUT_S)
        self._max_bytes = max_mb * 1_000_000
        self._last_warning: tuple[dt.date, int] | None = None

    def save_draft(self, key: str, content: str, today: dt.date, days: int) -> None:
        """Store a draft under its key until `days` after today."""
        self._insert("draft", key, StoredToolkit(content, today, today + dt.timedelta(days)))

    def draft(self, key: str, today: dt.date) -> StoredToolkit | None:
        """Return the draft stored under a key, or None."""
        return self._select("draft", key, today)

    def delete_draft(self, key: str, today: dt.date) -> None:
        """Delete a draft."""
        with self._write(today) as database:
            database.execute(DELETE, ("draft", _key_hash(key)))
            delete_old_toolkit(database, "draft", _key_hash(key))

    def share(self, content: str, today: dt.date, days: int) -> str:
        """Store a shared toolkit until `days` after today, and return its new key."""
        key = new_key()
        self._insert("shared", key, StoredToolkit(content, today, today + dt.timedelta(days)))
        return key

    def shared(self, key: str, today: dt.date) -> StoredToolkit | None:
        """Return the toolkit shared under a key, or None if there is none or it has expired."""
        return self._select("shared", key, today)

    def _insert(self, kind: str, key: str, toolkit: StoredToolkit) -> None:
        with _saving_errors():
            row = make_row(
                kind, _key_hash(key), toolkit.content.encode(), toolkit.created, toolkit.expires, in_use=False
            )
        with self._write(toolkit.created) as database:
            database.execute("SAVEPOINT before")
            database.execute(INSERT_OR_REPLACE, row)
            used = self._used_bytes(database)
            if used > self._max_bytes:
                database.execute(DELETE_LARGEST_NOT_IN_USE, (row.size,))
            has_room = self._used_bytes(database) <= self._max_bytes
            if not has_room:
                database.execute("ROLLBACK TO before")
        self._warn_about_room(toolkit.created, used)
        if not has_room:
            raise SavingError(FULL)

    @staticmethod
    def _used_bytes(database: sqlite3.Connection) -> int:
        ((used,),) = database.execute(USED_BYTES).fetchall()
        return int(used)

    def _warn_about_room(self, today: dt.date, used: int) -> None:
        """Log that the room runs out, once a day for each of ROOM_WARNINGS."""
        passed = sum(used > share * self._max_bytes for share in ROOM_WARNINGS)
        if passed and self._last_warning != (today, passed):
            self._last_warning = (today, passed)
            LOG.warning("toolkits use %.1f of %.0f MB (toolkits_mb)", used / 1e6, self._max_bytes / 1e6)

    def _select(self, kind: str, key: str, today: dt.date) -> StoredToolkit | None:
        if len(key) != KEY_LENGTH:
            return None
        with _saving_errors(), self._reader.reading() as database:
            row = find_row(database, kind, _key_hash(key)) if database else None
            toolkit = _stored_toolkit(row) if row else None
        if row is None or toolkit is None or toolkit.expires < today:
            return None
        if toolkit.created < today and not row.in_use:
            self._mark_in_use(row)
        return toolkit

    def _mark_in_use(self, row: Row) -> None:
        """Remember that a toolkit was opened on a later day. If that fails or must wait, the next reader does it."""
        with suppress(sqlite3.Error, OSError), self._reader.reading() as database:
            if database:
                database.execute("PRAGMA busy_timeout = 0")
                database.execute(MARK_IN_USE, (row.kind, row.key_hash))
                database.execute(f"PRAGMA busy_timeout = {READ_TIMEOUT_S * 1000:.0f}")

    @contextmanager
    def _write(self, today: dt.date) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction, after deleting some of what has expired."""
        with _saving_errors(), self._writer.writing() as database:
            create_layout(database)
            for kind, old in take_old_toolkits(database, MAX_MOVED_PER_WRITE):
                row = make_row(kind, old.key_hash, old.content, old.created, old.expires, in_use=True)
                database.execute(INSERT_NEW, row)
            database.execute(DELETE_EXPIRED, (today.isoformat(), MAX_EXPIRED_PER_WRITE))
            yield database


def new_key() -> str:
    """Return a new unguessable key."""
    return secrets.token_urlsafe(KEY_BYTES)


def _key_hash(key: str) -> bytes:
    return sha256(key.encode()).digest()


def _stored_toolkit(row: Row) -> StoredToolkit:
    content = zlib.decompress(row.content).decode()
    return StoredToolkit(content, dt.date.fromisoformat(row.created), dt.date.fromisoformat(row.expires))


@contextmanager
def _saving_errors() -> Iterator[None]:
    """Raise SavingError for any error of the file or of its content."""
    try:
        yield
    except TimeoutError as error:
        raise SavingError(BUSY) from error
    except sqlite3.OperationalError as error:
        raise SavingError(BUSY if is_busy(error) else UNAVAILABLE) from error
    except (sqlite3.Error, zlib.error, OSError, ValueError, TypeError) as error:
        raise SavingError(UNAVAILABLE) from error
