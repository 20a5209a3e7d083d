"""The table of toolkits: its layout, its rows, and the statements that read and write it."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from typing import NamedTuple

from webui.storage.old_layout import old_toolkit

ROW_BYTES = 200
"""What a toolkit takes besides its content."""
LAYOUT_VERSION = 2
LAYOUT = (
    """
    CREATE TABLE toolkit (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL,
        in_use INTEGER NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL, UNIQUE (kind, key)
    )
    """,
    "CREATE INDEX toolkit_expires ON toolkit (expires)",
    "CREATE INDEX toolkit_not_in_use ON toolkit (size) WHERE in_use = 0",
    "CREATE TABLE room (used INTEGER NOT NULL)",
    "INSERT INTO room VALUES (0)",
    "CREATE TRIGGER added AFTER INSERT ON toolkit BEGIN UPDATE room SET used = used + new.size; END",
    "CREATE TRIGGER deleted AFTER DELETE ON toolkit BEGIN UPDATE room SET used = used - old.size; END",
    """
    CREATE TRIGGER replaced AFTER UPDATE OF size ON toolkit
    BEGIN UPDATE room SET used = used + new.size - old.size; END
    """,
    f"PRAGMA user_version = {LAYOUT_VERSION}",
)
"""The content, which may fill many pages, is behind the other columns. `in_use` tells whether a toolkit was opened or
changed on a later day than that on which it was stored. `room` has the sum of all sizes."""
SELECT = """
SELECT kind, key, created, expires, in_use, size, content FROM toolkit WHERE kind = ? AND key = ?
"""
INSERT = """
INSERT INTO toolkit (kind, key, created, expires, in_use, size, content) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, key)
"""
INSERT_NEW = f"{INSERT} DO NOTHING"
INSERT_OR_REPLACE = f"""
{INSERT} DO UPDATE SET expires = excluded.expires, size = excluded.size, content = excluded.content,
    in_use = in_use OR created < excluded.created
"""
MARK_IN_USE = "UPDATE toolkit SET in_use = 1 WHERE kind = ? AND key = ?"
DELETE = "DELETE FROM toolkit WHERE kind = ? AND key = ?"
DELETE_EXPIRED = """
DELETE FROM toolkit WHERE id IN (SELECT id FROM toolkit WHERE expires < ? ORDER BY expires LIMIT ?)
"""
DELETE_LARGEST_NOT_IN_USE = """
DELETE FROM toolkit WHERE id IN (SELECT id FROM toolkit WHERE in_use = 0 AND size > ? ORDER BY size DESC LIMIT 1)
"""
USED_BYTES = "SELECT used FROM room"


class Row(NamedTuple):
    """A row of the table `toolkit`: with the hash of the key, days as YYYY-MM-DD, and compressed JSON."""

    kind: str
    key_hash: bytes
    created: str
    expires: str
    in_use: bool
    size: int
    content: bytes


def make_row(
    kind: str, key_hash: bytes, content: bytes, created: dt.date | str, expires: dt.date | str, *, in_use: bool
) -> Row:
    """Return a row with compressed content."""
    compressed = zlib.compress(content)
    return Row(kind, key_hash, str(created), str(expires), in_use, len(compressed) + ROW_BYTES, compressed)


def create_layout(database: sqlite3.Connection) -> None:
    """Create the table, unless it exists."""
    if _layout_version(database) != LAYOUT_VERSION:
        for statement in LAYOUT:
            database.execute(statement)


def find_row(database: sqlite3.Connection, kind: str, key_hash: bytes) -> Row | None:
    """Return the row of a toolkit, expired or not, or None."""
    if _layout_version(database) == LAYOUT_VERSION:
        for row in database.execute(SELECT, (kind, key_hash)).fetchall():
            return Row(*row)
    old = old_toolkit(database, kind, key_hash)
    return make_row(kind, key_hash, old.content, old.created, old.expires, in_use=True) if old else None


def _layout_version(database: sqlite3.Connection) -> int:
    ((version,),) = database.execute("PRAGMA user_version").fetchall()
    return int(version)
