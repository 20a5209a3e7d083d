"""Which matches have everything in one place: outside of the body, or in one passage and outside of the body."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.matching.best_passage import BODY
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import POSITION_BITS, concatenated_ranges
from catalog.search.engines.columnar.storage.postings import rows_and_positions
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.query.tree import AllOf, AnyOf, AtLeast, DisjunctionMax, Phrase, Plain, Spellings, Synonyms, Word


class _Places(NamedTuple):
    """Where a node matches: for each document, whether outside of its body; for each passage, whether in it."""

    outside: Array
    inside: Array


class SegmentPlaces:
    """Compares the places of several words in documents of one segment, given by ascending numbers."""

    def __init__(self, segment: Segment, docs: Array) -> None:
        """Take the documents, and number their passages."""
        self._segment = segment
        self._docs = docs
        keys = segment.passages.keys
        starts = np.searchsorted(keys, docs.astype(np.int64) << POSITION_BITS)
        counts = np.searchsorted(keys, (docs.astype(np.int64) + 1) << POSITION_BITS) - starts
        self._passages = concatenated_ranges(starts, counts)
        self._owners = np.repeat(np.arange(len(docs)), counts)

    def together(self, node: Plain) -> Array:
        """Return for each document whether one place of it matches the node."""
        places = self._places(node)
        is_match = places.outside.copy()
        is_match[self._owners[places.inside]] = True
        return is_match

    def _places(self, node: Plain) -> _Places:
        match node:
            case Word() | Phrase() | Spellings():
                return self._leaf_places(node)
            case AllOf(parts):
                return self._combined(np.logical_and, parts)
            case AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
                return self._combined(np.logical_or, parts)
            case Synonyms(typed, meanings):
                return self._combined(np.logical_or, (typed, *meanings))
            case _:  # filters, exclusions and prefixes match a document as a whole
                return self._everywhere()

    def _everywhere(self) -> _Places:
        return _Places(np.ones(len(self._docs), dtype=bool), np.ones(len(self._passages), dtype=bool))

    def _combined(self, operation: np.ufunc, parts: tuple[Plain, ...]) -> _Places:
        places = [self._places(part) for part in parts]
        if not places:
            return self._everywhere()
        inside = reduce(operation, (part.inside | part.outside[self._owners] for part in places))
        return _Places(reduce(operation, (part.outside for part in places)), inside)

    def _leaf_places(self, leaf: Word | Phrase | Spellings) -> _Places:
        outside, inside = np.zeros(len(self._docs), dtype=bool), np.zeros(len(self._passages), dtype=bool)
        rows, numbers, positions = rows_and_positions(self._segment, leaf, self._docs)
        in_body = rows.field == BODY
        outside[np.searchsorted(self._docs, rows.doc[~in_body])] = True
        is_body_position = in_body[numbers]
        keys = rows.doc[numbers[is_body_position]].astype(np.int64) << POSITION_BITS | positions[is_body_position]
        passages = np.searchsorted(self._segment.passages.keys, keys, side="right") - 1
        inside[np.searchsorted(self._passages, passages)] = True
        return _Places(outside, inside)
