"""Caches the outcome of extraction by the hash of the document."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
import time
import zlib
from pathlib import Path

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract import EXTRACTOR_VERSION
from indexer.extract.result import Extraction
from indexer.extract.scans.merging import has_scans
from indexer.sandbox.protocol import from_json, to_json

TRANSIENT_KINDS = frozenset(
    {
        ExtractErrorKind.TIME,
        ExtractErrorKind.MEMORY,
        ExtractErrorKind.CRASH,
        ExtractErrorKind.MISSING,
        ExtractErrorKind.UNREADABLE,
    }
)
"""Kinds of errors that may not occur again later or on another machine; they are never cached."""

_SHA256 = re.compile("[0-9a-f]{64}")
_SUM_BYTES = hashlib.sha256().digest_size
_ABANDONED_AFTER_S = 3600.0
_UNFINISHED = ".unfinished-"


class TextCache:
    """A folder of extraction outcomes, one file each: `ab/abcd...-VERSION`, or `ab/abcd...-VERSION-OCR` with scans.

    A file is a SHA-256 and a zlib stream (RFC 1950) of JSON. The checksum also covers the name of the file, so a
    damaged, truncated or misplaced file counts as missing. Any number of processes may read and write at once.
    """

    def __init__(self, folder: Path, *, version: str = EXTRACTOR_VERSION, ocr: str = "") -> None:
        """Take the folder, which need not exist yet, and the version of the extractors.

        `ocr` names the text recognition in use (see `Tesseract.signature`), empty if there is none.
        """
        self._folder = folder
        self._version = version
        self.ocr = ocr

    def get(self, sha256: str) -> Extraction | ExtractError | None:
        """Return the cached outcome for the document with this hash, or None.

        A document with scanned pages counts as missing until they were read by the text recognition in use. Without
        one, what an earlier one recognized stays.
        """
        outcome = _stored_outcome(self._path(sha256))
        if outcome is not None and not has_scans(outcome):
            return outcome
        if self.ocr:
            return _stored_outcome(self._path(sha256, self.ocr))
        earlier = sorted(self._path(sha256).parent.glob(f"{sha256}-{self._version}-*"))
        return next((recognized for recognized in map(_stored_outcome, earlier) if recognized), outcome)

    def put(self, sha256: str, outcome: Extraction | ExtractError) -> None:
        """Cache an outcome, unless its error is transient. Raises OSError on a full disk."""
        if isinstance(outcome, ExtractError) and outcome.kind in TRANSIENT_KINDS:
            return
        path = self._path(sha256, self.ocr if has_scans(outcome) else "")
        packed = zlib.compress(to_json(outcome))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=_UNFINISHED, dir=path.parent, delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(_checksum(path.name, packed) + packed)
                file.flush()
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def prune(self, keep: set[str]) -> None:
        """Remove outcomes of other versions and other documents, and files of interrupted writers."""
        names = {self._path(sha256).name for sha256 in keep}
        for path in self._folder.glob("*/*"):
            if "-".join(path.name.split("-")[:2]) not in names and not _is_being_written(path):
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, ocr: str = "") -> Path:
        """Return the path of an outcome; raise ValueError if `sha256` is not a SHA-256 in hexadecimal."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"'{sha256}' is not a SHA-256")
        name = "-".join(filter(None, (sha256, self._version, ocr)))
        return self._folder / sha256[:2] / name


def _stored_outcome(path: Path) -> Extraction | ExtractError | None:
    """Return the outcome in a file, or None if the file is missing or damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    checksum, packed = stored[:_SUM_BYTES], stored[_SUM_BYTES:]
    if checksum != _checksum(path.name, packed):
        return None
    try:
        return from_json(zlib.decompress(packed))
    except (ValueError, zlib.error):
        return None


def _checksum(name: str, packed: bytes) -> bytes:
    """Return the checksum at the beginning of the file with this name."""
    return hashlib.sha256(name.encode() + b"\n" + packed).digest()


def _is_being_written(path: Path) -> bool:
    """Return whether another process may still be writing the file."""
    with contextlib.suppress(FileNotFoundError):
        return path.name.startswith(_UNFINISHED) and time.time() - path.stat().st_mtime < _ABANDONED_AFTER_S
    return False
