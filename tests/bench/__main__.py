"""`make bench`: how fast, against what, on this machine. Prints its tables and writes them to docs/benchmarks.md."""

from __future__ import annotations

import datetime as dt
import platform
import sqlite3
import sys
import tempfile
from importlib import util
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
            parts.append(table(f"{len(entries):,} records: building", *build_rows(entries, Path(folder) / "ours")))
            parts.append(table(f"{len(entries):,} records: searching", *query_rows(entries, Path(folder))))
    parts.append(table("Reading documents", *extraction_rows(ROOT / "corpus" / "documents")))
    text = "\n".join(parts)
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


def _preface() -> str:
    names = [name for name in ("Whoosh", "numpy", "tantivy", "bm25s", "pypdfium2") if util.find_spec(name.lower())]
    versions = ", ".join([*(f"{name} {version(name)}" for name in names), f"SQLite {sqlite3.sqlite_version}"])
    return f"""# Benchmarks

Made by `make bench` on {dt.datetime.now(dt.UTC):%Y-%m-%d} with Python {platform.python_version()}, {versions}.
Records: {SOURCES}.

Times are milliseconds, the median and the 95th percentile, of interleaved runs in one process. An answer has the
exact total, exact counts of nine facets and ten hits with snippets; the peers count three facets, bm25s none. "x"
columns say how many times longer a peer takes, by the medians. Only these ratios carry over to other machines.
"Naive Whoosh" is the same Whoosh used as its documentation shows: its parser, `groupedby`, its highlighter.
"""


if __name__ == "__main__":
    main()
