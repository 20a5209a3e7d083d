"""Answers search plans from memory-mapped columns: only hits on the page are read document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from catalog.generations.digests import id_digest
from catalog.model import Entry, Passage, Record
from catalog.search.engines.columnar import filter_sort_page
from catalog.search.engines.columnar.matching.matcher import Matcher
from catalog.search.engines.columnar.matching.matches import Matches
from catalog.search.engines.columnar.more_like_this import SimilarDocuments
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.postings import body_positions, body_positions_of_any
from catalog.search.engines.columnar.storage.segment import Deleted, Segment
from catalog.search.engines.columnar.storage.snapshot import Snapshot
from catalog.search.facet_order import sort_facet_counts
from catalog.search.filters import size_fit
from catalog.search.ports import ResultPage, SearchPlan
from catalog.search.query.tree import Leaf, Node, Phrase, Prefix, Query, Spellings, Word
from catalog.search.related.links import Links
from catalog.search.result import FacetCount, Hit, Snippet
from catalog.search.snippets import NumberedPassage, best_passages, snippets
from catalog.search.suggest.phrases import Keywords
from catalog.search.suggest.titles import Title
from catalog.search.text.analyzers import analyzer_for
from catalog.search.text.fields import field_analyzer, in_scope
from catalog.search.text.vocabulary import Vocabulary
from catalog.taxonomy import Taxonomy
from catalog.weakly_bound import weakly_bound

CACHED_HEADS = 2_000
"""How many entries without passages, and how many entries' snippets, are cached."""


class _Highlighted:
    """The leaves that snippets mark. Equal by identity, so that the cache of snippets need not hash them per hit."""

    def __init__(self, leaves: tuple[Leaf, ...]) -> None:
        self.leaves = leaves


