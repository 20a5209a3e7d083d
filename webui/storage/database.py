"""A connection to a SQLite file for one thread at a time, which never keeps others waiting for long."""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG = logging.getLogger("clearinghouse")

PATIENCE_S = 0.5
"""Seconds that a thread waits for its turn, as long as turns are short."""
POLL_S = 0.01
PRIMARY_CODE = 0xFF
"""The bits of SQLite's error codes that tell the kind of error; the others tell more about it."""


class DatabaseSlot:
    """A connection that one thread uses at a time; it stays open between two uses.

    Threads that wait here answer no other requests. They take turns as long as a turn is short. Once one was long,
    because another process holds a lock or the disk hangs, others are refused at once, until a turn is short again.
    """

    def __init__(self, path: Path, busy_timeout_s: float, patience_s: float = PATIENCE_S) -> None:
        """Take the file, and the seconds to wait while another connection has locked it."""
        self._path = path
        self._busy_timeout_s = busy_timeout_s
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._is_fluent = True
        self._connection: sqlite3.Connection | None = None
        self._file_id: tuple[int, int] | None = None
        self._close = weakref.finalize(self, int)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Yield the connection in a transaction, None if there is no file. Raises as `writing` does."""
        with self._in_turn():
            database = self._connected()
            if database is None:
                yield None
                return
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection in a transaction that is committed at the end; create the file if there is none.

        A committed transaction survives a power failure. Raises TimeoutError if it is not this thread's turn in time,
        and sqlite3.OperationalError if another process has locked the file for too long.
        """
        with self._in_turn():
            if self._file_status() is None:
                _create_private_file(self._path)
            database = self._connected()
            if database is None:
                raise FileNotFoundError(self._path)
            self._use_wal(database)
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=self._patience_s if self._is_fluent else 0):
            if self._is_fluent:
                LOG.warning("%s is locked or slow: requests that need it are refused", self._path.name)
            self._is_fluent = False
            raise TimeoutError("the database is busy")
        started = time.monotonic()
        try:
            yield
        except BaseException:
            self._close()  # undoes what was not committed
            self._connection = None
            raise
        finally:
            self._is_fluent = time.monotonic() - started < self._patience_s
            self._turn.release()

    def _connected(self) -> sqlite3.Connection | None:
        """Return the connection to the present file, which somebody may have replaced; None if there is none."""
        status = self._file_status()
        file_id = (status.st_dev, status.st_ino) if status else None
        if self._connection is None or file_id != self._file_id:
            self._close()
            self._connection = self._connect() if status else None
            self._file_id = file_id
        return self._connection

    def _file_status(self) -> os.stat_result | None:
        """Return the status of the file, None if there is none."""
        try:
            return self._path.stat()
        except FileNotFoundError:
            return None

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self._path.absolute().as_uri()}?mode=rw"  # does not create the file
        database = sqlite3.connect(
            uri, uri=True, timeout=self._busy_timeout_s, isolation_level=None, check_same_thread=False
        )
        self._close = weakref.finalize(self, database.close)
        database.execute("PRAGMA synchronous = FULL")
        return database

    def _use_wal(self, database: sqlite3.Connection) -> None:
        """Let readers and a writer not wait for each other. SQLite itself does not wait for the lock that it needs."""
        deadline = time.monotonic() + self._busy_timeout_s
        while True:
            try:
                database.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(POLL_S)
            else:
                return


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether an error says that another connection has locked the file."""
    return getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE == sqlite3.SQLITE_BUSY


def _create_private_file(path: Path) -> None:
    """Create an empty file, readable by its owner only; SQLite gives its companion files the same permissions.

    It appears under its name when it is closed: closing a file drops the locks that SQLite holds on it in this process.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary_name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    os.close(descriptor)
    try:
        Path(path).hardlink_to(temporary_name)
    except FileExistsError:  # another process was faster
        pass
    finally:
        Path(temporary_name).unlink()
