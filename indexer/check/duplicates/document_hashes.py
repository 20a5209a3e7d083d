"""Finds records whose documents are the same file. Only files of the same size are read."""

from __future__ import annotations

import hashlib
import stat
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from catalog.model import Record

MIN_FILE_BYTES = 100
"""The size of the smallest file that identifies a resource: empty files are all the same."""


def shared_document_hashes(folder: Path, records: Iterable[Record]) -> Mapping[str, frozenset[str]]:
    """Return the SHA-256 of each document that several records have, by record id.

    `folder` is that of the documents. A file that cannot be read is left out; `index` reports it.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for document in record.documents:
            if document.path:
                owners[document.path].add(record.id)
    by_size: defaultdict[int, list[str]] = defaultdict(list)
    for path in owners:
        if (size := file_size(folder / path)) >= MIN_FILE_BYTES:
            by_size[size].append(path)
    hashes: defaultdict[str, set[str]] = defaultdict(set)
    for paths in by_size.values():
        if len({owner for path in paths for owner in owners[path]}) > 1:
            _add_hashes(folder, paths, owners, hashes)
    return {record_id: frozenset(of_record) for record_id, of_record in hashes.items()}


def _add_hashes(
    folder: Path, paths: Iterable[str], owners: Mapping[str, set[str]], hashes: defaultdict[str, set[str]]
) -> None:
    for path in paths:
        if sha256 := file_sha256(folder / path):
            for owner in owners[path]:
                hashes[owner].add(sha256)


def file_size(path: Path) -> int:
    """Return the size of a file in bytes, 0 if it is none or cannot be read."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits, empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
