"""The matches of a query tree with their scores: BM25F over whole postings at once."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from cachetools import LRUCache

from catalog.search.engines.columnar.matching.matches import Matches
from catalog.search.engines.columnar.matching.rerank import rerank
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.postings import (
    NO_ROWS,
    Rows,
    document_counts,
    field_mask,
    leaf_rows,
    prefix_rows,
    prefix_terms,
)
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.engines.columnar.storage.snapshot import Snapshot
from catalog.search.query.tree import (
    MAX_EXPANSION,
    AllOf,
    AnyOf,
    AtLeast,
    DisjunctionMax,
    HasValue,
    Leaf,
    Node,
    Not,
    Phrase,
    Plain,
    Prefix,
    Spellings,
    Synonyms,
    TopNode,
    Word,
    Years,
)
from catalog.search.scoring.bm25f import SYNONYM_WEIGHT, idf, tf_saturation
from catalog.weakly_bound import weakly_bound

CACHE_BYTES = 64 << 20
"""The size of the cache of matches of one generation."""
CACHED_PREFIXES = 200


class Matcher:
    """Finds matches in one generation and caches the latest. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the documents to search."""
        self._snapshot = snapshot
        self._cache: LRUCache[Node, Matches] = LRUCache(CACHE_BYTES, getsizeof=lambda matches: matches.__sizeof__())
        self._last: tuple[Node | None, Matches] = (None, Matches(np.zeros(0, np.int32), np.zeros(0)))
        self._lock = threading.Lock()
        self._expanded = lru_cache(maxsize=CACHED_PREFIXES)(weakly_bound(self._expand))

    def match(self, node: Node) -> Matches:
        """Return the matches of a node."""
        last_node, last_matches = self._last
        if node is last_node:  # a search counts a node and then executes it; hashing the tree twice is slow
            return last_matches
        with self._lock:
            matches = self._cache.get(node)
        if matches is None:
            matches = self._compute(node)
            with self._lock:
                self._cache[node] = matches
        if isinstance(node, TopNode):
            self._last = node, matches
        return matches

    def _match_below(self, node: Node) -> Matches:
        """Return the matches of a node below the top of a tree; only those that other searches may share are cached."""
        return self._compute(node) if isinstance(node, TopNode) else self.match(node)

    def _compute(self, node: Node) -> Matches:
        match node:
            case Word() | Phrase() | Prefix() | Spellings():
                return self._score_rows(self._rows(node))
            case Synonyms(typed, meanings):
                return self._match_synonyms(typed, meanings)
            case AtLeast(share, parts):
                return self._combine_share(share, parts)
            case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) if parts:
                return self._combine(node, [self.match(part) for part in parts])
            case _ if isinstance(node, TopNode):
                return rerank(self._snapshot, self._match_below, node)
            case _:
                docs = (self._mask(node) & self._snapshot.live).nonzero()[0].astype(np.int32)
                return Matches(docs, np.zeros(len(docs)))

    def _mask(self, node: Node) -> Array:
        """Return a mask of the documents that a node without a score matches."""
        match node:
            case Years(low, high):
                years = self._snapshot.dates // 10_000
                return (years > 0) & (years >= (low or 0)) & (years <= (high or 9999))
            case HasValue(facet, value):
                classes = self._snapshot.classes
                return classes.having(facet, [value])[classes.of_doc]
            case Not(part):
                mask = np.ones(len(self._snapshot.live), dtype=bool)
                mask[self.match(part).docs] = False
                return mask
            case _:
                return self._snapshot.live

    def _match_synonyms(self, typed: Plain, meanings: Sequence[Leaf]) -> Matches:
        matches = self.match(typed)
        max_idf = idf(len(self._snapshot.docs), len(matches.docs))
        synonym_matches = [self._score_rows(self._rows(meaning), max_idf) for meaning in meanings]
        weighted = (Matches(docs, SYNONYM_WEIGHT * scores) for docs, scores in synonym_matches)
        return self._combine(DisjunctionMax(()), [matches, *weighted])

    def _combine_share(self, share: float, parts: Sequence[Plain]) -> Matches:
        """Return the documents whose parts have a share of the idf of all parts."""
        matches = [self.match(part) for part in parts]
        any_part = self._combine(AnyOf(()), matches)
        total, idf_sums = 0.0, np.zeros(len(self._snapshot.live))
        for part in dict(zip(parts, matches, strict=True)).values():
            part_idf = idf(len(self._snapshot.docs), len(part.docs))
            total += part_idf
            idf_sums[part.docs] += part_idf
        return any_part.where(idf_sums[any_part.docs] >= share * total)

    def _combine(self, node: AllOf | AnyOf | DisjunctionMax, parts: Sequence[Matches]) -> Matches:
        """Return the documents that any or all of the parts match; their scores are added up from left to right."""
        needed = len(parts) if isinstance(node, AllOf) else 1
        scores = np.zeros(len(self._snapshot.live))
        counts = np.zeros(len(self._snapshot.live), dtype=np.uint16)
        for part in parts:
            counts[part.docs] += 1
            if isinstance(node, DisjunctionMax):
                scores[part.docs] = np.maximum(scores[part.docs], part.scores)
            else:
                scores[part.docs] += part.scores
        docs = (counts >= needed).nonzero()[0].astype(np.int32)
        return Matches(docs, scores[docs])

    def _score_rows(self, rows: Rows, max_idf: float = math.inf) -> Matches:
        """Return the documents that have rows, with the score of `bm25f.bm25f` for an idf of at most `max_idf`."""
        if not len(rows.doc):
            return Matches(rows.doc, np.zeros(0))
        is_first = np.ones(len(rows.doc), dtype=bool)
        is_first[1:] = rows.doc[1:] != rows.doc[:-1]
        docs = rows.doc[is_first]
        frequency = np.bincount(
            np.cumsum(is_first) - 1, self._snapshot.normalized_tf(rows)
        )  # adds up from left to right
        return Matches(docs, min(max_idf, idf(len(self._snapshot.docs), len(docs))) * tf_saturation(frequency))

    def term_numbers(self, leaf: Prefix, segment: Segment) -> tuple[int, ...]:
        """Return the numbers of the terms of a prefix in a segment."""
        return self._expanded(leaf)[self._snapshot.segments.index(segment)]

    def _rows(self, leaf: Leaf) -> Rows:
        """Return the rows of a leaf in the live documents of all segments."""
        parts = []
        for segment, base in self._snapshot.numbered_segments():
            rows = self._segment_rows(segment, leaf)
            if base:
                rows = Rows(rows.doc + np.int32(base), rows.field, rows.size)
            if leaf.field is not None:
                rows = rows.where(field_mask(rows.field, leaf.field))
            parts.append(rows.where(self._snapshot.live[rows.doc]) if self._snapshot.has_deleted else rows)
        return (
            parts[0] if len(parts) == 1 else Rows(*map(np.concatenate, zip(*parts, strict=True))) if parts else NO_ROWS
        )

    def _segment_rows(self, segment: Segment, leaf: Leaf) -> Rows:
        match leaf:
            case Word() | Phrase() | Spellings():
                return leaf_rows(segment, leaf)
            case Prefix():
                return prefix_rows(segment, self.term_numbers(leaf, segment))

    def _expand(self, leaf: Prefix) -> tuple[tuple[int, ...], ...]:
        """Return the numbers of the MAX_EXPANSION most frequent terms that match a prefix, segment by segment.

        Equally frequent terms are in alphabetical order.
        """
        by_segment = [
            self._terms_and_counts(segment, base, leaf) for segment, base in self._snapshot.numbered_segments()
        ]
        if len(by_segment) == 1:
            ((numbers, counts),) = by_segment
            return (tuple(numbers[np.lexsort((numbers, -counts))[:MAX_EXPANSION]].tolist()),)
        totals: Counter[bytes] = Counter()
        for segment, (numbers, counts) in zip(self._snapshot.segments, by_segment, strict=True):
            totals.update(dict(zip(map(segment.terms.__getitem__, numbers.tolist()), counts.tolist(), strict=True)))
        most_frequent = sorted(totals, key=lambda term: (-totals[term], term))[:MAX_EXPANSION]
        return tuple(
            tuple(number for number in map(segment.terms.find, most_frequent) if number is not None)
            for segment in self._snapshot.segments
        )

    def _terms_and_counts(self, segment: Segment, base: int, leaf: Prefix) -> tuple[Array, Array]:
        """Return the numbers of a segment's terms that match a prefix, and how many live documents have each."""
        live = self._snapshot.live[base : base + segment.columns.count]
        ranges = [terms for terms in prefix_terms(segment, leaf) if terms]
        range_counts = [document_counts(segment, terms, live, leaf.field) for terms in ranges]
        numbers = np.concatenate([np.zeros(0, np.int64), *ranges])
        counts = np.concatenate([np.zeros(0, np.int64), *range_counts])
        return numbers[counts > 0], counts[counts > 0]
