"""`make bench`: how fast, against what, on this machine. Prints its tables and writes them to docs/benchmarks.md."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.bench.extraction import extraction_rows
from tests.bench.records import SOURCES, bench_entries
from tests.bench.search import build_rows, query_rows
from tests.bench.tables import table

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 3_000)


def main() -> None:
    """Run every benchmark."""
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    parts = [_preface()]
    for size in sizes:
        entries = bench_entries(ROOT / "corpus", size)
        with tempfile.TemporaryDirectory() as folder:
            parts.append(table(f"{len(entries):,} records: building", *build_rows(entries, Path(folder))))
            parts.append(table(f"{len(entries):,} records: searching", *query_rows(entries, Path(folder))))
    parts.append(table("Reading documents", *extraction_rows(ROOT / "corpus" / "documents")))
    text = "\n".join(parts)
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


def _preface() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("Whoosh", "pypdfium2", "Flask"))
    return f"""# Benchmarks

Made by `make bench` on {dt.datetime.now(dt.UTC):%Y-%m-%d} with Python {platform.python_version()}, {versions}.
Records: {SOURCES}.

Times are milliseconds, medians of interleaved runs in one process. Only the ratios carry over to other machines.
"Naive Whoosh" is the same Whoosh used as its documentation shows: its parser, `groupedby` facets, its highlighter.
"""


if __name__ == "__main__":
    main()
