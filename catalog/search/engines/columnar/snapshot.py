"""The living documents of all segments together: one numbering, one table of classes, one set of averages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import name_key
from catalog.search.engines.columnar.facet_counts import Classes
from catalog.search.engines.columnar.postings import Rows
from catalog.search.engines.columnar.segment import Segment
from catalog.search.related.links import Links
from catalog.search.scoring.bm25f import FEATURED_BOOST, average_length, prior
from catalog.search.suggest.vocabulary import Vocabulary, WordCounter, merged, without
from catalog.search.text.fields import FIELDS, field_texts
from catalog.taxonomy import Taxonomy
from catalog.text import fold

WEIGHTS = np.array([field.weight for field in FIELDS.values()])
BS = np.array([field.b for field in FIELDS.values()])


class Snapshot:
    """What every question to one generation shares. Never changed; safe to share between threads.

    Documents are numbered through all segments, deleted ones included; `bases` has each segment's first number.
    `live` tells which are not deleted, `deleted` whether any is, `docs` those that are not;
    `passages` has how many each document's text has; `dates`, `sizes` and `lengths` are the columns of the same names,
    `extras` what some living documents have extra, `classes` the facet values, `averages` mean field lengths,
    `average_passage` that of passages.
    """

    def __init__(self, segments: Sequence[Segment], deleted: Mapping[str, Sequence[int]], taxonomy: Taxonomy) -> None:
        """Put the segments together."""
        self._taxonomy = taxonomy
        self.segments = tuple(segments)
        self.bases = np.cumsum([0, *(segment.columns.count for segment in segments)])
        self._starts = self.bases[:-1].tolist()
        self.live = np.ones(int(self.bases[-1]), dtype=bool)
        for segment, base in self.based():
            self.live[base + np.array(deleted[segment.name], dtype=np.int64)] = False
        self.docs = self.live.nonzero()[0].astype(np.int32)
        self.deleted = len(self.docs) < len(self.live)
        self.dates = self._joined("date", (0,))
        self.sizes = self._joined("size", (0, 2))
        self.lengths = self._joined("lengths", (len(FIELDS), 0))
        totals = self.lengths[:, self.docs].sum(axis=1, dtype=np.int64)
        self.averages = np.array([average_length(int(total), len(self.docs)) for total in totals])
        self.passages = self._passages()
        self.average_passage = average_length(int(totals[-1]), int(self.passages[self.docs].sum()))
        self.extras = self._extras()
        self.classes = Classes(self.segments, self.live, taxonomy)

    def based(self) -> list[tuple[Segment, int]]:
        """Return each segment with the number of its first document."""
        return [(segment, int(base)) for segment, base in zip(self.segments, self.bases, strict=False)]

    def _joined(self, column: str, shape: tuple[int, ...]) -> Array:
        parts = [np.zeros(shape, dtype=np.int32), *(getattr(segment.columns, column) for segment in self.segments)]
        return np.concatenate(parts, axis=shape.index(0))

    def _passages(self) -> Array:
        counts = [np.diff(segment.columns.head.astype(np.int64)) - 1 for segment in self.segments]
        return np.concatenate([np.zeros(0, dtype=np.int64), *counts])

    def _extras(self) -> dict[int, dict[str, Any]]:
        found = ((base + doc, extra) for segment, base in self.based() for doc, extra in segment.extras())
        return {doc: extra for doc, extra in found if self.live[doc]}

    def place(self, doc: int) -> tuple[Segment, int]:
        """Return the segment of a document, and its number there."""
        number = bisect_right(self._starts, doc) - 1
        return self.segments[number], doc - self._starts[number]

    @cached_property
    def priors(self) -> Array:
        """What to multiply each document's score by."""
        years = self.dates // 10_000
        newest = int(years[self.docs].max(initial=0))
        ages, number = np.unique(np.maximum(newest - years, 0), return_inverse=True)
        found = np.array([prior(age, featured=False) for age in ages.tolist()])[number]
        found[years == 0] = prior(None, featured=False)
        featured = np.array(self.featured, dtype=np.int64)
        found[featured] *= FEATURED_BOOST
        return found

    def normalized_tf(self, rows: Rows) -> Array:
        """Return the frequency of each row, by the weight and normalized by the length of its field."""
        found: Array = self._field_weights.take(rows.field * np.int64(len(self.live)) + rows.doc) * rows.size
        return found

    @cached_property
    def _field_weights(self) -> Array:
        """The weight of a word in each field of each document, normalized by length, one field after the other."""
        weights: Array = WEIGHTS[:, None] / (1.0 - BS[:, None] + BS[:, None] * self.lengths / self.averages[:, None])
        return np.ravel(weights)

    def signature(self, doc: int) -> Array:
        """Return the signs of a document, ascending."""
        segment, local = self.place(doc)
        columns = segment.columns
        return columns.sign[columns.sign_at[local] : columns.sign_at[local + 1]]

    def having_sign(self, keys: Array) -> Array:
        """Return how many living documents have each of the signs."""
        counts = np.zeros(len(keys), dtype=np.int64)
        for segment, _ in self.based():
            columns = segment.columns
            places = np.minimum(np.searchsorted(columns.sign_key, keys), max(0, len(columns.sign_key) - 1))
            if len(columns.sign_key):
                counts += np.where(columns.sign_key[places] == keys, columns.sign_count[places], 0)
        for doc in (~self.live).nonzero()[0].tolist():
            counts -= np.isin(keys, self.signature(doc), assume_unique=True)
        return counts

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the living documents as people write them."""
        whole = merged([segment.vocabulary() for segment in self.segments])
        gone = WordCounter()
        for doc in (~self.live).nonzero()[0].tolist():
            segment, local = self.place(doc)
            gone.add(field_texts(segment.entry(local), self._taxonomy))
        return without(whole, gone.vocabulary())

    @cached_property
    def aliases(self) -> dict[str, int]:
        """The document of each alias: the first by id that has it."""
        having = sorted((doc for doc, extra in self.extras.items() if "aliases" in extra), key=self.ids.__getitem__)
        return {alias: doc for doc in reversed(having) for alias in self.extras[doc]["aliases"]}

    @cached_property
    def featured(self) -> tuple[int, ...]:
        """The documents that stand among the items of interest at some time."""
        return tuple(doc for doc, extra in self.extras.items() if "featured" in extra)

    def find(self, record_id: str) -> int | None:
        """Return the living document of an id, or None."""
        for segment, base in self.based():
            local = segment.ids.find(record_id.encode())
            if local is not None and self.live[base + local]:
                return base + local
        return None

    def find_any(self, name: str) -> int | None:
        """Return the living document of an id or an alias, or None."""
        doc = self.find(name)
        return self.aliases.get(name) if doc is None else doc

    def links(self) -> dict[str, Links]:
        """Return the links of the living documents that have any, by id."""
        numbered = ((base + doc, links) for segment, base in self.based() for doc, links in segment.links())
        return {self.ids[doc]: links for doc, links in numbered if self.live[doc]}

    def named(self, terms: tuple[str, ...]) -> Array:
        """Return the living documents that are called so, ascending."""
        key = np.uint64(name_key(terms))
        found = [np.zeros(0, dtype=np.int32)]
        for segment, base in self.based():
            keys = segment.columns.name_key
            first, end = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
            found.append(segment.columns.name_doc[first:end] + np.int32(base))
        docs = np.concatenate(found)
        return docs[self.live[docs]]

    @cached_property
    def ids(self) -> list[str]:
        """Every document's id, deleted ones too."""
        return [text.decode() for segment in self.segments for text in segment.ids]

    @cached_property
    def titles(self) -> list[str]:
        """Every document's title, deleted ones too."""
        return [text.decode() for segment in self.segments for text in segment.titles]

    @cached_property
    def by_id(self) -> Array:
        """The place of each document in the order of ids."""
        return _ranks(np.array(sorted(range(len(self.live)), key=self.ids.__getitem__), dtype=np.int64))

    @cached_property
    def newest(self) -> Array:
        """The place of each document with the newest first, those without a date last, equal ones by id."""
        return _ranks(np.lexsort((self.by_id, -self.dates)))

    @cached_property
    def oldest(self) -> Array:
        """The place of each document with the oldest first, those without a date last, equal ones by id."""
        return _ranks(np.lexsort((self.by_id, self.dates, self.dates == 0)))

    @cached_property
    def alphabetical(self) -> Array:
        """The place of each document in the order of titles, equal ones by id."""
        folded = [fold(title) for title in self.titles]
        by_id = self.by_id
        return _ranks(np.array(sorted(range(len(folded)), key=lambda doc: (folded[doc], by_id[doc])), dtype=np.int64))


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks
