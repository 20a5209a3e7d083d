"""bm25s: the ten best entries with any of the words, in memory. No totals, facets, filters, phrases or prefixes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import bm25s

from tests.bench.peers.protocol import HITS, PeerEntry, PeerSearch, UnsupportedQueryError
from tests.bench.queries import BenchQuery


def build(entries: Iterable[PeerEntry], folder: Path) -> PeerSearch:  # noqa: ARG001  # it keeps everything in memory
    """Build the index; return its search."""
    texts = [" ".join(entry.texts.values()) for entry in entries]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def search(query: BenchQuery) -> None:
        if query.filters or query.kind not in {"one word", "any of two words"}:
            raise UnsupportedQueryError
        tokens = bm25s.tokenize([" ".join(query.words)], stopwords="en", show_progress=False)
        numbers, _ = retriever.retrieve(tokens, k=HITS, show_progress=False)
        for number in numbers[0].tolist():
            texts[number]

    return search
