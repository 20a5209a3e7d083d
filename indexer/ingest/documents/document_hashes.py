"""The hashes of documents, kept between runs, so that only files that may have changed are read."""

from __future__ import annotations

import json
import time
from pathlib import Path

from catalog.store.cache.checked_file import read_checked, write_checked
from catalog.store.cache.file_identity import FileIdentity

FORMAT = "1"
"""The version of the file's form."""

KnownHashes = dict[str, tuple[FileIdentity, str]]
"""The identity of a file when it was read, and its SHA-256, by path."""


class DocumentHashes:
    """The hashes of the files in the documents folder of a corpus, by their paths in it."""

    def __init__(self, path: Path, corpus: Path, *, is_trusted: bool = True) -> None:
        """Take the path of the file with the hashes; unless it `is_trusted`, every document is read again."""
        self._path = path
        self._version = f"{FORMAT} {corpus.resolve()}"
        self._looked_at_ns = time.time_ns()
        content = read_checked(path, self._version) if is_trusted else None
        self._known: KnownHashes = {
            name: (FileIdentity(*identity), sha256) for name, (identity, sha256) in json.loads(content or b"{}").items()
        }
        self._used: KnownHashes = {}

    def get(self, name: str, identity: FileIdentity) -> str | None:
        """Return the hash of a file with this identity, None if it must be read."""
        known = self._known.get(name)
        if known is None or known[0] != identity:
            return None
        self._used[name] = known
        return known[1]

    def add(self, name: str, identity: FileIdentity, sha256: str) -> None:
        """Remember a hash, if each change since it was computed can be seen; `identity` is from before."""
        if identity.is_settled(self._looked_at_ns):
            self._used[name] = identity, sha256

    def save(self) -> None:
        """Keep the hashes of this run. Those of other files are gone."""
        if self._used != self._known:
            write_checked(self._path, self._version, json.dumps(self._used, separators=(",", ":")).encode())
            self._known = dict(self._used)