class ColumnarBackend:
    """One generation. Safe to share between threads: only its caches change."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Deleted,
        taxonomy: Taxonomy,
        generation: str,
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Take every open segment, and the deleted documents of each by its name."""
        self.generation = generation
        self.taxonomy = taxonomy
        self.warnings = warnings
        self._snapshot = Snapshot(segments, deleted, taxonomy)
        self._matcher = Matcher(self._snapshot)
        self._head = lru_cache(maxsize=CACHED_HEADS)(weakly_bound(self._read_head))
        self._passage_counts = lru_cache(maxsize=CACHED_HEADS)(weakly_bound(self._count_passages))
        self._snippets = lru_cache(maxsize=CACHED_HEADS)(weakly_bound(self._make_snippets))
        self._highlighted = lru_cache(maxsize=CACHED_HEADS)(_Highlighted)

    @property
    def size(self) -> int:
        """The number of entries."""
        return len(self._snapshot.docs)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of all entries."""
        return self._snapshot.vocabulary

    def execute(self, plan: SearchPlan) -> ResultPage:
        """Return the page of matches that a plan asks for."""
        filtered = filter_sort_page.filter_and_count(self._snapshot, self.match(plan.node), plan.query, plan.facets)
        full = self.match(plan.full).docs if plan.full else None
        page = filter_sort_page.page_matches(self._snapshot, filtered.passing, plan, full)
        highlighted = self._highlighted(plan.leaves)
        hits = (self._hit(doc, score, highlighted, plan.query) for doc, score in page)
        if full is not None:
            is_full = np.isin([doc for doc, _ in page], full).tolist()
            hits = (replace(hit, partial=not of_hit) for hit, of_hit in zip(hits, is_full, strict=True))
        return ResultPage(tuple(hits), len(filtered.passing.docs), filtered.facets, filtered.any_size, filtered.years)

    def match(self, node: Node) -> Matches:
        """Return every matching document with its score."""
        return self._matcher.match(node)

    def counts(self, nodes: Iterable[Node], query: Query) -> Iterator[int]:
        """Yield, for each node in order, how many matches pass the query's filters."""
        return (filter_sort_page.count(self._snapshot, self.match(node), query) for node in nodes)

    def scores(self, nodes: Sequence[Node], ids: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """Return, for each node in order, the score by id of those entries among `ids` that match it."""
        docs = {key: doc for key in ids if (doc := self._snapshot.find(key)) is not None}
        return [self._scores_of(self.match(node), docs) for node in nodes]

    @staticmethod
    def _scores_of(matches: Matches, docs: Mapping[str, int]) -> dict[str, float]:
        positions = np.searchsorted(matches.docs, list(docs.values())).tolist()
        return {
            key: float(matches.scores[position])
            for (key, doc), position in zip(docs.items(), positions, strict=True)
            if position < len(matches.docs) and matches.docs[position] == doc
        }

    def resolve(self, name: str) -> str | None:
        """Return the id of the entry with this id or else this alias, or None."""
        doc = self._snapshot.resolve(name)
        return None if doc is None else self._snapshot.ids[doc]

    def get(self, record_id: str) -> Entry | None:
        """Return a whole entry, or None."""
        doc = self._snapshot.find(record_id)
        if doc is None:
            return None
        segment, local = self._snapshot.locate(doc)
        return segment.entry(local)

    def head(self, record_id: str) -> Entry | None:
        """Return an entry without its passages, or None."""
        doc = self._snapshot.find(record_id)
        return None if doc is None else self._head(doc)

    def passage_counts(self, record_id: str) -> Sequence[int]:
        """Return how many passages each document of an entry has, in order."""
        doc = self._snapshot.find(record_id)
        return () if doc is None else self._passage_counts(doc)

    def passages(self, record_id: str, start: int, stop: int) -> Sequence[Passage]:
        """Return passages of an entry by their numbers in it, from `start` to before `stop`."""
        doc = self._snapshot.find(record_id)
        if doc is None:
            return ()
        segment, local = self._snapshot.locate(doc)
        return segment.passages_at(local, range(start, stop))

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return the records of the given ids, by id; unknown ids are left out."""
        docs = ((key, self._snapshot.find(key)) for key in ids)
        return {key: self._head(doc).record for key, doc in docs if doc is not None}

    def all_records(self) -> Iterator[Record]:
        """Yield the record of every entry, by id."""
        docs = sorted(self._snapshot.docs.tolist(), key=self._snapshot.ids.__getitem__)
        return (self._read_head(doc).record for doc in docs)

    def ids(self) -> Iterator[str]:
        """Yield every entry's id, ascending."""
        return iter(sorted(self._snapshot.ids[doc] for doc in self._snapshot.docs))

    def id_digest(self) -> str:
        """Return the digest of every entry's id."""
        return id_digest(self._snapshot.ids[doc] for doc in self._snapshot.docs)

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, by id; the title is in `language` if the record has it."""
        snapshot = self._snapshot
        formats = snapshot.classes.any_value("format")
        titles = snapshot.titles_in(language)
        for doc in sorted(snapshot.docs, key=snapshot.ids.__getitem__):
            yield snapshot.ids[doc], titles[doc], formats[snapshot.classes.of_doc[doc]]

    def keywords(self) -> Iterator[Keywords]:
        """Yield the keywords of every entry that has any."""
        classes = self._snapshot.classes
        languages = classes.any_value("language")
        for doc, keywords in self._snapshot.keywords():
            yield Keywords(keywords, languages[classes.of_doc[doc]])

    def links(self) -> Mapping[str, Links]:
        """Return the links of every record that has any, by id."""
        return self._snapshot.links()

    @cached_property
    def _similar(self) -> SimilarDocuments:
        return SimilarDocuments(self._snapshot)

    def more_like_this(self, record_id: str) -> Sequence[str]:
        """Return the ids of the entries on the same subject, the most similar first."""
        doc = self._snapshot.find(record_id)
        if doc is None:
            return ()
        record = self._head(doc).record
        similar = self._similar.like(doc, record.topics, record.format)
        return [self._snapshot.ids[similar_doc] for similar_doc in similar]

    def featured(self) -> Iterator[Record]:
        """Return the records that are ever featured."""
        return (self._head(doc).record for doc in self._snapshot.featured)

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count, in display order."""
        classes = self._snapshot.classes
        counts = classes.value_counts(facet, self._snapshot.docs).items()
        return sort_facet_counts(
            facet, [FacetCount(value, classes.label(facet, value), count) for value, count in counts], self.taxonomy
        )

    def _read_head(self, doc: int) -> Entry:
        segment, local = self._snapshot.locate(doc)
        return segment.head(local)

    def _count_passages(self, doc: int) -> tuple[int, ...]:
        segment, local = self._snapshot.locate(doc)
        return segment.passage_counts(local)

    def _hit(self, doc: int, score: float, highlighted: _Highlighted, query: Query) -> Hit:
        """Return a document as a hit."""
        head = self._head(doc)
        snippets = self._snippets(doc, highlighted, query.passages, query.language) if query.passages else ()
        return Hit(head.record, head.texts, score, snippets, size_fit(head.record.agency_size, query))

    def _make_snippets(
        self, doc: int, highlighted: _Highlighted, max_passages: int, language: str | None
    ) -> tuple[Snippet, ...]:
        """Return the snippets of a document's summary, in a language if it has it, and of its best passages."""
        record, leaves = self._head(doc).record, highlighted.leaves
        segment, local = self._snapshot.locate(doc)
        numbers = self._best_passages(segment, local, leaves, max_passages)
        passages = (self._numbered(doc, number, segment.passage(local, number)) for number in numbers)
        text = record.text_in(language)
        analyzers = field_analyzer(record, "body"), analyzer_for(text.language)
        return snippets(text.summary, passages, leaves, *analyzers, max_passages=max_passages)

    def _numbered(self, doc: int, number: int, passage: Passage) -> NumberedPassage:
        """Return a passage with its number in its document; `number` is that in the entry."""
        before = sum(self._passage_counts(doc)[: passage.document]) if passage.document else 0
        return number - before, passage

    def _best_passages(self, segment: Segment, doc: int, leaves: Sequence[Leaf], max_passages: int) -> tuple[int, ...]:
        """Return the numbers of the best passages, by the positions of the leaves in the body."""
        starts = segment.starts(doc)
        if not len(starts):
            return ()
        positions = (self._positions(segment, doc, leaf) for leaf in leaves if in_scope("body", leaf.field))
        passages = [np.searchsorted(starts, of_leaf, side="right") - 1 for of_leaf in positions if len(of_leaf)]
        counts = [np.bincount(of_leaf, minlength=len(starts)) for of_leaf in passages]
        return best_passages(np.array(counts), max_passages) if counts else ()

    def _positions(self, segment: Segment, doc: int, leaf: Leaf) -> Array:
        """Return the positions of a leaf in the body."""
        match leaf:
            case Word() | Phrase() | Spellings():
                return np.concatenate(
                    [body_positions(segment, doc, terms) for terms in leaf.alternatives(segment.markers)]
                )
            case Prefix():
                return body_positions_of_any(segment, doc, self._matcher.term_numbers(leaf, segment))
