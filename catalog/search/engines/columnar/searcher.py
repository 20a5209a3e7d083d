"""Answers queries from memory-mapped columns: only the hits shown are read document by document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np

from catalog.model import Entry, Record
from catalog.search.engines.columnar import filter_sort_page
from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.matcher import Matcher
from catalog.search.engines.columnar.matches import Matches
from catalog.search.engines.columnar.more_like_this import Neighbours
from catalog.search.engines.columnar.postings import body_places, body_places_of_any, ways_in
from catalog.search.engines.columnar.segment import Deleted, Segment
from catalog.search.engines.columnar.snapshot import Snapshot
from catalog.search.filters import size_fit
from catalog.search.highlight import best_passages, marks_in, snippets
from catalog.search.pipeline import FilteredResult, answer, in_order
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import Leaf, Node, Phrase, Prefix, Query, Word
from catalog.search.related.links import Ties
from catalog.search.related.related import related
from catalog.search.result import FacetCount, Hit, Related, SearchResult, Snippet, Suggestions
from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.suggest import Suggester
from catalog.search.suggest.vocabulary import Vocabulary
from catalog.search.text.fields import in_spanish
from catalog.taxonomy import Taxonomy

KEPT_HEADS = 2_000
"""Records that were shown, and snippets of them, that are kept ready to be shown again."""


class ColumnarSearcher:
    """One generation. Safe to share between threads: nothing in it changes but what is remembered."""

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
        self._head = lru_cache(maxsize=KEPT_HEADS)(self._read_head)
        self._snippets = lru_cache(maxsize=KEPT_HEADS)(self._make_snippets)
        self._interpreter = Interpreter(taxonomy)
        self._suggester = Suggester(self)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._snapshot.docs)

    def ids(self) -> Iterable[str]:
        """Yield every entry's id, ascending."""
        return sorted(self._snapshot.ids[doc] for doc in self._snapshot.docs)

    def get(self, record_id: str) -> Entry | None:
        """Return one entry by its id or one of its aliases, or None."""
        doc = self._snapshot.find_any(record_id)
        if doc is None:
            return None
        segment, local = self._snapshot.place(doc)
        return segment.entry(local)

    def related(self, record_id: str, limit: int = 6) -> tuple[Related, ...]:
        """Return what to show beside an entry."""
        doc = self._snapshot.find_any(record_id)
        found = {} if doc is None else related(self, self._snapshot.ids[doc], limit)
        docs = ((self._snapshot.find(key), reason) for key, reason in found.items())
        return tuple(Related(self._head(doc).record, reason) for doc, reason in docs if doc is not None)

    @cached_property
    def ties(self) -> Ties:
        """What the records say of each other."""
        return Ties(self._snapshot.said(), frozenset(self.ids()))

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._snapshot)

    def alike(self, record_id: str) -> Sequence[str]:
        """Return the ids of the entries about the same."""
        doc = self._snapshot.find(record_id)
        if doc is None:
            return ()
        record = self._head(doc).record
        return [self._snapshot.ids[each] for each in self._neighbours.like(doc, record.topics, record.format)]

    def featured(self, on: dt.date) -> tuple[Record, ...]:
        """Return the items of interest of a day."""
        records = (self._head(doc).record for doc in self._snapshot.featured)
        found = [
            (record.featured.newest_first, record.id, record)
            for record in records
            if record.featured and record.featured.holds(on)
        ]
        return tuple(record for _, _, record in sorted(found, key=lambda each: each[:2]))

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count."""
        counts = self._snapshot.classes.all_values(facet, self._snapshot.docs)
        return in_order(facet, [FacetCount(v, self.label(facet, v), n) for v, n in counts.items()], self.taxonomy)

    def warm(self) -> None:
        """Prepare orders, priors, spelling, suggestions and the table of accents."""
        marks_in("pe\u00f1a", (Word("pena"),), "summary")
        self.search(Query("the"))
        self.speller.corrections("the")
        self.suggest("the")

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""
        return answer(self, self._interpreter, query)

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Return suggestions for the beginning of a query."""
        return self._suggester.suggest(text, limit)

    def titles(self) -> Iterable[tuple[str, str, str | None]]:
        """Yield (id, title, format) of every entry, by id."""
        snapshot = self._snapshot
        formats = snapshot.classes.first_of("format")
        for doc in sorted(snapshot.docs, key=snapshot.ids.__getitem__):
            yield snapshot.ids[doc], snapshot.titles[doc], formats[snapshot.classes.of_doc[doc]]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of every entry, as people write them."""
        return self._snapshot.vocabulary

    @cached_property
    def speller(self) -> Speller:
        """Proposes better spellings by these words."""
        return Speller(self.vocabulary)

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value."""
        return self._snapshot.classes.label(facet, value)

    def match(self, node: Node) -> Matches:
        """Return every matching document with its score."""
        return self._matcher.match(node)

    def score(self, node: Node, record_id: str) -> float | None:
        """Return the score of one entry for a node."""
        found, doc = self.match(node), self._snapshot.find(record_id)
        place = int(np.searchsorted(found.docs, doc)) if doc is not None else len(found.docs)
        return float(found.scores[place]) if place < len(found.docs) and found.docs[place] == doc else None

    def count(self, found: Matches) -> int:
        """Return how many documents match."""
        return len(found.docs)

    def narrow(self, found: Matches, query: Query) -> FilteredResult[Matches]:
        """Apply the filters and count the facets."""
        return filter_sort_page.narrow(self._snapshot, found, query)

    def hits(self, passing: Matches, query: Query, words: tuple[Leaf, ...]) -> tuple[Hit, ...]:
        """Return the page asked for."""
        return tuple(
            self._hit(doc, score, query, words) for doc, score in filter_sort_page.page(self._snapshot, passing, query)
        )

    def _read_head(self, doc: int) -> Entry:
        segment, local = self._snapshot.place(doc)
        return segment.head(local)

    def _hit(self, doc: int, score: float, query: Query, words: tuple[Leaf, ...]) -> Hit:
        """Return a document as it is shown."""
        head, snippets = self._head(doc), self._snippets(doc, words, query.passages)
        return Hit(head.record, head.texts, score, snippets, size_fit(head.record.agency_size, query))

    def _make_snippets(self, doc: int, words: tuple[Leaf, ...], most: int) -> tuple[Snippet, ...]:
        """Return what a document says of the words, in its summary and in its best passages."""
        record = self._head(doc).record
        segment, local = self._snapshot.place(doc)
        shown = [segment.passage(local, number) for number in self._passages(segment, local, words, most)]
        return snippets(record.summary, shown, words, spanish=in_spanish(record, "body"))

    def _passages(self, segment: Segment, doc: int, words: Sequence[Leaf], most: int) -> tuple[int, ...]:
        """Return which passages to show, from the positions of the words in the body."""
        starts = segment.starts(doc)
        if not len(starts):
            return ()
        everywhere = (self._places(segment, doc, leaf) for leaf in words if leaf.field in {None, "body"})
        numbers = [np.searchsorted(starts, places, side="right") - 1 for places in everywhere if len(places)]
        counts = [np.bincount(each, minlength=len(starts)) for each in numbers]
        return best_passages(np.array(counts), most) if counts else ()

    def _places(self, segment: Segment, doc: int, leaf: Leaf) -> Array:
        """Return where a leaf stands in the body."""
        match leaf:
            case Word() | Phrase():
                return np.concatenate([body_places(segment, doc, way) for way in ways_in(segment, leaf)])
            case Prefix():
                return body_places_of_any(segment, doc, self._matcher.term_numbers(leaf, segment))
