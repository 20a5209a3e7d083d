"""`make bench`: how fast, how good, against what, on this machine.

Prints each table when it is there; once all of them are, they are written to docs/benchmarks.md.
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

from tests.bench.building import building
from tests.bench.catalogs import ROOT
from tests.bench.extraction import extraction
from tests.bench.long_documents import long_documents
from tests.bench.pathological import pathological
from tests.bench.preface import preface
from tests.bench.records import bench_entries
from tests.bench.relevance import relevance
from tests.bench.search import searching
from tests.bench.serving import serving
from tests.bench.site import Site, built_site
from tests.bench.spelling import spelling
from tests.bench.suggestions import suggesting

SIZES = (1_000, 10_000)
EACH_SIZE: Mapping[str, Callable[[Site, Path], str]] = {
    "building": building,
    "search": searching,
    "http": lambda site, _: serving(site),
    "suggestions": lambda site, _: suggesting(site),
    "limits": lambda site, _: pathological(site),
}
ONCE: Mapping[str, Callable[[Path], str]] = {
    "long": long_documents,
    "relevance": lambda _: relevance(),
    "typos": lambda _: spelling(),
    "extraction": lambda _: extraction(),
}


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of records")
    parts = (*EACH_SIZE, *ONCE)
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts, help="all of them are written down")
    asked = parser.parse_args()
    said: list[str] = []
    tables = [found for size in asked.sizes for found in _of_size(size, asked.parts, said)]
    tables += [_run(name, part) for name, part in ONCE.items() if name in asked.parts]
    if set(asked.parts) == set(parts):
        (ROOT / "docs" / "benchmarks.md").write_text("\n".join([preface(said), *tables]), encoding="utf-8")


def _of_size(size: int, parts: list[str], said: list[str]) -> Iterator[str]:
    """Yield the tables of one size, and add to `said` what the records are."""
    wanted = [name for name in EACH_SIZE if name in parts]
    if not wanted:
        return
    with _folder() as data:
        site = built_site(*bench_entries(size), data / "data")
        said.append(site.said)
        print(site.said, flush=True)
        for name in wanted:
            yield _run(f"{name}, {size:,} records", partial(EACH_SIZE[name], site))


def _run(name: str, part: Callable[[Path], str]) -> str:
    """Print and return a part's tables; a part that fails says so and does not end the run."""
    started = time.monotonic()
    gc.freeze()  # the records in memory are the benchmark's: nobody's times should pay for looking through them
    with _folder() as folder:
        try:
            tables = part(folder)
        except Exception as error:  # noqa: BLE001  # the other parts are worth having
            tables = f"*{name}: this part failed ({type(error).__name__}: {error}).*\n"
    print(tables, flush=True)
    print(f"{name} took {time.monotonic() - started:.0f} s", file=sys.stderr)
    return tables


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    main()
