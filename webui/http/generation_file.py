"""Files made of all records of a generation, which are too large for the response cache."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterable

from cachetools import LRUCache

from catalog.messages import Message, MessageId
from webui.http.cache import MAX_WAIT_S, BusyError

MAX_BYTES = 16_000_000
"""Bytes of all files that one process keeps."""
GZIP = 16 + zlib.MAX_WBITS
"""The parameter of zlib for the format of gzip."""
COMPRESSION_LEVEL = 4
"""Of zlib: level 6 takes twice as long for 8 percent fewer bytes."""


class GenerationFiles:
    """A bounded cache of compressed files of one revision. Safe to share between threads."""

    def __init__(self) -> None:
        """Start without files."""
        self._revision = ""
        self._files: LRUCache[str, bytes] = LRUCache(MAX_BYTES, getsizeof=len)
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def get(self, revision: str, name: str) -> bytes | None:
        """Return a file of a revision, or None if it is not in the cache."""
        with self._lock:
            return self._files.get(name) if revision == self._revision else None

    def write(self, revision: str, name: str, parts: Callable[[], Iterable[str]]) -> bytes:
        """Return a file of a revision, from the cache or made of these parts in UTF-8.

        Raises BusyError if another thread is writing one, and takes more than MAX_WAIT_S.
        """
        if not self._writing.acquire(timeout=MAX_WAIT_S):
            raise BusyError(Message(MessageId.BUSY))
        try:
            file = self.get(revision, name) or gzipped(parts())
            self._put(revision, name, file)
        finally:
            self._writing.release()
        return file

    def _put(self, revision: str, name: str, file: bytes) -> None:
        with self._lock:
            if revision != self._revision:
                self._revision = revision
                self._files.clear()
            if len(file) <= MAX_BYTES:
                self._files[name] = file


def gzipped(parts: Iterable[str]) -> bytes:
    """Return texts, one after the other, as a gzip file without a time."""
    compressor = zlib.compressobj(COMPRESSION_LEVEL, wbits=GZIP)
    chunks = [compressor.compress(part.encode()) for part in parts]
    return b"".join((*chunks, compressor.flush()))


def unzipped(file: bytes) -> bytes:
    """Return the content of a gzip file."""
    return zlib.decompress(file, wbits=GZIP)
