"""Toolkits as version 0.2.0 stored them: two tables with the content in front of the other columns, uncompressed.

They are read where they are, and each write moves a few of them into the present table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

OLD_TABLES = ("draft", "shared")
"""The tables, named after the kind of toolkits in them. Their keys are the same hashes."""
_SELECT = "SELECT key, CAST(content AS BLOB), created, expires FROM {table}"


class OldToolkit(NamedTuple):
    """A row of an old table: the hash of the key, the JSON in UTF-8, and two days as YYYY-MM-DD."""

    key_hash: bytes
    content: bytes
    created: str
    expires: str


def old_toolkit(database: sqlite3.Connection, kind: str, key_hash: bytes) -> OldToolkit | None:
    """Return a toolkit from the old table of a kind, or None."""
    if not _has_table(database, kind):
        return None
    rows = database.execute(f"{_SELECT.format(table=kind)} WHERE key = ?", (key_hash,)).fetchall()
    return OldToolkit(*rows[0]) if rows else None


def delete_old_toolkit(database: sqlite3.Connection, kind: str, key_hash: bytes) -> None:
    """Delete a toolkit from the old table of a kind, if it is there."""
    if _has_table(database, kind):
        database.execute(f"DELETE FROM {kind} WHERE key = ?", (key_hash,))  # noqa: S608  # one of OLD_TABLES


def take_old_toolkits(database: sqlite3.Connection, limit: int) -> Iterator[tuple[str, OldToolkit]]:
    """Delete at most `limit` toolkits from each old table, and yield them with their kinds; drop an empty table."""
    for kind in OLD_TABLES:
        if _has_table(database, kind):
            rows = database.execute(f"{_SELECT.format(table=kind)} LIMIT ?", (limit,)).fetchall()
            for row in rows:
                yield kind, OldToolkit(*row)
                delete_old_toolkit(database, kind, row[0])
            if len(rows) < limit:
                database.execute(f"DROP TABLE {kind}")


def _has_table(database: sqlite3.Connection, name: str) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchall())
