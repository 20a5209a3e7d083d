"""The live documents of all segments together: one numbering, one table of classes, one set of averages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import name_key
from catalog.search.engines.columnar.storage.facet_counts import FacetClasses
from catalog.search.engines.columnar.storage.postings import Rows
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.related.links import Links
from catalog.search.scoring.bm25f import (
    FEATURED_BOOST,
    ONLY_LISTED_FACTOR,
    SAMPLE_FACTOR,
    average_length,
    idf,
    prior,
)
from catalog.search.scoring.similarity import signature_lengths
from catalog.search.text.analyzers import analyzer_for
from catalog.search.text.fields import FIELDS, field_texts
from catalog.search.text.vocabulary import Vocabulary, WordCounter, merge_vocabularies, subtract_vocabulary
from catalog.taxonomy import Taxonomy
from catalog.text import fold

FIELD_WEIGHTS = np.array([field.weight for field in FIELDS.values()])
FIELD_BS = np.array([field.b for field in FIELDS.values()])


class Snapshot:
    """What all searches of one generation share. Immutable; safe to share between threads.

    Documents, including deleted ones, are numbered across segments; `bases` has each segment's first number. `live`
    is a mask of the documents that are not deleted, `has_deleted` tells whether there are others, and `docs` are the
    live ones. `passages` counts each document's passages. `dates`, `added`, `sizes` and `lengths` are the columns of
    those names, `extras` has what few live documents have, and `classes` the facet values. `averages` are the mean
    lengths of fields, and `average_passage` is that of passages.
    """

    def __init__(self, segments: Sequence[Segment], deleted: Mapping[str, Sequence[int]], taxonomy: Taxonomy) -> None:
        """Combine the segments."""
        self._taxonomy = taxonomy
        self.segments = tuple(segments)
        self.bases = np.cumsum([0, *(segment.columns.count for segment in segments)])
        self._starts = self.bases[:-1].tolist()
        self.live = np.ones(int(self.bases[-1]), dtype=bool)
        for segment, base in self.numbered_segments():
            self.live[base + np.array(deleted[segment.name], dtype=np.int64)] = False
        self.docs = self.live.nonzero()[0].astype(np.int32)
        self.has_deleted = len(self.docs) < len(self.live)
        self.dates = self._column("date", (0,))
        self.added = self._column("added", (0,))
        self.sizes = self._column("size", (0, 2))
        self.lengths = self._column("lengths", (len(FIELDS), 0))
        totals = self.lengths[:, self.docs].sum(axis=1, dtype=np.int64)
        self.averages = np.array([average_length(int(total), len(self.docs)) for total in totals])
        self.passages = self._passage_counts()
        self.average_passage = average_length(int(totals[-1]), int(self.passages[self.docs].sum()))
        self.extras = self._extras()
        self._alphabetical: dict[str | None, Array] = {}
        self._in_language: dict[str, Array] = {}
        self.classes = FacetClasses(self.segments, self.live, taxonomy)

    def numbered_segments(self) -> list[tuple[Segment, int]]:
        """Return each segment with the number of its first document."""
        return [(segment, int(base)) for segment, base in zip(self.segments, self.bases, strict=False)]

    def _column(self, column: str, shape: tuple[int, ...]) -> Array:
        parts = [np.zeros(shape, dtype=np.int32), *(getattr(segment.columns, column) for segment in self.segments)]
        return np.concatenate(parts, axis=shape.index(0))

    def _passage_counts(self) -> Array:
        counts = [np.diff(segment.columns.head.astype(np.int64)) - 1 for segment in self.segments]
        return np.concatenate([np.zeros(0, dtype=np.int64), *counts])

    def _extras(self) -> dict[int, dict[str, Any]]:
        extras = ((base + doc, extra) for segment, base in self.numbered_segments() for doc, extra in segment.extras())
        return {doc: extra for doc, extra in extras if self.live[doc]}

    def locate(self, doc: int) -> tuple[Segment, int]:
        """Return the segment of a document, and the document's number there."""
        number = bisect_right(self._starts, doc) - 1
        return self.segments[number], doc - self._starts[number]

    @cached_property
    def years(self) -> Array:
        """Each document's year of publication, 0 without a date."""
        return self.dates // 10_000

    @cached_property
    def priors(self) -> Array:
        """The factor of each document's scores."""
        years = self.years
        newest = int(years[self.docs].max(initial=0))
        ages, inverse = np.unique(np.maximum(newest - years, 0), return_inverse=True)
        priors = np.array([prior(age) for age in ages.tolist()])[inverse]
        priors[years == 0] = prior(None)
        factors = {"featured": FEATURED_BOOST, "sample": SAMPLE_FACTOR, "only_listed": ONLY_LISTED_FACTOR}
        for name, factor in factors.items():
            priors[np.array(self._with_extra(name), dtype=np.int64)] *= factor
        return priors

    def in_language(self, language: str) -> Array:
        """Return for each document whether it is in a language of the analyzers."""
        if language not in self._in_language:
            languages = [analyzer_for(value).language for value in self.classes.any_value("language")]
            of_class = np.array([value == language for value in languages], dtype=bool)
            self._in_language[language] = of_class[self.classes.of_doc]
        return self._in_language[language]

    def normalized_tf(self, rows: Rows) -> Array:
        """Return each row's share of `bm25f.normalized_tf`."""
        frequencies: Array = self._field_weights.take(rows.field * np.int64(len(self.live)) + rows.doc) * rows.size
        return frequencies

    @cached_property
    def _field_weights(self) -> Array:
        """The weight of one word in each field of each document, one field after the other."""
        bs = FIELD_BS[:, None]
        weights: Array = FIELD_WEIGHTS[:, None] / (1.0 - bs + bs * self.lengths / self.averages[:, None])
        return np.ravel(weights)

    def signature(self, doc: int) -> Array:
        """Return the signature of a document: hashes of terms, ascending."""
        segment, local = self.locate(doc)
        columns = segment.columns
        return columns.signature[columns.signature_at[local] : columns.signature_at[local + 1]]

    def term_hash_counts(self, hashes: Array) -> Array:
        """Return how many live documents have each of the term hashes in their signature."""
        counts = np.zeros(len(hashes), dtype=np.int64)
        for segment, _ in self.numbered_segments():
            counts += _counts_of(hashes, segment.columns.term_hash, segment.columns.term_hash_count)
        return counts - _counts_of(hashes, *self._deleted_term_hashes)

    @cached_property
    def _deleted_term_hashes(self) -> tuple[Array, Array]:
        """The term hashes in the signatures of deleted documents, ascending, and how many of them have each."""
        signatures = [self.signature(doc) for doc in (~self.live).nonzero()[0].tolist()]
        return np.unique(np.concatenate([np.zeros(0, np.uint32), *signatures]), return_counts=True)

    def term_hash_idfs(self, hashes: Array) -> Array:
        """Return the inverse document frequency of each of the term hashes."""
        counts, inverse = np.unique(self.term_hash_counts(hashes), return_inverse=True)
        idfs: Array = np.array([idf(len(self.docs), count) for count in counts.tolist()])[inverse]
        return idfs

    def signature_lengths(self, docs: Array) -> Array:
        """Return the length of each document's signature as a vector; computed when it is first asked for."""
        if len(missing := docs[np.isnan(self._signature_lengths[docs])]):
            signatures = [self.signature(doc) for doc in missing.tolist()]
            self._signature_lengths[missing] = signature_lengths(signatures, self.term_hash_idfs)
        lengths: Array = self._signature_lengths[docs]
        return lengths

    @cached_property
    def _signature_lengths(self) -> Array:
        return np.full(len(self.live), np.nan)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the live documents as people write them."""
        of_all = merge_vocabularies([segment.vocabulary() for segment in self.segments])
        of_deleted = WordCounter()
        for doc in (~self.live).nonzero()[0].tolist():
            segment, local = self.locate(doc)
            of_deleted.add(field_texts(segment.entry(local), self._taxonomy))
        return subtract_vocabulary(of_all, of_deleted.vocabulary())

    @cached_property
    def aliases(self) -> dict[str, int]:
        """The document of each alias; of several with the same alias, the first by id."""
        having = sorted((doc for doc, extra in self.extras.items() if "aliases" in extra), key=self.ids.__getitem__)
        return {alias: doc for doc in reversed(having) for alias in self.extras[doc]["aliases"]}

    @cached_property
    def featured(self) -> tuple[int, ...]:
        """The documents that are ever featured."""
        return self._with_extra("featured")

    def _with_extra(self, name: str) -> tuple[int, ...]:
        return tuple(doc for doc, extra in self.extras.items() if name in extra)

    def find(self, record_id: str) -> int | None:
        """Return the live document with an id, or None."""
        for segment, base in self.numbered_segments():
            local = segment.ids.find(record_id.encode())
            if local is not None and self.live[base + local]:
                return base + local
        return None

    def resolve(self, name: str) -> int | None:
        """Return the live document with an id or an alias, or None."""
        doc = self.find(name)
        return self.aliases.get(name) if doc is None else doc

    def links(self) -> dict[str, Links]:
        """Return the links of the live documents that have any, by id."""
        numbered = ((base + doc, links) for segment, base in self.numbered_segments() for doc, links in segment.links())
        return {self.ids[doc]: links for doc, links in numbered if self.live[doc]}

    def keywords(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (document, keywords) of the live documents that have keywords."""
        for segment, base in self.numbered_segments():
            for doc, keywords in segment.keywords():
                if self.live[base + doc]:
                    yield base + doc, keywords

    def documents_named(self, terms: tuple[str, ...]) -> Array:
        """Return the live documents with a name, given by its terms, ascending."""
        key = np.uint64(name_key(terms))
        parts = [np.zeros(0, dtype=np.int32)]
        for segment, base in self.numbered_segments():
            keys = segment.columns.name_key
            first, end = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
            parts.append(segment.columns.name_doc[first:end] + np.int32(base))
        docs = np.concatenate(parts)
        return docs[self.live[docs]]

    @cached_property
    def ids(self) -> list[str]:
        """Every document's id, including deleted ones."""
        return [text.decode() for segment in self.segments for text in segment.ids]

    def titles_in(self, language: str | None) -> list[str]:
        """Return every document's title, including deleted ones, in a language if the record has it."""
        return [title for segment in self.segments for title in segment.titles_in(language)]

    @cached_property
    def by_id(self) -> Array:
        """Each document's rank by id."""
        return _ranks(np.array(sorted(range(len(self.live)), key=self.ids.__getitem__), dtype=np.int64))

    @cached_property
    def newest(self) -> Array:
        """Each document's rank by date, newest first, undated ones last, equal ones by id."""
        return _ranks(np.lexsort((self.by_id, -self.dates)))

    @cached_property
    def oldest(self) -> Array:
        """Each document's rank by date, oldest first, undated ones last, equal ones by id."""
        return _ranks(np.lexsort((self.by_id, self.dates, self.dates == 0)))

    @cached_property
    def recently_added(self) -> Array:
        """Each document's rank by the day it was added, the most recent first, equal ones as in `newest`."""
        return _ranks(np.lexsort((self.newest, -self.added)))

    def alphabetical(self, language: str | None) -> Array:
        """Return each document's rank by its title in a language if the record has it, equal ones by id."""
        if language not in self._alphabetical:
            self._alphabetical[language] = self._by_title(language)
        return self._alphabetical[language]

    def _by_title(self, language: str | None) -> Array:
        folded = [fold(title) for title in self.titles_in(language)]
        by_id = self.by_id
        return _ranks(np.array(sorted(range(len(folded)), key=lambda doc: (folded[doc], by_id[doc])), dtype=np.int64))


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _counts_of(hashes: Array, distinct: Array, counts: Array) -> Array:
    """Return the count of each hash, 0 for one that is not among the `distinct` ones, which ascend."""
    if not len(distinct):
        return np.zeros(len(hashes), dtype=np.int64)
    indexes = np.minimum(np.searchsorted(distinct, hashes), len(distinct) - 1)
    return np.where(distinct[indexes] == hashes, counts[indexes], 0)
