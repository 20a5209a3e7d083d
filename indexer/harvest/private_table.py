"""A table of values in an SQLite file, readable by its owner only. Any number of threads and processes may use it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from indexer.harvest.model import FetchError, FetchErrorKind

BUSY_TIMEOUT_S = 30.0

RowT = TypeVar("RowT")


class PrivateTable(Generic[RowT]):
    """Rows that are values of a dataclass whose fields are texts and whole numbers; the first one is the key.

    `label` names the table in messages, such as "list of fetched documents". The dataclass raises ValueError for values
    that it cannot have: the file may be damaged, or of another version.
    """

    def __init__(self, path: Path, row_type: type[RowT], label: str) -> None:
        """Take the file; nothing is created before the table is used."""
        self._path = path
        self._row_type = row_type
        self._label = label
        self._columns: Mapping[str, str] = {
            field.name: "INTEGER" if field.type == "int" else "TEXT"
            for field in fields(row_type)  # type: ignore[arg-type]  # a dataclass
        }
        self._key = next(iter(self._columns))
        self._names = ", ".join(self._columns)
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def get(self, key: str) -> RowT | None:
        """Return the row with this key, or None."""
        with self._transaction() as database:
            select = f"SELECT {self._names} FROM rows WHERE {self._key} = ?"  # noqa: S608
            found = database.execute(select, (key,)).fetchone()
            return self._row(found) if found else None

    def put(self, row: RowT) -> None:
        """Store a row, in place of the one with its key."""
        marks = ", ".join("?" * len(self._columns))
        with self._transaction() as database:
            statement = f"INSERT OR REPLACE INTO rows ({self._names}) VALUES ({marks})"  # noqa: S608
            database.execute(statement, _plain(row))

    def all(self) -> Mapping[str, RowT]:
        """Return all rows by their keys."""
        with self._transaction() as database:
            found = database.execute(f"SELECT {self._names} FROM rows").fetchall()  # noqa: S608
            return {row[0]: self._row(row) for row in found}

    def remove(self, keys: Iterable[str]) -> None:
        """Remove the rows with these keys."""
        with self._transaction() as database:
            statement = f"DELETE FROM rows WHERE {self._key} = ?"  # noqa: S608
            database.executemany(statement, [(key,) for key in keys])

    def _check_columns(self, database: sqlite3.Connection) -> None:
        """Raise DatabaseError if the table lacks a column."""
        present = {name for _, name, *_ in database.execute("PRAGMA table_info(rows)")}
        if not present.issuperset(self._columns):
            raise sqlite3.DatabaseError("it was written by another version")

    def _row(self, values: tuple[Any, ...]) -> RowT:
        """Return a row; raise DatabaseError if it has values that it cannot have."""
        for value, kind in zip(values, self._columns.values(), strict=True):
            if not isinstance(value, int if kind == "INTEGER" else str):
                raise sqlite3.DatabaseError(f"'{value}' is of the wrong type")
        try:
            return self._row_type(*values)
        except ValueError as error:
            raise sqlite3.DatabaseError(str(error)) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the database for one use; raise FetchError if it cannot be used."""
        with self._lock:
            try:
                if self._database is None:
                    self._database = self._open()
                with self._database:
                    yield self._database
            except sqlite3.OperationalError as error:
                reason = f"The {self._label} ({self._path}) cannot be used: {error}."
                raise FetchError(FetchErrorKind.STORAGE, reason) from error
            except sqlite3.Error as error:
                reason = f"The {self._label} ({self._path}) is damaged ({error}): remove it and run this again."
                raise FetchError(FetchErrorKind.STORAGE, reason) from error
            except OSError as error:
                reason = f"The {self._label} ({self._path}) cannot be used: {error.strerror or error}."
                raise FetchError(FetchErrorKind.STORAGE, reason) from error

    def _open(self) -> sqlite3.Connection:
        make_private_folder(self._path.parent)
        with suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        columns = ", ".join(
            f"{name} {kind} {'PRIMARY KEY' if name == self._key else 'NOT NULL'}"
            for name, kind in self._columns.items()
        )
        database = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(f"CREATE TABLE IF NOT EXISTS rows ({columns}) WITHOUT ROWID")
            self._check_columns(database)
        except BaseException:
            database.close()
            raise
        return database


def make_private_folder(folder: Path) -> None:
    """Create a folder and those above it that do not exist, readable by their owner only."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _plain(row: Any) -> tuple[Any, ...]:
    """Return the values of a row; those of enumerations as texts."""
    return tuple(str(value) if isinstance(value, str) else value for value in astuple(row))
