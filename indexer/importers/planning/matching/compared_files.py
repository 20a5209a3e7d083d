"""The files of documents by their content: of the records that are there, and of earlier rows of the same import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalog.store.stored_record import StoredRecord
from indexer.check.duplicates.document_hashes import MIN_FILE_BYTES, file_sha256, file_size


class FileUser(NamedTuple):
    """A record that has a file; `place` is that of its row if it is of the same import."""

    record_id: str
    place: str


class ComparedFiles:
    """Files of documents, to find those with the content of another one. Only files of the same size are read."""

    def __init__(self, folder: Path, stored: Iterable[StoredRecord]) -> None:
        """Take the records that there are, and the folder of their documents."""
        self._by_size: defaultdict[int, list[tuple[Path, FileUser]]] = defaultdict(list)
        self._sha256 = cache(file_sha256)
        for item in stored:
            paths = (document.path for document in item.details.documents if document.path)
            self.add((folder / path for path in paths), item.id)

    def add(self, paths: Iterable[Path], record_id: str, place: str = "") -> None:
        """Add the files of a record; those that are small or cannot be read identify nothing."""
        for path in paths:
            if (size := file_size(path)) >= MIN_FILE_BYTES:
                self._by_size[size].append((path, FileUser(record_id, place)))

    def users(self, paths: Iterable[Path]) -> Iterator[FileUser]:
        """Yield the records with a file that has the content of one of these, in the order in which they were added."""
        for path in paths:
            for known, user in self._by_size.get(file_size(path), ()):
                if (sha256 := self._sha256(path)) and sha256 == self._sha256(known):
                    yield user
