"""Relevance on the starter corpus and test collections, measured as by `python -m tests.relevance`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.catalogs import CORPUS, TAXONOMY, data_files
from tests.bench.tables import format_table
from tests.relevance.judged_indexes import COLLECTIONS, JudgedIndex, index_collection, index_starter_corpus
from tests.relevance.measure import measure


def relevance_table() -> str:
    """Return a table with a row for each collection."""
    head = ("collection", "queries", "nDCG@10", "success@3", "unanswered")
    return format_table("Relevance", head, [_row(judged_index) for judged_index in _judged_indexes()])


def _judged_indexes() -> Iterator[JudgedIndex]:
    with tempfile.TemporaryDirectory() as folder:
        yield index_starter_corpus(CORPUS, Path(folder))
    for path in (path for name in COLLECTIONS for path in data_files(f"ir/{name}")):
        with tempfile.TemporaryDirectory() as folder:
            yield index_collection(path, Path(folder), TAXONOMY)


def _row(judged_index: JudgedIndex) -> tuple[str, ...]:
    scores = measure(judged_index.searcher, judged_index.queries)
    figures = f"{scores.ndcg:.3f}", f"{scores.success:.3f}", f"{len(scores.unanswered)}"
    return judged_index.name, f"{len(scores.by_query)}", *figures
