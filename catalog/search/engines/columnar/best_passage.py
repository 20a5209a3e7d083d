"""How much more some documents score by their best passage than by their whole text."""

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
    snapshot: Snapshot, segment: Segment, base: int, docs: Array, leaves: Sequence[tuple[Word | Phrase, float]]
) -> Array:
    """Return what each document's score gains (or loses) if its best passage replaces its text.

    `docs` are ascending numbers within the segment, each with a passage at least; `base` is the number of the
    segment's first document; `leaves` come with their idf. Passages without any leaf are not looked at.
    """
    by_text, without_text = np.zeros(len(docs)), np.zeros(len(docs))
    frequencies = [_frequencies(snapshot, segment, base, docs, leaf) for leaf, _ in leaves]
    passages = _different(np.concatenate([each.passages for each in frequencies]))
    owners = np.searchsorted(docs, segment.passages.keys[passages] >> PLACE_BITS)
    lengths = segment.passages.lengths[passages]
    by_passage = np.zeros(len(passages))
    for each, (_, leaf_idf) in zip(frequencies, leaves, strict=True):
        by_text += leaf_idf * tf_saturation(each.total)
        without_text += leaf_idf * tf_saturation(each.without_text)
        counts = np.bincount(np.searchsorted(passages, each.passages), minlength=len(passages)).astype(np.float64)
        in_passage = passage_tf(counts, lengths, snapshot.average_passage)
        by_passage += leaf_idf * tf_saturation(each.without_text[owners] + in_passage)
    best = without_text
    np.maximum.at(best, owners, by_passage)
    return best - by_text


def _different(numbers: Array) -> Array:
    """Return each of the numbers once, ascending: what `np.unique` does, much faster for runs that ascend already."""
    ascending = np.sort(numbers, kind="stable")
    first = np.ones(len(ascending), dtype=bool)
    first[1:] = ascending[1:] != ascending[:-1]
    different: Array = ascending[first]
    return different


class _Frequencies(NamedTuple):
    """The normalized frequency of a leaf in each document, and that outside of its text; the passages with it."""

    total: Array
    without_text: Array
    passages: Array


def _frequencies(snapshot: Snapshot, segment: Segment, base: int, docs: Array, leaf: Word | Phrase) -> _Frequencies:
    rows, numbers, places = located(segment, leaf, docs)
    positions = np.searchsorted(docs, rows.doc)
    frequencies = snapshot.normalized_tf(Rows(rows.doc + np.int32(base), rows.field, rows.size))
    in_body = rows.field == BODY
    of_body = in_body[numbers]
    keys = rows.doc[numbers[of_body]].astype(np.int64) << PLACE_BITS | places[of_body]
    return _Frequencies(
        np.bincount(positions, frequencies, len(docs)),
        np.bincount(positions[~in_body], frequencies[~in_body], len(docs)),
        np.searchsorted(segment.passages.keys, keys, side="right") - 1,
    )
