"""`python -m tests.relevance`: how good the answers are, by the product's own index and search as they come.

Takes the names of what to measure, everything without any. The collections of information retrieval are those below
`$CATALOG_BENCH_DATA`/ir, as far as they are there; `scifact-in-reports` hides documents in long reports.
`--worst` lists the ten worst answers to the starter queries.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from catalog.store.taxonomy import load_taxonomy
from tests.relevance.judgments import KINDS
from tests.relevance.measure import Scores, measure
from tests.relevance.sources import COLLECTIONS, REPORTS, Source, collection, in_reports, starter

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WORST = "--worst"


def main() -> None:
    """Measure what was asked for, and print a table."""
    names = [each for each in sys.argv[1:] if each != WORST]
    print("| queries | asked | nDCG@10 | success@3 | without an answer |\n|---|---|---|---|---|")
    for name in names or ("starter", *COLLECTIONS, f"scifact{REPORTS}"):
        with tempfile.TemporaryDirectory() as folder:
            for source in sources(name, Path(folder)):
                print("\n".join(_lines(source)), flush=True)


def sources(name: str, folder: Path) -> Iterator[Source]:
    """Yield what a name stands for, indexed in a folder; nothing where its collection is not there."""
    path = Path(os.environ.get("CATALOG_BENCH_DATA", "")) / "ir" / name.removesuffix(REPORTS)
    if name == "starter":
        yield starter(CORPUS, folder)
    elif path.is_dir():
        index = in_reports if name.endswith(REPORTS) else collection
        yield index(path, folder, load_taxonomy(CORPUS / "taxonomy.yaml"))


def _lines(source: Source) -> Iterator[str]:
    scores = measure(source.searcher, source.judged)
    yield _row(source.name, scores)
    if source.name == "starter":
        yield from (_row(f"starter, {kind}", scores.of_kind(kind)) for kind in KINDS)
        if WORST in sys.argv:
            worst = sorted(scores.each, key=lambda score: score.ndcg)[:10]
            yield from (f"{score.ndcg:.3f} {score.judged.query}" for score in worst)


def _row(name: str, scores: Scores) -> str:
    unanswered = len(scores.unanswered)
    return f"| {name} | {len(scores.each)} | {scores.ndcg:.3f} | {scores.success:.3f} | {unanswered} |"


if __name__ == "__main__":
    main()
