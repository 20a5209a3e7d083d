"""The ports, which an engine implements to be written and searched, and the table of engines.

Every engine promises exactly: which entries match a query tree and its filters, how many they are, the facet counts,
the order by date and by title, and the snippets. An engine may approximate, but should come close to
`catalog.search.scoring`: scores, and with them the order by relevance, the order of similar entries, and which of the
weakest matches of a `MinScore` node are above its threshold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from catalog.errors import ConfigError
from catalog.facets import FACET_NAMES, facets_signature
from catalog.generations.entry_storage import EntryStorage
from catalog.settings import Settings

if TYPE_CHECKING:  # a run of the indexer with nothing to do never loads the searcher
    from catalog.model import Entry, Passage, Record
    from catalog.search.query.tree import Leaf, Node, Query
    from catalog.search.related.links import Links
    from catalog.search.result import FacetCount, Hit
    from catalog.search.suggest.phrases import Keywords
    from catalog.search.suggest.titles import Title
    from catalog.search.text.vocabulary import Vocabulary
    from catalog.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """One search as the pipeline hands it to an engine.

    `node` says what matches and how it scores. `query` says which matches to return: its filters, `order`, `page`,
    `per_page`, `asks_for_size` and `passages` apply; its text does not, as `node` replaces it. `leaves` are the words
    to mark in snippets and to choose passages by. `facets` names the facets to count. `first` are the ids of entries
    that come before all others by relevance, in this order, if they match. The matches of `full` come before the
    remaining ones in any order.
    """

    node: Node
    query: Query
    leaves: tuple[Leaf, ...] = ()
    facets: tuple[str, ...] = FACET_NAMES
    first: tuple[str, ...] = ()
    full: Node | None = None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """An engine's answer to a SearchPlan.

    `hits` are the requested page, in order, without explanations. `total` counts the matches that pass every filter.
    `facets` has every facet of the plan as `facet_counts` returns it; a facet's counts ignore its own filter.
    `any_size` counts the matches for any agency size under the filters that the agency-size counts use. `years` counts
    the matches that pass every filter except the dates, by year of publication, ascending, without years that have
    none; it is empty unless the query has `count_years`.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int
    years: Mapping[int, int] = field(default_factory=dict)


class SearchBackend(Protocol):
    """One generation as its engine reads it; safe to share between threads.

    Every answer comes from the same generation. Ids are record ids; only `resolve` takes aliases too.
    """

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were indexed by."""

    @property
    def size(self) -> int:
        """The number of entries."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for editors about the state of the index; empty if it is intact."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of all entries, as WordCounter counts them."""

    def execute(self, plan: SearchPlan) -> ResultPage:
        """Return the page of matches that a plan asks for.

        Order by relevance is `scoring.bm25f.sort_key`'s as far as scores are exact, after the entries that the plan has
        as `first`; by date and title it is exact. Hits tell whether they match the plan's `full`.
        Snippets are those of `snippets.snippets` for the passages that `snippets.best_passages` chooses.
        """

    def counts(self, nodes: Iterable[Node], query: Query) -> Iterator[int]:
        """Yield, for each node in order, how many matches pass the query's filters.

        The caller may stop early. A local engine counts a node when its number is asked for; one that needs a round
        trip takes all nodes at once.
        """

    def scores(self, nodes: Sequence[Node], ids: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """Return, for each node in order, the score by id of those entries among `ids` that match it."""

    def resolve(self, name: str) -> str | None:
        """Return the id of the entry with this id or else this alias (of several, the first by id), or None."""

    def get(self, record_id: str) -> Entry | None:
        """Return a whole entry, or None. The text of its documents may be long."""

    def head(self, record_id: str) -> Entry | None:
        """Return an entry without its passages, or None."""

    def passage_counts(self, record_id: str) -> Sequence[int]:
        """Return how many passages each document of an entry has, in order, without those after the last passage.

        Nothing for an unknown id.
        """

    def passages(self, record_id: str, start: int, stop: int) -> Sequence[Passage]:
        """Return passages of an entry by their numbers in it, from `start` to before `stop`; none for an unknown id."""

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """Return the records of the given ids, by id; unknown ids are left out."""

    def all_records(self) -> Iterable[Record]:
        """Yield the record of every entry, by id."""

    def ids(self) -> Iterator[str]:
        """Yield every entry's id, ascending; an id that is stored twice is yielded twice."""

    def id_digest(self) -> str:
        """Return `digests.id_digest` of every entry's id, computed from what is stored, not from what was written."""

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, by id; the title is in `language` if the record has it."""

    def keywords(self) -> Iterable[Keywords]:
        """Yield the keywords of every entry that has any, in any order."""

    def links(self) -> Mapping[str, Links]:
        """Return the links of every record that has any, by id."""

    def more_like_this(self, record_id: str) -> Sequence[str]:
        """Return the ids of similar entries, the most similar first (see `similarity.similarity`)."""

    def featured(self) -> Iterable[Record]:
        """Return the records that are ever featured, in any order."""

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count, in display order."""


class IndexWriter(Protocol):
    """Writes one generation before it is published. Not safe to share between threads; always `commit` or `cancel`."""

    def put(self, entry: Entry) -> None:
        """Add an entry, or replace the one with the same id."""

    def remove(self, record_id: str) -> None:
        """Remove an entry; an unknown id is not an error."""

    def commit(self) -> None:
        """Write all changes; readers of the folder see none before."""

    def cancel(self) -> None:
        """Discard all changes and release every lock. The folder cannot be used afterwards."""


class Engine(EntryStorage, Protocol):
    """One way to store entries and search them.

    Every method, and every method of what it opens, may raise EngineUnavailableError while the engine cannot be
    reached. That is not damage: the caller may ask again later.
    """

    FORMAT: str
    """The name of the format on disk, a part of `index_format`."""

    DERIVED: tuple[str, ...]
    """Endings of the names of files that a reader can derive from others if they are damaged."""

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> IndexWriter:
        """Open a folder for writing: empty, or the copy of an earlier generation of the same FORMAT.

        A copy may share its files with that generation: they may be removed or replaced, but not modified.
        """

    def open_backend(
        self, folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
    ) -> SearchBackend:
        """Open a committed folder for reading; every file but the `damaged` ones was verified.

        Raises DamagedError for damage that verification could not find. After the generation is discarded, the backend
        still works or raises EngineUnavailableError.
        """


ENGINES: Mapping[str, str] = MappingProxyType(
    {
        "whoosh": "catalog.search.engines.whoosh:make_engine",
        "memory": "catalog.search.engines.memory.engine:make_engine",
    }
)
"""The factory of each engine, as `module:function`."""


def load_engine(settings: Settings) -> Engine:
    """Return the engine that the settings name.

    `settings.engine` is a name of ENGINES, or `module:function` for an engine from elsewhere; the function takes the
    settings and returns the engine. Raises ConfigError if there is no such engine.
    """
    # An engine loads modules late, maybe on a full disk. Python would write a part of their bytecode, and fail on that
    # ever after.
    sys.dont_write_bytecode = True
    path = ENGINES.get(settings.engine, settings.engine)
    module, colon, function = path.partition(":")
    if not colon:
        names = ", ".join(ENGINES)
        raise ConfigError(f"'{settings.engine}' is not an engine: use one of {names}, or 'module:function'")
    try:
        make_engine = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"the engine '{settings.engine}' cannot be loaded: {error}") from error
    return cast("Engine", make_engine(settings))


def index_format(engine: Engine) -> str:
    """Return the format of an index, which is stored in manifests: the engine's, and the signature of the facets."""
    return f"{engine.FORMAT}+{facets_signature()}"
