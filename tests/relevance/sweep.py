"""`python -m tests.relevance.sweep [PARAMETER VALUE ...]` measures relevance with other values of ranking parameters.

Without arguments, every parameter of GRID is changed, one at a time. The tables have nDCG@10 of the starter corpus and
of each installed collection (see `tests.relevance`), and the mean of the collections. `*` marks the current value.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from catalog.search.text.fields import FIELDS
from tests.relevance.judged_indexes import COLLECTIONS, REPORTS_SUFFIX

GRID: Mapping[str, Sequence[float]] = MappingProxyType(
    {
        "scoring.bm25f.K1": (1.2, 1.8, 2.4, 3.0, 4.0),
        "text.fields.title.weight": (1.5, 2.0, 3.0, 4.0, 6.0),
        "text.fields.title.b": (0.2, 0.4, 0.6),
        "text.fields.keywords.weight": (1.0, 2.0, 4.0),
        "text.fields.category.weight": (0.5, 1.0, 2.0),
        "text.fields.summary.weight": (0.5, 1.0, 1.5),
        "text.fields.summary.b": (0.5, 0.75, 0.9),
        "text.fields.body.weight": (0.5, 1.0, 1.5),
        "text.fields.body.b": (0.5, 0.75, 0.9),
        "scoring.bm25f.PASSAGE_WEIGHT": (0.0, 0.3, 0.45, 0.6, 0.8, 1.0),
        "scoring.bm25f.PAIR_WEIGHT": (0.0, 0.15, 0.3, 0.6),
        "scoring.bm25f.RERANK_WINDOW": (50, 100, 200, 400),
        "scoring.bm25f.MIN_SCORE_RATIO": (0.0, 0.1, 0.2, 0.3),
        "scoring.bm25f.SYNONYM_WEIGHT": (0.5, 0.8, 1.0),
        "scoring.bm25f.OWN_SCORE_SHARE": (0.5, 0.7, 0.85, 1.0),
        "scoring.bm25f.RECENCY_BOOST": (0.0, 0.05, 0.1, 0.2),
        "scoring.bm25f.FEEDBACK_WEIGHT": (0.0, 0.5, 0.75, 1.0, 1.5),
        "scoring.bm25f.FEEDBACK_HITS": (3, 5, 10),
        "query.rewrite.ENOUGH_MATCHES": (1, 5, 10, 20),
    }
)


def main() -> None:
    """Measure all values, and print a table for each parameter."""
    data = Path(os.environ.get("CATALOG_BENCH_DATA", "")) / "ir"
    names = ["starter", *(name for name in (*COLLECTIONS, f"scifact{REPORTS_SUFFIX}") if _is_installed(data, name))]
    parameter, *values = sys.argv[1:] or [""]
    grid = {parameter: tuple(map(float, values))} if parameter else GRID
    with tempfile.TemporaryDirectory() as folder:
        for name, grid_values in grid.items():
            print(f"\n| {name} | {' | '.join(names)} | mean |\n|{'---|' * (len(names) + 2)}")
            for value in grid_values:
                print(_row(name, value, names, folder), flush=True)


def _is_installed(data: Path, name: str) -> bool:
    return (data / name.removesuffix(REPORTS_SUFFIX)).is_dir()


def _row(parameter: str, value: float, names: Sequence[str], folder: str) -> str:
    command = [sys.executable, "-m", "tests.relevance.trial", folder, ",".join(names), f"{parameter}={value}"]
    ndcg = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    collections = [ndcg[name] for name in names if name != "starter"]
    mean = f"{sum(collections) / len(collections):.4f}" if collections else "-"
    mark = " *" if value == _current_value(parameter) else ""
    return f"| {value:g}{mark} | {' | '.join(f'{ndcg[name]:.3f}' for name in names)} | {mean} |"


def _current_value(parameter: str) -> float:
    package, module, name, *attribute = parameter.split(".")
    if attribute:
        return float(getattr(FIELDS[name], attribute[0]))
    return float(getattr(import_module(f"catalog.search.{package}.{module}"), name))


if __name__ == "__main__":
    main()
