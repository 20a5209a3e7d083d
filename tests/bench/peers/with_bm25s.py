"""bm25s: the ten best of those with any of the words, in memory. No totals, facets, filters, phrases or prefixes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import bm25s

from tests.bench.peers.plain import SHOWN, Ask, Plain, Unable
from tests.bench.queries import Asked


def build(records: Iterable[Plain], folder: Path) -> Ask:  # noqa: ARG001  # it keeps everything in memory
    """Build the index; return how to ask it."""
    texts = [" ".join(each.texts.values()) for each in records]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def ask(asked: Asked) -> None:
        if asked.filters or asked.kind not in {"one word", "any of two words"}:
            raise Unable
        tokens = bm25s.tokenize([" ".join(asked.words)], stopwords="en", show_progress=False)
        numbers, _ = retriever.retrieve(tokens, k=SHOWN, show_progress=False)
        for number in numbers[0].tolist():
            texts[number]

    return ask
