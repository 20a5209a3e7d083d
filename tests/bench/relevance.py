"""Relevance, as `python -m tests.relevance` measures it: the starter corpus, and the collections that are there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.catalogs import CORPUS, TAXONOMY, found
from tests.bench.tables import table
from tests.relevance.measure import measure
from tests.relevance.sources import COLLECTIONS, Source, collection, starter


def relevance() -> str:
    """Return a table."""
    head = ("queries", "asked", "nDCG@10", "success@3", "without an answer")
    return table("Relevance", head, [_row(source) for source in _sources()])


def _sources() -> Iterator[Source]:
    with tempfile.TemporaryDirectory() as folder:
        yield starter(CORPUS, Path(folder))
    for path in (path for name in COLLECTIONS for path in found(f"ir/{name}")):
        with tempfile.TemporaryDirectory() as folder:
            yield collection(path, Path(folder), TAXONOMY)


def _row(source: Source) -> tuple[str, ...]:
    scores = measure(source.searcher, source.judged)
    figures = f"{scores.ndcg:.3f}", f"{scores.success:.3f}", f"{len(scores.unanswered)}"
    return source.name, f"{len(scores.each)}", *figures
