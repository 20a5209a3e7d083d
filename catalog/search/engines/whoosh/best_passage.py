"""The best passage of each of a few documents: how much more they score by it than by their whole text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.search.engines.whoosh.arrays import Array
from catalog.search.engines.whoosh.columns import spread
from catalog.search.engines.whoosh.rows import PLACE_BITS, Rows, located
from catalog.search.engines.whoosh.segment import Segment
from catalog.search.engines.whoosh.snapshot import Snapshot
from catalog.search.fields import FIELDS
from catalog.search.query import Phrase, Word
from catalog.search.ranking import in_passage, saturated

BODY = len(FIELDS) - 1


def gains(
    snapshot: Snapshot, segment: Segment, base: int, docs: Array, wanted: Sequence[tuple[Word | Phrase, float]]
) -> Array:
    """Return what each document's score gains (or loses) if its text counts as its best passage does.

    `docs` are ascending numbers within the segment, each with a passage at least; `base` is the segment's first
    document; `wanted` are words and phrases with their rarities. Costs what they occur there.
    """
    passages = _Passages(segment, docs)
    whole, totals = np.zeros(len(docs)), np.zeros(len(passages.owner))
    for leaf, rarity in wanted:
        rows, numbers, places = located(segment, leaf, docs)
        at = np.searchsorted(docs, rows.doc)
        weights = snapshot.weighted(Rows(rows.doc + np.int32(base), rows.field, rows.size))
        in_body = rows.field == BODY
        whole += rarity * saturated(np.bincount(at, weights, len(docs)))
        aside = np.bincount(at[~in_body], weights[~in_body], len(docs))
        there = in_body[numbers]
        counts = passages.counts(at[numbers[there]], places[there])
        here = in_passage(counts, passages.lengths, snapshot.average_passage)
        totals += rarity * saturated(aside[passages.owner] + here)
    gained: Array = np.maximum.reduceat(totals, passages.first) - whole
    return gained


class _Passages:
    """The passages of documents, numbered through: whose each is, how many terms it has, and each document's first."""

    def __init__(self, segment: Segment, docs: Array) -> None:
        head = segment.columns.head.astype(np.int64)
        sizes = head[docs + 1] - head[docs] - 1
        starts = segment.columns.start[spread(head[docs] + 1, sizes)].astype(np.int64)
        self.owner = np.repeat(np.arange(len(docs)), sizes)
        self.first = np.cumsum(sizes) - sizes
        self._keys = self.owner << PLACE_BITS | starts
        ends = np.append(starts[1:], 0)
        terms = segment.columns.lengths[BODY][docs].astype(np.int64)
        ends[self.first + sizes - 1] = terms + sizes  # one position stays free after each passage
        self.lengths = (ends - starts - 1).astype(np.float64)

    def counts(self, owners: Array, places: Array) -> Array:
        """Return how many of the places, each in the text of one of the documents, stand in each passage."""
        numbers = np.searchsorted(self._keys, owners << PLACE_BITS | places, side="right") - 1
        return np.bincount(numbers, minlength=len(self._keys)).astype(np.float64)
