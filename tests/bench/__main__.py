"""`make bench`: how fast, how good, against what, on this machine.

Prints its tables; all of them together are written to docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
from tests.bench.tables import timed_s

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
    tables += [found for name in ONCE if name in asked.parts for found in _run(name, ONCE[name])]
    text = "\n".join([preface(said), *tables])
    print(text)
    if set(asked.parts) == set(parts):
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _of_size(size: int, parts: list[str], said: list[str]) -> Iterator[str]:
    """Yield the tables of one size, and add to `said` what the records are."""
    wanted = [name for name in EACH_SIZE if name in parts]
    if not wanted:
        return
    with _folder() as data:
        site = built_site(*bench_entries(size), data / "data")
        said.append(site.said)
        for name in wanted:
            yield from _run(f"{name}, {size:,} records", lambda folder, name=name: EACH_SIZE[name](site, folder))


def _run(name: str, part: Callable[[Path], str]) -> Iterator[str]:
    """Yield a part's tables; a part that fails says so and does not end the run."""
    found: list[str] = []
    gc.freeze()  # the records in memory are the benchmark's: nobody's times should pay for looking through them
    with _folder() as folder:
        try:
            took = timed_s(lambda: found.append(part(folder)))
            print(f"{name}: {took:.0f} s", file=sys.stderr)
        except Exception as error:  # noqa: BLE001  # the other parts are worth having
            print(f"{name} failed: {error!r}", file=sys.stderr)
            found.append(f"*{name}: this part failed ({type(error).__name__}).*\n")
    yield from found


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    main()
