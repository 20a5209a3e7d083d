"""Extraction of documents: speed in the sandbox on all cores, and memory, by file type."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from pathlib import Path

from catalog.settings import Settings
from indexer.extract import Extraction
from indexer.sandbox.child import Outcome
from indexer.sandbox.limits import Limits
from indexer.sandbox.pool import ExtractorPool, Job
from tests.bench.catalogs import CORPUS, data_files
from tests.bench.memory import descendant_pids, peak_mb
from tests.bench.tables import elapsed_s, format_table

REPETITIONS = 10
"""Number of times each document of the starter corpus is extracted."""
MEMORY_INTERVAL_S = 0.002
HEAD = ("kind", "documents per second", "pages per second", "characters per second", "refused", "peak memory, MB")


def extraction_tables() -> str:
    """Return a table of the starter corpus, and one of real documents if there are any."""
    corpus_files = [path for path in sorted((CORPUS / "documents").rglob("*")) if path.is_file()]
    real_files = [path for path in data_files("docs/*/*") if path.is_file()]
    tables = [format_table("Extracting documents", HEAD, _rows(corpus_files, REPETITIONS))]
    if real_files:
        title = "Extracting documents from parsers' test suites and from agencies"
        tables.append(format_table(title, HEAD, _rows(real_files, 1)))
    return "\n".join(tables)


def _rows(files: list[Path], repetitions: int) -> list[tuple[str, ...]]:
    """Extract the files of each type repeatedly, then once more while the memory of the child processes is measured."""
    rows = []
    with ExtractorPool(limits=Limits.from_settings(Settings())) as pool:
        list(pool.run([_job(files[0])]))  # starts the server that child processes are forked from
        for suffix in sorted({path.suffix for path in files}):
            jobs = [_job(path) for path in files if path.suffix == suffix]
            outcomes: list[Outcome] = []
            took_s = elapsed_s(_extract, pool, jobs * repetitions, outcomes)
            rows.append((suffix, *_figures(outcomes, took_s), f"{_peak_mb(pool, jobs):.0f}"))
    return rows


def _extract(pool: ExtractorPool, jobs: list[Job], outcomes: list[Outcome]) -> None:
    outcomes.extend(outcome for _, outcome in pool.run(jobs))


def _figures(outcomes: list[Outcome], took_s: float) -> tuple[str, ...]:
    extractions = [outcome for outcome in outcomes if isinstance(outcome, Extraction)]
    pages = sum(extraction.pages or 0 for extraction in extractions)
    characters = sum(len(section.text) for extraction in extractions for section in extraction.sections)
    speed = f"{len(outcomes) / took_s:.0f}", f"{pages / took_s:.0f}" if pages else "-", f"{characters / took_s:,.0f}"
    return (*speed, f"{len(outcomes) - len(extractions)}")


def _peak_mb(pool: ExtractorPool, jobs: list[Job]) -> float:
    """Return the highest memory of any child process while it extracts, sampled every MEMORY_INTERVAL_S seconds."""
    peaks, done = [0.0], threading.Event()
    earlier_pids = set(descendant_pids(os.getpid()))

    def sample() -> None:
        while not done.is_set():
            peaks.extend(map(peak_mb, set(descendant_pids(os.getpid())) - earlier_pids))
            time.sleep(MEMORY_INTERVAL_S)

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    _extract(pool, jobs, [])
    done.set()
    sampler.join()
    return max(peaks)


def _job(path: Path) -> Job:
    return Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
