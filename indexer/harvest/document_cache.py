"""The cache of fetched documents: their contents by hash, and what is known of each URL. Opens no connection.

    data/cache/documents/ab/abcd...     a content, named by its SHA-256
    data/cache/documents/index.sqlite   what is known of each URL

Everything is readable by its owner only. Any number of threads and processes may use it at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from indexer.harvest.model import FetchError, FetchErrorKind
from indexer.harvest.private_table import PrivateTable, make_private_folder

INDEX = "index.sqlite"
ABANDONED_AFTER_S = 3600.0
"""The age from which a file that nobody finished, or that no URL has, is removed."""
_UNFINISHED = ".unfinished-"
_SHA256 = re.compile(r"[0-9a-f]{64}")


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

    def __post_init__(self) -> None:
        """Raise ValueError if this cannot be used, as from a damaged file."""
        for moment in (self.fetched_at, self.checked_at, self.failed_at, self.retry_at):
            if moment:
                dt.datetime.fromisoformat(moment)
        if self.failure_kind:
            FetchErrorKind(self.failure_kind)
        if self.sha256 and not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"'{self.sha256}' is not a hash")

    @property
    def seen_at(self) -> str:
        """The time of the last attempt."""
        return max(self.checked_at, self.failed_at)


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

    def flush(self, *, to_disk: bool = False) -> None:
        """Let others read what was written, and even after a power failure if `to_disk`; raise FetchError."""
        try:
            self._file.flush()
            if to_disk:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise storage_error(error) from error


class DocumentCache:
    """The documents that were fetched, by URL."""

    def __init__(self, data: Path) -> None:
        """Take the data folder; nothing is created before something is stored."""
        self._folder = data / "cache" / "documents"
        self._table = PrivateTable(self._folder / INDEX, CachedDocument, "list of fetched documents")

    def __enter__(self) -> Self:
        """Return the cache."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the list of documents."""
        self._table.close()

    def path(self, sha256: str) -> Path:
        """Return the path of a content."""
        return self._folder / sha256[:2] / sha256

    def has_content(self, document: CachedDocument) -> bool:
        """Return whether the content of a URL is in the cache, with its full length."""
        with suppress(OSError):
            return bool(document.sha256) and self.path(document.sha256).stat().st_size == document.size_bytes
        return False

    def is_intact(self, document: CachedDocument) -> bool:
        """Return whether the content of a URL is in the cache as it was fetched. Reads all of it."""
        with suppress(OSError), self.path(document.sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
        return False

    def get(self, url: str) -> CachedDocument | None:
        """Return what is known of a URL, or None."""
        return self._table.get(url)

    def put(self, document: CachedDocument) -> None:
        """Store what is known of a URL."""
        self._table.put(document)

    def all(self) -> Mapping[str, CachedDocument]:
        """Return what is known of all URLs, by URL."""
        return self._table.all()

    @contextmanager
    def incoming(self) -> Iterator[IncomingFile]:
        """Yield a new file, which is removed at the end unless `keep` has given it its name."""
        try:
            make_private_folder(self._folder)
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
        incoming.flush(to_disk=True)
        path = self.path(incoming.sha256)
        try:
            make_private_folder(path.parent)
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
        self._table.remove(forgotten)
        kept = {document.sha256 for url, document in known.items() if url not in forgotten}
        removed = 0
        for path in [*self._folder.glob("??/*"), *self._folder.glob(f"{_UNFINISHED}*")]:
            with suppress(OSError):
                if path.name not in kept and time.time() - path.stat().st_mtime > ABANDONED_AFTER_S:
                    path.unlink()
                    removed += 1
        return removed


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
