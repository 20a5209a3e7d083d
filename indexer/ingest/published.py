"""The last good generation: what stays published if something cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from catalog.editorial.model import Editorial, read_editorial
from catalog.errors import DamagedError
from catalog.generations.change_log import CHANGE_LOG
from catalog.generations.generation import RESOURCES, TAXONOMY, Generations
from catalog.generations.manifest import VerifiedFiles
from catalog.model import Entry, Record
from catalog.search.ports import Engine, index_format
from catalog.store.taxonomy import load_taxonomy
from indexer.ingest.changes import IndexedRecords
from indexer.ingest.plan import Ledger, read_ledger

if TYPE_CHECKING:
    from catalog.search.searcher import Searcher


@dataclass(frozen=True)  # without slots: the searcher is opened when it is needed
class PublishedContent:
    """The content of a verified generation. Without one, `name` is None, and everything is empty."""

    engine: Engine
    generations: Generations
    name: str | None = None
    ledger: Ledger = field(default_factory=dict)
    editorial: Editorial = field(default_factory=Editorial)

    def entry(self, record_id: str) -> Entry | None:
        """Return the entry of a record, or None. The first call opens the index."""
        return self.searcher.get(record_id) if record_id in self.ledger else None

    def records(self, ids: Collection[str]) -> Mapping[str, Record]:
        """Return the records of the given ids, by id; unknown ids are left out."""
        return self.searcher.records(ids) if self.name and ids else {}

    @cached_property
    def has_program_files(self) -> bool:
        """Whether the generation has a change log, and a file with all resources as they are written today."""
        return bool(self.name) and {RESOURCES, CHANGE_LOG} <= self.generations.manifest(str(self.name)).files.keys()

    @cached_property
    def indexed(self) -> IndexedRecords:
        """The records of the generation, to be compared with those of another one."""
        return IndexedRecords(self.ledger, self.records)

    @cached_property
    def searcher(self) -> Searcher:
        """The searcher of the generation, of which there must be one."""
        from catalog.search.searcher import open_searcher  # noqa: PLC0415  # a run with nothing to do needs none

        name = str(self.name)
        folder = self.generations.folder(name)
        return open_searcher(self.engine, folder, load_taxonomy(folder / TAXONOMY), name)


def read_last_good(
    engine: Engine, generations: Generations, current: str | None, verified: VerifiedFiles
) -> tuple[PublishedContent, str | None]:
    """Return the newest generation that is intact and has this engine's format, the current one if possible.

    If it is not the current one, the second value is a note for editors that says why. Files in `verified` are not read
    again.
    """
    note: str | None = None
    for name in sorted(generations.names(), key=lambda name: (name == current, name), reverse=True):
        try:
            return read_published(engine, generations, name, verified), note
        except DamagedError as error:
            note = f"{error}. Everything is indexed again." if name == current else note
    return PublishedContent(engine, generations), note


def read_published(
    engine: Engine, generations: Generations, name: str, verified: VerifiedFiles | None = None
) -> PublishedContent:
    """Return the content of a generation; raise DamagedError if it cannot be used."""
    if generations.verify(name, verified).format != index_format(engine):
        raise DamagedError("The index format or the facets have changed")
    folder = generations.folder(name)
    return PublishedContent(engine, generations, name, read_ledger(folder), read_editorial(folder))
