"""Plain and slow: looks at every word of every entry. The reference that other engines are tested against."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from catalog.facets import FACET_NAMES
from catalog.generations.codec import decode, encode
from catalog.model import Entry, Record
from catalog.search.engines.memory.matcher import PlainMatcher, take_apart
from catalog.search.engines.memory.similarity import alike
from catalog.search.filters import failed_facets, in_time_and_size, size_fit
from catalog.search.highlight import best_passages, snippets
from catalog.search.pipeline import FilteredResult, answer, facet_counts, in_order
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import Leaf, Node, Query
from catalog.search.related.links import Ties, said
from catalog.search.related.related import related
from catalog.search.result import FacetCount, Hit, Related, SearchResult, Suggestions
from catalog.search.scoring.bm25f import sort_key
from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.suggest import Suggester
from catalog.search.suggest.vocabulary import Vocabulary, WordCounter
from catalog.search.text.fields import field_texts, in_spanish
from catalog.taxonomy import Taxonomy

FORMAT = "memory-1"
FILE = "entries.jsonl"
DERIVED: tuple[str, ...] = ()


class MemorySearcher:
    """Every entry in memory; every question looks at all of them."""

    warnings: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry], taxonomy: Taxonomy, generation: str) -> None:
        """Analyse the entries."""
        self.generation = generation
        self.taxonomy = taxonomy
        self._docs = {entry.record.id: take_apart(entry, taxonomy) for entry in entries}
        self._interpreter = Interpreter(taxonomy)
        self._suggester = Suggester(self)
        self._matcher = PlainMatcher(self._docs)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._docs)

    def ids(self) -> Iterable[str]:
        """Yield every entry's id, ascending."""
        return sorted(self._docs)

    def get(self, record_id: str) -> Entry | None:
        """Return one entry by its id or one of its aliases, or None."""
        if record_id in self._docs:
            return self._docs[record_id].entry
        found = (doc for _, doc in sorted(self._docs.items()) if record_id in doc.entry.record.aliases)
        return next((doc.entry for doc in found), None)

    def related(self, record_id: str, limit: int = 6) -> tuple[Related, ...]:
        """Return what to show beside an entry."""
        entry = self.get(record_id)
        found = related(self, entry.record.id, limit) if entry else {}
        return tuple(Related(self._docs[key].entry.record, reason) for key, reason in found.items())

    @cached_property
    def ties(self) -> Ties:
        """What the records say of each other."""
        return Ties({key: said(doc.entry.record) for key, doc in self._docs.items()}, self._docs)

    def alike(self, record_id: str) -> Sequence[str]:
        """Return the ids of the entries about the same."""
        return alike(self._docs, record_id)

    def featured(self, on: dt.date) -> tuple[Record, ...]:
        """Return the items of interest of a day."""
        records = (doc.entry.record for _, doc in sorted(self._docs.items()))
        found = [
            (record.featured.newest_first, record)
            for record in records
            if record.featured and record.featured.holds(on)
        ]
        return tuple(record for _, record in sorted(found, key=lambda each: each[0]))

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count."""
        counts = Counter(value for doc in self._docs.values() for value in doc.values[facet])
        return in_order(facet, [FacetCount(v, self.label(facet, v), n) for v, n in counts.items()], self.taxonomy)

    def warm(self) -> None:
        """Nothing is prepared: every question looks at everything."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""
        return answer(self, self._interpreter, query)

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Return suggestions for the beginning of a query."""
        return self._suggester.suggest(text, limit)

    def titles(self) -> Iterable[tuple[str, str, str | None]]:
        """Yield (id, title, format) of every entry."""
        return ((key, doc.entry.record.title, doc.entry.record.format) for key, doc in sorted(self._docs.items()))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of every entry, as people write them."""
        counter = WordCounter()
        for _, doc in sorted(self._docs.items()):
            counter.add(field_texts(doc.entry, self.taxonomy))
        return counter.vocabulary()

    @cached_property
    def speller(self) -> Speller:
        """Proposes better spellings by these words."""
        return Speller(self.vocabulary)

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value."""
        if self.taxonomy.term(facet, value):
            return self.taxonomy.label(facet, value)
        labels = (doc.labels.get((facet, value)) for doc in self._docs.values())
        return min(filter(None, labels), default=self.taxonomy.label(facet, value))

    def match(self, node: Node) -> Mapping[str, float]:
        """Return every matching entry with its score."""
        return self._matcher.match(node)

    def narrow(self, matches: Mapping[str, float], query: Query) -> FilteredResult[Mapping[str, float]]:
        """Apply the filters, and count each facet under all filters but its own."""
        docs = {key: self._docs[key] for key in matches if self._in_time_and_size(key, query)}
        failed = {key: failed_facets(doc.values, query) for key, doc in docs.items()}
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACET_NAMES}
        for name in FACET_NAMES:
            for key, doc in docs.items():
                if not set(failed[key]) - {name}:
                    counts[name].update(doc.values[name])
        any_size = sum(
            doc.entry.record.agency_size is None and not set(failed[key]) - {"agency_size"} for key, doc in docs.items()
        )
        passing = {key: matches[key] for key in docs if not failed[key]}
        facets = {
            name: facet_counts(name, found, query.filters.get(name, ()), self.label, self.taxonomy)
            for name, found in counts.items()
        }
        return FilteredResult(passing, len(passing), facets, any_size)

    def score(self, node: Node, record_id: str) -> float | None:
        """Return the score of one entry for a node."""
        return self.match(node).get(record_id)

    def count(self, found: Mapping[str, float]) -> int:
        """Return how many entries match."""
        return len(found)

    def _in_time_and_size(self, key: str, query: Query) -> bool:
        record = self._docs[key].entry.record
        return in_time_and_size(record.published, record.agency_size, query)

    def hits(self, passing: Mapping[str, float], query: Query, words: Sequence[Leaf]) -> tuple[Hit, ...]:
        """Return the page asked for."""

        def order(key: str) -> tuple[object, ...]:
            record = self._docs[key].entry.record
            return sort_key(
                query.order,
                score=passing[key],
                exact=size_fit(record.agency_size, query) == "exact",
                published=record.published,
                title=record.title,
                record_id=key,
            )

        start = (query.page - 1) * query.per_page
        shown = sorted(passing, key=order)[start : start + query.per_page]
        return tuple(self._hit(key, passing[key], query, words) for key in shown)

    def _hit(self, key: str, score: float, query: Query, words: Sequence[Leaf]) -> Hit:
        """Return an entry as it is shown."""
        doc = self._docs[key]
        wanted = [leaf for leaf in words if leaf.field in {None, "body"}]
        counts = [[self._matcher.count(leaf, text) for text in doc.texts["body"]] for leaf in wanted]
        best = best_passages(np.array(counts), query.passages) if counts else ()
        shown = [doc.entry.passages[place] for place in best]
        fit = size_fit(doc.entry.record.agency_size, query)
        spanish = in_spanish(doc.entry.record, "body")
        parts = snippets(doc.entry.record.summary, shown, words, spanish=spanish)
        return Hit(doc.entry.record, doc.entry.texts, score, parts, fit)


class MemoryWriter:
    """Entries in a file of JSON lines, written whole."""

    def __init__(self, folder: Path) -> None:
        """Read what the folder holds."""
        self._path = folder / FILE
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        self._stored = {decode(line).record.id: line for line in lines}

    def put(self, entry: Entry) -> None:
        """Add or replace an entry."""
        self._stored[entry.record.id] = encode(entry)

    def remove(self, record_id: str) -> None:
        """Take an entry out."""
        self._stored.pop(record_id, None)

    def commit(self) -> None:
        """Write the file anew: the one of an earlier generation may be the same on disk."""
        self._path.unlink(missing_ok=True)
        self._path.write_bytes(b"".join(line + b"\n" for line in self._stored.values()))

    def cancel(self) -> None:
        """Give up; there is nothing to undo."""


def open_writer(folder: Path, taxonomy: Taxonomy) -> MemoryWriter:  # noqa: ARG001  # the port's shape
    """Open a folder for writing."""
    return MemoryWriter(folder)


def open_searcher(
    folder: Path,
    taxonomy: Taxonomy,
    generation: str,
    damaged: frozenset[str] = frozenset(),  # noqa: ARG001  # the port's shape
) -> MemorySearcher:
    """Open a committed folder for reading."""
    lines = (folder / FILE).read_bytes().splitlines()
    return MemorySearcher(map(decode, lines), taxonomy, generation)
