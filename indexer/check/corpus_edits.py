"""Collects the changes of one change set: of records, and of the other files of editors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from catalog.store.editorial.best_bets import FILE as BEST_BETS
from catalog.store.editorial.distinct_records import FILE as NOT_DUPLICATES
from catalog.store.editorial.known_queries import FILE as JUDGMENTS
from catalog.store.editorial.start_here import FILE as START_HERE
from catalog.store.editorial.toolkits import FOLDER as TOOLKITS
from catalog.store.files.yaml_json import parse_yaml
from catalog.store.records import Contents
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import ChangeDraft, EditError, EditKind, FileVersions
from indexer.editing.record_files import RecordFiles
from indexer.editing.texts.yaml_text import YamlEdit, edit_yaml

WATCHED_QUERIES = "watched_queries.yaml"
MAPPINGS = "mappings.yaml"
"""The file with the meanings of columns and values of imported sources."""
LISTINGS = (BEST_BETS, START_HERE, JUDGMENTS, WATCHED_QUERIES)
"""The files of editors that are lists of items which may name records."""
__all__ = ["BEST_BETS", "LISTINGS", "NOT_DUPLICATES", "CorpusEdits"]

FindEdits = Callable[[Any], Iterable[YamlEdit]]
"""A function that returns the edits of the plain content of a file."""


class CorpusEdits:
    """Collects changes; nothing is written. The paths of files are those in the corpus."""

    def __init__(self, corpus: Path, contents: Contents) -> None:
        """Take the corpus folder, and the records that were read from it."""
        self._corpus = corpus
        self.records = RecordFiles(corpus, contents)
        self._listings: dict[PurePosixPath, FileVersions] = {}

    @property
    def listings(self) -> tuple[PurePosixPath, ...]:
        """The files besides records that change."""
        return tuple(self._listings)

    def toolkits(self) -> Iterator[PurePosixPath]:
        """Yield the files of featured toolkits."""
        folder = self._corpus / TOOLKITS
        for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
            yield PurePosixPath(TOOLKITS) / path.name

    def edit_listing(self, path: PurePosixPath, find_edits: FindEdits) -> None:
        """Change a YAML file that is not of records, if it exists; raise EditError if it cannot be read or changed."""
        before = read_or_none(self._corpus / path)
        current = self._listings[path].after if path in self._listings else before
        if current is None:
            return
        text = _decoded(current, path)
        content, fault = parse_yaml(text)
        if fault:
            raise EditError(f"{path}: {fault}: correct it first")
        edits = tuple(find_edits(content))
        if edits:
            try:
                self._listings[path] = FileVersions(before, edit_yaml(text, edits).encode())
            except EditError as error:
                raise EditError(f"{path}: {error}") from error

    def draft(self, kind: EditKind, title: str, why: str = "") -> ChangeDraft:
        """Return the change set; raise EditError if a file cannot be changed."""
        files = {**self.records.versions(), **self._listings}
        return ChangeDraft(kind, title, files, self.records.fields, why)


def _decoded(content: bytes, path: PurePosixPath) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise EditError(f"{path}: it is not in UTF-8") from None
