"""`python -m tests.relevance [NAME ...]` measures how relevant the hits of the product's own search are.

A name is `starter`, a test collection in `$CATALOG_BENCH_DATA`/ir, or `scifact-in-reports`, which hides documents in
long reports. Without names everything is measured; collections that are not installed are skipped. `--worst` also
lists the ten starter queries with the lowest nDCG.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from catalog.store.taxonomy import load_taxonomy
from tests.relevance.judged_indexes import (
    COLLECTIONS,
    REPORTS_SUFFIX,
    JudgedIndex,
    index_collection,
    index_collection_in_reports,
    index_starter_corpus,
)
from tests.relevance.judgments import QUERY_KINDS
from tests.relevance.measure import RelevanceScores, measure

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WORST = "--worst"


def main() -> None:
    """Measure the named indexes, and print a table."""
    names = [argument for argument in sys.argv[1:] if argument != WORST]
    print("| collection | queries | nDCG@10 | success@3 | unanswered |\n|---|---|---|---|---|")
    for name in names or ("starter", *COLLECTIONS, f"scifact{REPORTS_SUFFIX}"):
        with tempfile.TemporaryDirectory() as folder:
            for judged_index in open_judged_indexes(name, Path(folder)):
                print("\n".join(_lines(judged_index)), flush=True)


def open_judged_indexes(name: str, folder: Path) -> Iterator[JudgedIndex]:
    """Yield the named index, built in a folder; nothing if its collection is not installed."""
    path = Path(os.environ.get("CATALOG_BENCH_DATA", "")) / "ir" / name.removesuffix(REPORTS_SUFFIX)
    if name == "starter":
        yield index_starter_corpus(CORPUS, folder).judged_index
    elif path.is_dir():
        index = index_collection_in_reports if name.endswith(REPORTS_SUFFIX) else index_collection
        yield index(path, folder, load_taxonomy(CORPUS / "taxonomy.yaml"))


def _lines(judged_index: JudgedIndex) -> Iterator[str]:
    scores = measure(judged_index.searcher, judged_index.queries)
    yield _row(judged_index.name, scores)
    if judged_index.name == "starter":
        yield from (_row(f"starter, {kind}", scores.of_kind(kind)) for kind in QUERY_KINDS)
        if WORST in sys.argv:
            worst = sorted(scores.by_query, key=lambda score: score.ndcg)[:10]
            yield from (f"{score.ndcg:.3f} {score.judged.query}" for score in worst)


def _row(name: str, scores: RelevanceScores) -> str:
    unanswered = len(scores.unanswered)
    return f"| {name} | {len(scores.by_query)} | {scores.ndcg:.3f} | {scores.success:.3f} | {unanswered} |"


if __name__ == "__main__":
    main()
