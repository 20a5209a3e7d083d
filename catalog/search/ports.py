"""The ports: what an engine must do to be read and written, and the table of engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from catalog.errors import ConfigError
from catalog.facets import facets_signature
from catalog.model import Entry, Record
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount, Related, SearchResult, Suggestions
from catalog.taxonomy import Taxonomy


class Searcher(Protocol):
    """One generation, read only; safe to share between threads."""

    @property
    def generation(self) -> str:
        """The name of the generation that every answer comes from."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were indexed by."""

    @property
    def size(self) -> int:
        """How many entries there are."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an editor should know about the state of the index; empty when all is well."""

    def warm(self) -> None:
        """Prepare what questions share, so that no visitor waits for it."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query; raises QueryError for a text too long or a page too deep, never for its wording."""

    def get(self, record_id: str) -> Entry | None:
        """Return one entry whole, by its id or one of its aliases, or None."""

    def related(self, record_id: str, limit: int = 6) -> tuple[Related, ...]:
        """Return at most `limit` resources to show beside one, by its id or an alias; none for an unknown id."""

    def featured(self, on: dt.date) -> tuple[Record, ...]:
        """Return the items of interest of a day: those featured last first, equal ones by id."""

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count, most first."""

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Return at most `limit` completions for the beginning of a query, three resources and three topics."""

    def ids(self) -> Iterable[str]:
        """Yield every entry's id, ascending."""


class IndexWriter(Protocol):
    """Changes to one generation that nobody reads yet. Not for threads. Always `commit` or `cancel`."""

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of the same id."""

    def remove(self, record_id: str) -> None:
        """Take an entry out; one that is not there is no error."""

    def commit(self) -> None:
        """Write everything to the folder; nothing is there for readers before."""

    def cancel(self) -> None:
        """Give up: leave no lock behind. The folder is worth nothing afterwards."""


class Engine(Protocol):
    """What the module of an engine offers."""

    FORMAT: str
    """Names the form on disk, as a part of `index_format`."""

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> IndexWriter:
        """Open a folder for writing: empty, or the copy of an earlier generation of the same FORMAT.

        A copy may share its files with that generation: they may be removed or replaced, never written into.
        """

    DERIVED: tuple[str, ...]
    """How the names of those files end that a searcher can do without: it makes anew what they hold."""

    def open_searcher(
        self, folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
    ) -> Searcher:
        """Open a committed folder, whose files were verified but for the `damaged` ones, for reading."""


ENGINES: Mapping[str, str] = MappingProxyType(
    {
        "whoosh": "catalog.search.engines.whoosh",
        "memory": "catalog.search.engines.memory.engine",
    }
)


def load_engine(name: str) -> Engine:
    """Return the engine's module; raise ConfigError for a name that is not in ENGINES."""
    if name not in ENGINES:
        raise ConfigError(f"there is no engine '{name}': use one of {', '.join(ENGINES)}")
    return cast("Engine", import_module(ENGINES[name]))


def index_format(engine: Engine) -> str:
    """Return the format of an index: the engine's, and the facets it is built with; a manifest keeps it."""
    return f"{engine.FORMAT}+{facets_signature()}"
