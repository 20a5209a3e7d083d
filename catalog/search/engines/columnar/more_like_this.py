"""Similar documents: an inverted index of the signatures of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from catalog.search.engines.columnar.matching.matches import lowest_keys, score_keys
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import concatenated_ranges
from catalog.search.engines.columnar.storage.snapshot import Snapshot
from catalog.search.scoring.bm25f import idf
from catalog.search.scoring.similarity import MAX_SIMILAR, MIN_SHARED_TERMS, MIN_SIMILARITY, similarity

DOC_BITS = np.uint64(32)
"""A term hash and a document are packed into one number: hash << DOC_BITS | document."""


class SimilarDocuments:
    """The live documents that have each term hash in their signature. Built at the first request, never changed."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Invert the signatures: the documents of hash number h are `_docs[_starts[h]:_starts[h + 1]]`, ascending."""
        self._snapshot = snapshot
        packed = _packed(snapshot)
        self._docs = (packed & np.uint64(2**32 - 1)).astype(np.int64)
        self._hashes, starts = np.unique((packed >> DOC_BITS).astype(np.uint32), return_index=True)
        self._starts = np.append(starts, len(packed))
        counts = np.diff(self._starts)
        distinct, inverse = np.unique(counts, return_inverse=True)
        self._squares = np.array([idf(len(snapshot.docs), count) ** 2 for count in distinct.tolist()])[inverse]
        totals = np.bincount(self._docs, np.repeat(self._squares, counts), len(snapshot.live))
        self._lengths = np.sqrt(totals)

    def like(self, doc: int, topics: Iterable[str], format_value: str | None) -> Array:
        """Return the documents most similar to one, the most similar first, given its topics and its format."""
        numbers = np.searchsorted(self._hashes, self._snapshot.signature(doc))
        sizes = self._starts[numbers + 1] - self._starts[numbers]
        docs = self._docs[concatenated_ranges(self._starts[numbers], sizes)]
        shared = np.bincount(docs, minlength=len(self._lengths))
        shared[doc] = 0
        similar = (shared >= MIN_SHARED_TERMS).nonzero()[0]
        products = np.bincount(docs, np.repeat(self._squares[numbers], sizes), len(self._lengths))[similar]
        cosines = products / (self._lengths[doc] * self._lengths[similar])
        keys = score_keys(similarity(cosines, *self._in_common(similar, frozenset(topics), format_value)))
        is_similar = keys >= score_keys(np.array(MIN_SIMILARITY))
        similar, keys = similar[is_similar], keys[is_similar]
        return similar[lowest_keys(-keys, self._snapshot.by_id[similar], MAX_SIMILAR)]

    def _in_common(self, docs: Array, topics: frozenset[str], format_value: str | None) -> tuple[Array, Array]:
        """Return the share of the topics that each document has, and whether its format is the same."""
        classes = self._snapshot.classes
        having = np.zeros(classes.count, dtype=np.int64)
        for topic in topics:
            having += classes.having("topic", [topic])
        same_format = classes.having("format", [format_value] if format_value else [])
        of_doc = classes.of_doc[docs]
        return having[of_doc] / max(1, len(topics)), same_format[of_doc]


def _packed(snapshot: Snapshot) -> Array:
    """Return each term hash packed with each live document that has it in its signature, ascending."""
    parts = [np.zeros(0, dtype=np.uint64)]
    for segment, base in snapshot.numbered_segments():
        columns = segment.columns
        sizes = columns.signature_at[1:].astype(np.int64) - columns.signature_at[:-1].astype(np.int64)
        docs = np.repeat(np.arange(base, base + columns.count), sizes)
        packed = (columns.signature.astype(np.uint64) << DOC_BITS) | docs.astype(np.uint64)
        parts.append(packed[snapshot.live[docs]])
    return np.sort(np.concatenate(parts))
