"""The difference between the scores of documents by their best passage and by their whole text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import POSITION_BITS
from catalog.search.engines.columnar.storage.postings import Rows, rows_and_positions
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.engines.columnar.storage.snapshot import Snapshot
from catalog.search.query.tree import Phrase, Spellings, Word
from catalog.search.scoring.bm25f import passage_tf, tf_saturation
from catalog.search.text.fields import FIELDS

BODY = len(FIELDS) - 1


def passage_gains(
    snapshot: Snapshot,
    segment: Segment,
    base: int,
    docs: Array,
    leaves: Sequence[tuple[Word | Phrase | Spellings, float]],
) -> Array:
    """Return what each document's score gains, or loses if negative, if its best passage replaces its text.

    `docs` are ascending numbers within the segment, of documents with passages. `base` is the number of the segment's
    first document. `leaves` come with their idf. Passages without any leaf are not considered.
    """
    by_text, without_text = np.zeros(len(docs)), np.zeros(len(docs))
    frequencies = [_frequencies(snapshot, segment, base, docs, leaf) for leaf, _ in leaves]
    passages = _sorted_unique(np.concatenate([of_leaf.passages for of_leaf in frequencies]))
    owners = np.searchsorted(docs, segment.passages.keys[passages] >> POSITION_BITS)
    lengths = segment.passages.lengths[passages]
    by_passage = np.zeros(len(passages))
    for of_leaf, (_, leaf_idf) in zip(frequencies, leaves, strict=True):
        by_text += leaf_idf * tf_saturation(of_leaf.total)
        without_text += leaf_idf * tf_saturation(of_leaf.without_text)
        counts = np.bincount(np.searchsorted(passages, of_leaf.passages), minlength=len(passages)).astype(np.float64)
        in_passage = passage_tf(counts, lengths, snapshot.average_passage)
        by_passage += leaf_idf * tf_saturation(of_leaf.without_text[owners] + in_passage)
    best = without_text
    np.maximum.at(best, owners, by_passage)
    return best - by_text


def _sorted_unique(numbers: Array) -> Array:
    """Return each of the numbers once, ascending, as `np.unique` does; much faster if most of them ascend already."""
    ascending = np.sort(numbers, kind="stable")
    is_first = np.ones(len(ascending), dtype=bool)
    is_first[1:] = ascending[1:] != ascending[:-1]
    unique: Array = ascending[is_first]
    return unique


class _Frequencies(NamedTuple):
    """The normalized frequency of a leaf in each document, with and without its text; and the passage of each match."""

    total: Array
    without_text: Array
    passages: Array


def _frequencies(
    snapshot: Snapshot, segment: Segment, base: int, docs: Array, leaf: Word | Phrase | Spellings
) -> _Frequencies:
    rows, numbers, positions = rows_and_positions(segment, leaf, docs)
    indexes = np.searchsorted(docs, rows.doc)
    frequencies = snapshot.normalized_tf(Rows(rows.doc + np.int32(base), rows.field, rows.size))
    in_body = rows.field == BODY
    is_body_position = in_body[numbers]
    body_docs = rows.doc[numbers[is_body_position]].astype(np.int64)
    keys = body_docs << POSITION_BITS | positions[is_body_position]
    return _Frequencies(
        np.bincount(indexes, frequencies, len(docs)),
        np.bincount(indexes[~in_body], frequencies[~in_body], len(docs)),
        np.searchsorted(segment.passages.keys, keys, side="right") - 1,
    )
