"""Extracting documents: the time for each kind, in the sandbox and on every core, and the memory."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

from indexer.extract import Extraction
from indexer.sandbox.child import Outcome
from indexer.sandbox.pool import ExtractorPool, Job
from tests.bench.catalogs import CORPUS, found
from tests.bench.memory import children, peak_mb
from tests.bench.tables import table, timed_s

TIMES = 10
LOOKED_S = 0.002
HEAD = ("kind", "documents a second", "pages a second", "characters a second", "refused", "peak memory, MB")


def extraction() -> str:
    """Return a table of the starter corpus' documents, and one of the real ones where they are there."""
    own = [path for path in sorted((CORPUS / "documents").rglob("*")) if path.is_file()]
    real = [path for path in found("docs/*/*") if path.is_file()]
    tables = [table("Reading documents", HEAD, _rows(own, TIMES))]
    if real:
        tables.append(table("Reading documents from parsers' test suites and from agencies", HEAD, _rows(real, 1)))
    return "\n".join(tables)


def _rows(files: list[Path], times: int) -> list[tuple[str, ...]]:
    """Read every file `times` times, by kind; then once more while the memory of the children is watched."""
    rows = []
    with ExtractorPool() as pool:
        list(pool.run([_job(files[0])]))  # starts the server that children are forked from
        for ending in sorted({path.suffix for path in files}):
            jobs = [_job(path) for path in files if path.suffix == ending]
            outcomes: list[Outcome] = []
            took_s = timed_s(_read, pool, jobs * times, outcomes)
            rows.append((ending, *_figures(outcomes, took_s), f"{_peak_mb(pool, jobs):.0f}"))
    return rows


def _read(pool: ExtractorPool, jobs: list[Job], outcomes: list[Outcome]) -> None:
    outcomes.extend(outcome for _, outcome in pool.run(jobs))


def _figures(outcomes: list[Outcome], took_s: float) -> tuple[str, ...]:
    read = [each for each in outcomes if isinstance(each, Extraction)]
    pages = sum(each.pages or 0 for each in read)
    characters = sum(len(section.text) for each in read for section in each.sections)
    speed = f"{len(outcomes) / took_s:.0f}", f"{pages / took_s:.0f}" if pages else "-", f"{characters / took_s:,.0f}"
    return (*speed, f"{len(outcomes) - len(read)}")


def _peak_mb(pool: ExtractorPool, jobs: list[Job]) -> float:
    """Return the most memory that any child has while it reads, looked at every LOOKED_S seconds."""
    peaks, done = [0.0], threading.Event()
    before = set(children(os.getpid()))

    def watch() -> None:
        while not done.is_set():
            peaks.extend(map(peak_mb, set(children(os.getpid())) - before))
            time.sleep(LOOKED_S)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    _read(pool, jobs, [])
    done.set()
    watching.join()
    return max(peaks)


def _job(path: Path) -> Job:
    return Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
