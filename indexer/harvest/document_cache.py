"""The cache of fetched documents: their contents by hash, and what is known of each URL. Opens no connection.

    data/cache/documents/ab/abcd...     a content, named by its SHA-256
    data/cache/documents/index.sqlite   what is known of each URL

Everything is readable by its owner only. Any number of threads and processes may use it at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import IO, Self

from indexer.harvest.model import FetchError, FetchErrorKind

INDEX = "index.sqlite"
BUSY_TIMEOUT_S = 30.0
ABANDONED_AFTER_S = 3600.0
"""The age from which a file that nobody finished, or that no URL has, is removed."""
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class CachedDocument:
    """What is known of a URL. Times are in UTC, as ISO 8601; what is unknown is empty.

    The content with `sha256` was fetched at `fetched_at`, and was still that of the server at `checked_at`. If the last
    attempt failed, at `failed_at`, `failure_kind` and `failure` say why; the content of the last good one stays. The
    host wants to be left alone until `retry_at`.
    """

    url: str
    final_url: str = ""
    sha256: str = ""
    media_type: str = ""
    size_bytes: int = 0
    etag: str = ""
    last_modified: str = ""
    status: int = 0
    fetched_at: str = ""
    checked_at: str = ""
    failed_at: str = ""
    failure_kind: str = ""
    failure: str = ""
    retry_at: str = ""

    @property
    def seen_at(self) -> str:
        """The time of the last attempt."""
        return max(self.checked_at, self.failed_at)


_COLUMNS = tuple(field.name for field in fields(CachedDocument))
_INTEGERS = {"size_bytes", "status"}
_SCHEMA = ", ".join(
    f"{name} {'INTEGER' if name in _INTEGERS else 'TEXT'} {'PRIMARY KEY' if name == 'url' else 'NOT NULL'}"
    for name in _COLUMNS
)


class IncomingFile:
    """A file that is being written into the cache; it counts when its name is that of its content."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the new file."""
        self._file = file
        self._digest = hashlib.sha256()
        self.path = Path(file.name)
        self.size_bytes = 0

    def write(self, content: bytes) -> None:
        """Add content; raise FetchError if it cannot be saved."""
        self._digest.update(content)
        self.size_bytes += len(content)
        try:
            self._file.write(content)
        except OSError as error:
            raise storage_error(error) from error

    @property
    def sha256(self) -> str:
        """The hash of the content so far."""
        return self._digest.hexdigest()

    def sync(self) -> None:
        """Write everything to the disk; raise FetchError if that fails."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise storage_error(error) from error


class DocumentCache:
    """The documents that were fetched, by URL."""

    def __init__(self, data: Path) -> None:
        """Take the data folder; nothing is created before something is stored."""
        self._folder = data / "cache" / "documents"
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        """Return the cache."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def path(self, sha256: str) -> Path:
        """Return the path of a content."""
        return self._folder / sha256[:2] / sha256

    def has_content(self, document: CachedDocument) -> bool:
        """Return whether the content of a URL is in the cache, with its full length."""
        with suppress(OSError):
            return bool(document.sha256) and self.path(document.sha256).stat().st_size == document.size_bytes
        return False

    def get(self, url: str) -> CachedDocument | None:
        """Return what is known of a URL, or None."""
        with self._transaction() as database:
            row = database.execute("SELECT * FROM documents WHERE url = ?", (url,)).fetchone()
        return CachedDocument(*row) if row else None

    def put(self, document: CachedDocument) -> None:
        """Store what is known of a URL."""
        marks = ", ".join("?" * len(_COLUMNS))
        with self._transaction() as database:
            database.execute(f"INSERT OR REPLACE INTO documents VALUES ({marks})", astuple(document))  # noqa: S608

    def all(self) -> Mapping[str, CachedDocument]:
        """Return what is known of all URLs, by URL."""
        with self._transaction() as database:
            rows = database.execute("SELECT * FROM documents").fetchall()
        return {row[0]: CachedDocument(*row) for row in rows}

    @contextmanager
    def incoming(self) -> Iterator[IncomingFile]:
        """Yield a new file, which is removed at the end unless `keep` has given it its name."""
        try:
            self._make_private_folder(self._folder)
            file = tempfile.NamedTemporaryFile(prefix=_UNFINISHED, dir=self._folder, delete=False)  # noqa: SIM115
        except OSError as error:
            raise storage_error(error) from error
        try:
            with closing(file):
                yield IncomingFile(file)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise

    def keep(self, incoming: IncomingFile) -> Path:
        """Give a file its name, and return its path; raise FetchError if it cannot be saved."""
        incoming.sync()
        path = self.path(incoming.sha256)
        try:
            self._make_private_folder(path.parent)
            incoming.path.replace(path)
        except OSError as error:
            raise storage_error(error) from error
        return path

    def prune(self, wanted: Collection[str], seen_since: str) -> int:
        """Forget URLs that are not wanted and were not asked for since a time; remove contents that no URL has.

        Returns the number of removed contents. Contents of the last hour stay: another process may be about to name
        them.
        """
        known = self.all()
        forgotten = [url for url, document in known.items() if url not in wanted and document.seen_at < seen_since]
        with self._transaction() as database:
            database.executemany("DELETE FROM documents WHERE url = ?", [(url,) for url in forgotten])
        kept = {document.sha256 for url, document in known.items() if url not in forgotten}
        removed = 0
        for path in [*self._folder.glob("??/*"), *self._folder.glob(f"{_UNFINISHED}*")]:
            with suppress(OSError):
                if path.name not in kept and time.time() - path.stat().st_mtime > ABANDONED_AFTER_S:
                    path.unlink()
                    removed += 1
        return removed

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the database for one use; raise FetchError if it cannot be used."""
        with self._lock:
            try:
                if self._database is None:
                    self._database = self._open()
                with self._database:
                    yield self._database
            except sqlite3.Error as error:
                raise FetchError(FetchErrorKind.STORAGE, self._advice(error)) from error
            except OSError as error:
                raise storage_error(error) from error

    def _advice(self, error: sqlite3.Error) -> str:
        path = self._folder / INDEX
        if isinstance(error, sqlite3.OperationalError):
            return f"The list of fetched documents ({path}) cannot be used: {error}."
        return f"The list of fetched documents ({path}) is damaged ({error}): remove it and harvest again."

    def _open(self) -> sqlite3.Connection:
        path = self._folder / INDEX
        self._make_private_folder(self._folder)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        database = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(f"CREATE TABLE IF NOT EXISTS documents ({_SCHEMA}) WITHOUT ROWID")
        except BaseException:
            database.close()
            raise
        return database

    def _make_private_folder(self, folder: Path) -> None:
        """Create a folder and those above it, readable by their owner only."""
        if folder.is_dir():
            return
        if not folder.parent.is_dir():
            self._make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def known_documents(data: Path) -> Mapping[str, CachedDocument]:
    """Return what is known of all URLs without changing anything; nothing if nothing was ever fetched.

    Raises FetchError if the list cannot be read.
    """
    if not (data / "cache" / "documents" / INDEX).exists():
        return {}
    with DocumentCache(data) as cache:
        return cache.all()


def storage_error(error: OSError) -> FetchError:
    """Return the error of something that cannot be saved."""
    reason = f"The document could not be saved: {error.strerror or error}. Check for free disk space and permissions."
    return FetchError(FetchErrorKind.STORAGE, reason)


def utc_now() -> str:
    """Return the time now, as the cache has it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
