"""`python -m tests.relevance.sweep [PARAMETER VALUE ...]`: what each parameter of the ranking brings, value by value.

Without arguments every parameter of GRID is tried, one at a time, the others as they are. nDCG@10 of the starter corpus
and of each collection present (see `tests.relevance`), and the mean of the collections. `*` marks the value in use.
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
from tests.relevance.sources import COLLECTIONS, REPORTS

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
        "query.rewrite.ENOUGH_MATCHES": (1, 5, 10, 20),
    }
)


def main() -> None:
    """Try every value asked for, and print a table of each parameter."""
    data = Path(os.environ.get("CATALOG_BENCH_DATA", "")) / "ir"
    names = ["starter", *(each for each in (*COLLECTIONS, f"scifact{REPORTS}") if _there(data, each))]
    parameter, *values = sys.argv[1:] or [""]
    with tempfile.TemporaryDirectory() as folder:
        for name, tried in {parameter: tuple(map(float, values))}.items() if parameter else GRID.items():
            print(f"\n| {name} | {' | '.join(names)} | mean |\n|{'---|' * (len(names) + 2)}")
            for value in tried:
                print(_row(name, value, names, folder), flush=True)


def _there(data: Path, name: str) -> bool:
    return (data / name.removesuffix(REPORTS)).is_dir()


def _row(name: str, value: float, names: Sequence[str], folder: str) -> str:
    command = [sys.executable, "-m", "tests.relevance.trial", folder, ",".join(names), f"{name}={value}"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    collections = [found[each] for each in names if each != "starter"]
    mean = f"{sum(collections) / len(collections):.4f}" if collections else "-"
    mark = " *" if value == _in_use(name) else ""
    return f"| {value:g}{mark} | {' | '.join(f'{found[each]:.3f}' for each in names)} | {mean} |"


def _in_use(parameter: str) -> float:
    package, module, name, *part = parameter.split(".")
    value = (
        getattr(FIELDS[name], part[0]) if part else getattr(import_module(f"catalog.search.{package}.{module}"), name)
    )
    return float(value)


if __name__ == "__main__":
    main()
