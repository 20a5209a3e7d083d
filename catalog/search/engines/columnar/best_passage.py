"""The best passage of each of a few documents: how much more they score by it than by their whole text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import PLACE_BITS
from catalog.search.engines.columnar.postings import Rows, located
from catalog.search.engines.columnar.segment import Segment
from catalog.search.engines.columnar.snapshot import Snapshot
from catalog.search.query.tree import Phrase, Word
from catalog.search.scoring.bm25f import passage_tf, tf_saturation
from catalog.search.text.fields import FIELDS

BODY = len(FIELDS) - 1


def gains(
    snapshot: Snapshot, segment: Segment, base: int, docs: Array, wanted: Sequence[tuple[Word | Phrase, float]]
) -> Array:
    """Return what each document's score gains (or loses) if its text counts as its best passage does.

    `docs` are ascending numbers within the segment, each with a passage at least; `base` is the segment's first
    document; `wanted` are words and phrases with their idf. Passages without any of them are not looked at.
    """
    whole, without = np.zeros(len(docs)), np.zeros(len(docs))
    found = [_found(snapshot, segment, base, docs, leaf) for leaf, _ in wanted]
    passages = _different(np.concatenate([each.passages for each in found]))
    owners = np.searchsorted(docs, segment.passages.keys[passages] >> PLACE_BITS)
    lengths = segment.passages.lengths[passages]
    totals = np.zeros(len(passages))
    for each, (_, leaf_idf) in zip(found, wanted, strict=True):
        whole += leaf_idf * tf_saturation(each.whole)
        without += leaf_idf * tf_saturation(each.aside)
        counts = np.bincount(np.searchsorted(passages, each.passages), minlength=len(passages)).astype(np.float64)
        here = passage_tf(counts, lengths, snapshot.average_passage)
        totals += leaf_idf * tf_saturation(each.aside[owners] + here)
    best = without
    np.maximum.at(best, owners, totals)
    return best - whole


def _different(numbers: Array) -> Array:
    """Return each of the numbers once, ascending: what `np.unique` does, much faster for runs that ascend already."""
    ascending = np.sort(numbers, kind="stable")
    first = np.ones(len(ascending), dtype=bool)
    first[1:] = ascending[1:] != ascending[:-1]
    found: Array = ascending[first]
    return found


class _Found(NamedTuple):
    """A word or phrase in some documents, weighted: in all of each one, and its text aside; the passages it is in."""

    whole: Array
    aside: Array
    passages: Array


def _found(snapshot: Snapshot, segment: Segment, base: int, docs: Array, leaf: Word | Phrase) -> _Found:
    rows, numbers, places = located(segment, leaf, docs)
    at = np.searchsorted(docs, rows.doc)
    weights = snapshot.normalized_tf(Rows(rows.doc + np.int32(base), rows.field, rows.size))
    in_body = rows.field == BODY
    there = in_body[numbers]
    keys = rows.doc[numbers[there]].astype(np.int64) << PLACE_BITS | places[there]
    return _Found(
        np.bincount(at, weights, len(docs)),
        np.bincount(at[~in_body], weights[~in_body], len(docs)),
        np.searchsorted(segment.passages.keys, keys, side="right") - 1,
    )
