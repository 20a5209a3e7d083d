"""A plain, slow engine that compares every word of every entry: the reference for tests of other engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from catalog.generations.codec import decode, encode
from catalog.generations.digests import id_digest
from catalog.generations.entry_storage import FolderStorage
from catalog.model import Entry, Passage, Record
from catalog.search.engines.memory.matcher import AnalyzedEntry, PlainMatcher, analyze
from catalog.search.engines.memory.similarity import more_like_this
from catalog.search.facet_order import facet_counts, sort_facet_counts
from catalog.search.filters import failed_facets, passes_dates_and_size, size_fit
from catalog.search.ports import ResultPage, SearchPlan
from catalog.search.query.tree import Node, Query, Sort
from catalog.search.related.links import Links, links_of
from catalog.search.result import FacetCount, Hit, SizeFit
from catalog.search.scoring.bm25f import sort_key
from catalog.search.snippets import NumberedPassage, best_passages, snippets
from catalog.search.suggest.phrases import Keywords
from catalog.search.suggest.titles import Title
from catalog.search.text.analyzers import analyzer_for
from catalog.search.text.fields import field_analyzer, field_texts, in_scope
from catalog.search.text.vocabulary import Vocabulary, WordCounter
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy

FILE = "entries.jsonl"


class MemoryBackend:
    """All entries in memory; every request compares all of them."""

    warnings: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry], taxonomy: Taxonomy, generation: str) -> None:
        """Analyze the entries."""
        self.generation = generation
        self.taxonomy = taxonomy
        docs = {entry.record.id: analyze(entry, taxonomy) for entry in entries}
        self._docs = dict(sorted(docs.items()))
        self._matcher = PlainMatcher(self._docs)

    @property
    def size(self) -> int:
        """The number of entries."""
        return len(self._docs)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all entries."""
        counter = WordCounter()
        for doc in self._docs.values():
            counter.add(field_texts(doc.entry, self.taxonomy))
        return counter.vocabulary()

    def execute(self, plan: SearchPlan) -> ResultPage:
        """Return the page of matches that a plan asks for."""
        query = plan.query
        scores = self._matcher.match(plan.node)
        docs = {key: self._docs[key] for key in scores if _passes_dates_and_size(self._docs[key], query)}
        failed = {key: frozenset(failed_facets(doc.values, query)) for key, doc in docs.items()}
        passing = {key: scores[key] for key in docs if not failed[key]}
        facets = {
            name: self._facet_counts(name, (doc for key, doc in docs.items() if failed[key] <= {name}), query)
            for name in plan.facets
        }
        any_size = sum(
            doc.entry.record.agency_size is None and failed[key] <= {"agency_size"} for key, doc in docs.items()
        )
        years = self._years(scores, query) if query.count_years else {}
        return ResultPage(self._hits(passing, plan), len(passing), facets, any_size, years)

    def counts(self, nodes: Iterable[Node], query: Query) -> Iterator[int]:
        """Yield, for each node in order, how many matches pass the query's filters."""
        return (sum(_passes(self._docs[key], query) for key in self._matcher.match(node)) for node in nodes)

    def scores(self, nodes: Sequence[Node], ids: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """Return, for each node in order, the score by id of those entries among `ids` that match it."""
        matches = map(self._matcher.match, nodes)
        return [{key: scores[key] for key in ids if key in scores} for scores in matches]

    def resolve(self, name: str) -> str | None:
        """Return the id of the entry with this id or else this alias, or None."""
        if name in self._docs:
            return name
        return next((key for key, doc in self._docs.items() if name in doc.entry.record.aliases), None)

    def get(self, record_id: str) -> Entry | None:
        """Return a whole entry, or None."""
        return self._docs[record_id].entry if record_id in self._docs else None

    def head(self, record_id: str) -> Entry | None:
        """Return an entry without its passages, or None."""
        entry = self.get(record_id)
        return replace(entry, passages=()) if entry else None

    def passage_counts(self, record_id: str) -> Sequence[int]:
        """Return how many passages each document of an entry has, in order."""
        entry = self.get(record_id)
        counts = Counter(passage.document for passage in entry.passages) if entry else Counter[int]()
        return [counts[document] for document in range(max(counts, default=-1) + 1)]

    def passages(self, record_id: str, start: int, stop: int) -> Sequence[Passage]:
        """Return passages of an entry by their numbers in it, from `start` to before `stop`."""
        entry = self.get(record_id)
        return entry.passages[start:stop] if entry else ()

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return the records of the given ids, by id; unknown ids are left out."""
        return {key: self._docs[key].entry.record for key in ids if key in self._docs}

    def all_records(self) -> Iterator[Record]:
        """Yield the record of every entry, by id."""
        return (doc.entry.record for doc in self._docs.values())

    def ids(self) -> Iterator[str]:
        """Yield every entry's id, ascending."""
        return iter(self._docs)

    def id_digest(self) -> str:
        """Return the digest of every entry's id."""
        return id_digest(self._docs)

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, by id; the title is in `language` if the record has it."""
        records = {key: doc.entry.record for key, doc in self._docs.items()}
        return ((key, record.text_in(language).title, record.format) for key, record in records.items())

    def keywords(self) -> Iterator[Keywords]:
        """Yield the keywords of every entry that has any."""
        records = (doc.entry.record for doc in self._docs.values())
        return (Keywords(record.keywords, record.language) for record in records if record.keywords)

    def links(self) -> Mapping[str, Links]:
        """Return the links of every record, by id."""
        return {key: links_of(doc.entry.record) for key, doc in self._docs.items()}

    def more_like_this(self, record_id: str) -> Sequence[str]:
        """Return the ids of the entries on the same subject, the most similar first."""
        return more_like_this(self._docs, record_id) if record_id in self._docs else ()

    def featured(self) -> Iterator[Record]:
        """Return the records that are ever featured."""
        return (doc.entry.record for doc in self._docs.values() if doc.entry.record.featured)

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count, in display order."""
        counts = Counter(value for doc in self._docs.values() for value in doc.values[facet])
        return sort_facet_counts(
            facet,
            [FacetCount(value, self._label(facet, value), count) for value, count in counts.items()],
            self.taxonomy,
        )

    def _years(self, ids: Iterable[str], query: Query) -> dict[int, int]:
        """Return how many entries pass the filters other than the dates, by year."""
        undated = replace(query, published_from=None, published_to=None)
        passing = (self._docs[key].entry.record for key in ids if _passes(self._docs[key], undated))
        return dict(sorted(Counter(record.published.year for record in passing if record.published).items()))

    def _facet_counts(self, facet: str, docs: Iterable[AnalyzedEntry], query: Query) -> tuple[FacetCount, ...]:
        counts = Counter(value for doc in docs for value in doc.values[facet])
        return facet_counts(facet, counts, query.filters.get(facet, ()), self._label, self.taxonomy)

    def _label(self, facet: str, value: str) -> str:
        """Return a facet value's label."""
        if self.taxonomy.term(facet, value):
            return self.taxonomy.label(facet, value)
        labels = (doc.labels.get((facet, value)) for doc in self._docs.values())
        return min(filter(None, labels), default=self.taxonomy.label(facet, value))

    def _hits(self, scores: Mapping[str, float], plan: SearchPlan) -> tuple[Hit, ...]:
        """Return the requested page of the entries with these scores."""
        query = plan.query

        first = plan.first if query.order is Sort.RELEVANCE else ()
        full = self._matcher.match(plan.full) if plan.full else {}

        def order(key: str) -> tuple[object, ...]:
            record = self._docs[key].entry.record
            exact = size_fit(record.agency_size, query) is SizeFit.EXACT
            rank = first.index(key) if key in first else len(first)
            in_order = sort_key(query.order, record, score=scores[key], exact=exact, language=query.language)
            return rank, key not in full, *in_order

        start = (query.page - 1) * query.per_page
        page = sorted(scores, key=order)[start : start + query.per_page]
        hits = (self._hit(self._docs[key].entry, scores[key], plan) for key in page)
        return tuple(replace(hit, partial=bool(plan.full) and hit.record.id not in full) for hit in hits)

    def _hit(self, entry: Entry, score: float, plan: SearchPlan) -> Hit:
        """Return an entry as a hit."""
        record, texts = entry.record, self._docs[entry.record.id].texts["body"]
        leaves = [leaf for leaf in plan.leaves if in_scope("body", leaf.field)]
        counts = [[self._matcher.count(leaf, text) for text in texts] for leaf in leaves]
        best = best_passages(np.array(counts), plan.query.passages) if counts else ()
        passages = [_numbered(entry, number) for number in best]
        text = record.text_in(plan.query.language)
        analyzers = field_analyzer(record, "body"), analyzer_for(text.language)
        limit = plan.query.passages
        parts = snippets(text.summary, passages, plan.leaves, *analyzers, max_passages=limit) if limit else ()
        return Hit(record, entry.texts, score, parts, size_fit(record.agency_size, plan.query))


def _numbered(entry: Entry, number: int) -> NumberedPassage:
    """Return the passage of an entry with a number, and its number in its document."""
    passage = entry.passages[number]
    return sum(earlier.document == passage.document for earlier in entry.passages[:number]), passage


def _passes_dates_and_size(doc: AnalyzedEntry, query: Query) -> bool:
    """Return whether an entry passes the filters other than facets."""
    record = doc.entry.record
    return passes_dates_and_size(record.published, record.agency_size, query)


def _passes(doc: AnalyzedEntry, query: Query) -> bool:
    """Return whether an entry passes every filter."""
    return _passes_dates_and_size(doc, query) and not failed_facets(doc.values, query)


class MemoryWriter:
    """Writes all entries to a file of JSON lines."""

    def __init__(self, folder: Path) -> None:
        """Read the entries in the folder."""
        self._path = folder / FILE
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        self._lines = {decode(line).record.id: line for line in lines}

    def put(self, entry: Entry) -> None:
        """Add an entry, or replace the one with the same id."""
        self._lines[entry.record.id] = encode(entry)

    def remove(self, record_id: str) -> None:
        """Remove an entry; an unknown id is not an error."""
        self._lines.pop(record_id, None)

    def commit(self) -> None:
        """Replace the file, which an earlier generation may share."""
        self._path.unlink(missing_ok=True)
        self._path.write_bytes(b"".join(line + b"\n" for line in self._lines.values()))

    def cancel(self) -> None:
        """Discard all changes; nothing was written."""


class MemoryEngine(FolderStorage):
    """Keeps a file of JSON lines in each generation's folder, and reads all of it to search."""

    FORMAT = "memory-3"
    DERIVED: tuple[str, ...] = ()

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> MemoryWriter:  # noqa: ARG002  # the port's signature
        """Open a folder for writing."""
        return MemoryWriter(folder)

    def open_backend(
        self,
        folder: Path,
        taxonomy: Taxonomy,
        generation: str,
        damaged: frozenset[str] = frozenset(),  # noqa: ARG002  # the port's signature
    ) -> MemoryBackend:
        """Open a committed folder for reading."""
        lines = (folder / FILE).read_bytes().splitlines()
        return MemoryBackend(map(decode, lines), taxonomy, generation)


def make_engine(_settings: Settings) -> MemoryEngine:
    """Return the engine, which has no settings."""
    return MemoryEngine()
