"""Relevance on the starter corpus and test collections, measured as by `python -m tests.relevance`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.catalogs import CORPUS, TAXONOMY, data_files
from tests.bench.tables import format_table
from tests.relevance.measure import measure
from tests.relevance.sources import COLLECTIONS, Source, collection, starter


def relevance_table() -> str:
    """Return a table with a row for each collection."""
    head = ("collection", "queries", "nDCG@10", "success@3", "unanswered")
    return format_table("Relevance", head, [_row(source) for source in _sources()])


def _sources() -> Iterator[Source]:
    with tempfile.TemporaryDirectory() as folder:
        yield starter(CORPUS, Path(folder))
    for path in (path for name in COLLECTIONS for path in data_files(f"ir/{name}")):
        with tempfile.TemporaryDirectory() as folder:
            yield collection(path, Path(folder), TAXONOMY)


def _row(source: Source) -> tuple[str, ...]:
    scores = measure(source.searcher, source.judged)
    figures = f"{scores.ndcg:.3f}", f"{scores.success:.3f}", f"{len(scores.unanswered)}"
    return source.name, f"{len(scores.each)}", *figures
