"""A database of index entries that can become unreachable, for the remote engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from catalog.errors import EngineUnavailableError
from catalog.settings import Settings

SCHEMA = """
CREATE TABLE IF NOT EXISTS stores (name TEXT PRIMARY KEY, sealed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS entries (store TEXT NOT NULL, id TEXT NOT NULL, line BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS no_insert BEFORE INSERT ON entries
    WHEN (SELECT sealed FROM stores WHERE name = new.store) BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON entries
    WHEN (SELECT sealed FROM stores WHERE name = old.store) BEGIN SELECT RAISE(ABORT, 'sealed'); END;
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON entries
    WHEN (SELECT sealed FROM stores WHERE name = old.store) BEGIN SELECT RAISE(ABORT, 'sealed'); END;
"""


class RemoteDatabase:
    """The database of all stores. It is unreachable while its folder has a file named `away`; `trips` counts calls."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.data.with_name(f"{settings.data.name}-remote")
        self.trips = 0

    @property
    def _marker(self) -> Path:
        return self.folder / "away"

    def go_away(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self._marker.touch()

    def come_back(self) -> None:
        self._marker.unlink()

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection, whose changes are committed at the end."""
        self.trips += 1
        if self._marker.exists():
            raise EngineUnavailableError("the remote engine is away")
        self.folder.mkdir(exist_ok=True)
        with closing(sqlite3.connect(self.folder / "entries.sqlite", timeout=60)) as database, database:
            database.executescript(SCHEMA)
            yield database

    def stores(self) -> set[str]:
        """Return the names of all stores."""
        with self.connected() as database:
            return {name for (name,) in database.execute("SELECT name FROM stores")}


def entry_ids(database: sqlite3.Connection, store: str) -> list[str]:
    """Return the ids of the entries of a store, sorted."""
    return [key for (key,) in database.execute("SELECT id FROM entries WHERE store = ? ORDER BY id", (store,))]


def remove_stores(database: sqlite3.Connection, stores: Iterable[str]) -> None:
    """Remove stores with their entries."""
    for store in stores:
        database.execute("DELETE FROM stores WHERE name = ?", (store,))  # first, so that its entries are not sealed
        database.execute("DELETE FROM entries WHERE store = ?", (store,))
