"""The files of the query log, both private to the user who serves: the database, and the key of its hashes.

Texts that came on too few days are in the database as hashes only. Whoever has both files can test whether a text that
he guesses is among them, but cannot read any. Therefore the key is a file by itself, which need not be backed up.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

DATABASE_NAME, KEY_NAME = "query_log.sqlite", "query_log.key"
KEY_BYTES = 32
HASH_BYTES = 16
"""Two texts never have the same hash."""
LAYOUT_VERSION = 1
COUNTS = (
    "searches INTEGER NOT NULL, without_results INTEGER NOT NULL, partial INTEGER NOT NULL, corrected INTEGER NOT NULL"
)
LAYOUT = (
    # Without row numbers, which would tell the order in which texts came.
    f"""CREATE TABLE total (
        day TEXT, channel TEXT, language TEXT, {COUNTS}, PRIMARY KEY (day, channel, language)
    ) WITHOUT ROWID""",
    f"""CREATE TABLE unreadable (
        hash BLOB PRIMARY KEY, language TEXT NOT NULL, days INTEGER NOT NULL, last_day TEXT NOT NULL, {COUNTS}
    ) WITHOUT ROWID""",
    """CREATE TABLE readable (
        hash BLOB PRIMARY KEY, language TEXT NOT NULL, text TEXT NOT NULL, corrected_to TEXT NOT NULL
    ) WITHOUT ROWID""",
    f"""CREATE TABLE text_day (
        hash BLOB, day TEXT, days INTEGER NOT NULL, {COUNTS}, PRIMARY KEY (hash, day)
    ) WITHOUT ROWID""",
    f"PRAGMA user_version = {LAYOUT_VERSION}",
)
BUSY_TIMEOUT_S = 5.0
"""Seconds to wait while another process writes. No visitor waits for it."""
PAGE_BYTES = 4096
MAX_BYTES = 64_000_000
"""The maximum size of the database, which SQLite refuses to exceed."""
ENCODING_ERRORS = "surrogatepass"


class UnknownLayoutError(sqlite3.DatabaseError):
    """The database was written by another version."""


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection in a transaction that is committed at the end; create the database if there is none.

    What is deleted is overwritten, and temporary data stay in memory. The journal is a file that is emptied at the end
    of each transaction: a write-ahead log would keep the order of the searches, and deleted texts for some time.
    Raises sqlite3.Error or OSError.
    """
    path = folder / DATABASE_NAME
    _create_private_file(path, b"")
    with closing(_connect(path)) as database:
        for pragma in ("secure_delete = ON", "temp_store = MEMORY", "journal_mode = TRUNCATE"):
            database.execute(f"PRAGMA {pragma}")
        database.execute(f"PRAGMA max_page_count = {MAX_BYTES // PAGE_BYTES}")
        database.execute("BEGIN IMMEDIATE")
        if _version(database) == 0:
            for statement in LAYOUT:
                database.execute(statement)
        yield database
        database.execute("COMMIT")


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Yield a connection in a transaction; None if there is no log yet. Raises sqlite3.Error or OSError."""
    path = folder / DATABASE_NAME
    if not path.is_file():
        yield None
        return
    with closing(_connect(path)) as database:
        database.execute("BEGIN")
        yield database if _version(database) else None
        database.execute("COMMIT")


def log_key(folder: Path) -> bytes:
    """Return the key of the hashes, the same in all processes; the first one makes it at random. Raises OSError."""
    path = folder / KEY_NAME
    _create_private_file(path, secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise OSError(f"{path.name} is damaged")
    return key


def text_hash(key: bytes, language: str, counted_form: str) -> bytes:
    """Return the hash of a text, which nobody can compute without the key."""
    content = f"{language}\n{counted_form}".encode("utf-8", ENCODING_ERRORS)
    return blake2b(content, key=key, digest_size=HASH_BYTES).digest()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"  # does not create the file
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)


def _version(database: sqlite3.Connection) -> int:
    """Return the version of the layout, 0 if there is none yet; raise UnknownLayoutError for another version."""
    ((version,),) = database.execute("PRAGMA user_version").fetchall()
    if version not in (0, LAYOUT_VERSION):
        raise UnknownLayoutError(f"it has layout {version}, which this version does not know")
    return int(version)


def _create_private_file(path: Path, content: bytes) -> None:
    """Create a file that only its owner can read, unless it exists. It appears under its name with its content.

    SQLite gives its journal the same permissions.
    """
    if path.exists():
        return
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was faster
            path.hardlink_to(temporary)
    finally:
        temporary.unlink()
