"""Similar entries, found by comparing one with every other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from catalog.search.engines.memory.matcher import AnalyzedEntry
from catalog.search.scoring.bm25f import idf, score_key
from catalog.search.scoring.similarity import MAX_SIMILAR, MIN_SHARED_TERMS, MIN_SIMILARITY, similarity


def more_like_this(docs: Mapping[str, AnalyzedEntry], key: str) -> list[str]:
    """Return the ids of the entries most similar to one, the most similar first, equal ones by id."""
    counts = Counter(term_hash for doc in docs.values() for term_hash in doc.signature)
    squares = {term_hash: idf(len(docs), count) ** 2 for term_hash, count in counts.items()}
    sort_keys = {
        candidate: score_key(_similarity(docs[key], doc, squares))
        for candidate, doc in docs.items()
        if candidate != key
    }
    similar = [candidate for candidate, sort_key in sort_keys.items() if sort_key >= score_key(MIN_SIMILARITY)]
    return sorted(similar, key=lambda candidate: (-sort_keys[candidate], candidate))[:MAX_SIMILAR]


def _similarity(entry: AnalyzedEntry, candidate: AnalyzedEntry, squares: Mapping[int, float]) -> float:
    shared = sorted({*entry.signature} & {*candidate.signature})
    if len(shared) < MIN_SHARED_TERMS:
        return 0.0
    lengths = [math.sqrt(_total(doc.signature, squares)) for doc in (entry, candidate)]
    record = entry.entry.record
    topics = frozenset(record.topics)
    share = len(topics & {*candidate.values["topic"]}) / max(1, len(topics))
    same_format = record.format is not None and record.format in candidate.values["format"]
    return float(similarity(_total(shared, squares) / (lengths[0] * lengths[1]), share, same_format))


def _total(hashes: tuple[int, ...] | list[int], squares: Mapping[int, float]) -> float:
    total = 0.0
    for term_hash in hashes:  # `sum` rounds differently
        total += squares[term_hash]
    return total
