"""`make bench` measures speed and quality on this machine, and compares the speed with other search engines.

Each table is printed as soon as it is complete. If all parts are measured, docs/benchmarks.md is written at the end.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.bench.building import building_table
from tests.bench.catalogs import ROOT
from tests.bench.editing import editing_table
from tests.bench.extraction import extraction_tables
from tests.bench.long_documents import long_documents_table
from tests.bench.preface import preface
from tests.bench.published import PublishedCatalog, publish_catalog
from tests.bench.records import bench_entries
from tests.bench.relevance import relevance_table
from tests.bench.search import search_tables
from tests.bench.serving import serving_table
from tests.bench.slow_queries import slow_queries_table
from tests.bench.small_changes import small_changes_table
from tests.bench.spelling import spelling_tables
from tests.bench.suggestions import suggestions_table

SIZES = (1_000, 10_000)
PARTS_BY_SIZE: Mapping[str, Callable[[PublishedCatalog, Path], str]] = {
    "building": building_table,
    "changes": small_changes_table,
    "editing": editing_table,
    "search": search_tables,
    "http": lambda catalog, _: serving_table(catalog),
    "suggestions": lambda catalog, _: suggestions_table(catalog),
    "limits": lambda catalog, _: slow_queries_table(catalog),
}
"""The parts that are measured for each number of records."""
OTHER_PARTS: Mapping[str, Callable[[Path], str]] = {
    "long": long_documents_table,
    "relevance": lambda _: relevance_table(),
    "typos": lambda _: spelling_tables(),
    "extraction": lambda _: extraction_tables(),
}


def main() -> None:
    """Measure the requested parts."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of records")
    parts = (*PARTS_BY_SIZE, *OTHER_PARTS)
    part_help = "docs/benchmarks.md is written only if all parts are measured"
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts, help=part_help)
    options = parser.parse_args()
    descriptions: list[str] = []
    tables = [table for size in options.sizes for table in _tables_by_size(size, options.parts, descriptions)]
    tables += [_run(name, part) for name, part in OTHER_PARTS.items() if name in options.parts]
    if set(options.parts) == set(parts):
        (ROOT / "docs" / "benchmarks.md").write_text("\n".join([preface(descriptions), *tables]), encoding="utf-8")


def _tables_by_size(size: int, parts: list[str], descriptions: list[str]) -> Iterator[str]:
    """Yield the tables for one number of records, and add the description of the records to `descriptions`."""
    names = [name for name in PARTS_BY_SIZE if name in parts]
    if not names:
        return
    with _temporary_folder() as folder:
        catalog = publish_catalog(*bench_entries(size), folder / "data")
        descriptions.append(catalog.description)
        print(catalog.description, flush=True)
        for name in names:
            yield _run(f"{name}, {size:,} records", partial(PARTS_BY_SIZE[name], catalog))


def _run(name: str, part: Callable[[Path], str]) -> str:
    """Print and return the tables of a part, or a sentence that it failed."""
    started = time.monotonic()
    gc.freeze()  # the garbage collector would slow down all searches if it scanned the benchmark's own records
    with _temporary_folder() as folder:
        try:
            tables = part(folder)
        except Exception as error:  # noqa: BLE001  # the other parts are still worth measuring
            tables = f"*{name}: this part failed ({type(error).__name__}: {error}).*\n"
    print(tables, flush=True)
    print(f"{name} took {time.monotonic() - started:.0f} s", file=sys.stderr)
    return tables


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    main()
