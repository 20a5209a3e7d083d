"""Reading documents: how long each kind takes, in guarded children and on every core."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from indexer.extract import Extracted
from indexer.guard import Guard, Job

Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
TIMES = 10


def extraction_rows(folder: Path) -> Rows:
    """Read every starter document TIMES times; return documents and characters a second by kind of file."""
    rows = []
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with Guard() as guard:
        list(guard.run([_job(files[0])]))  # starts the server that children are forked from
        for ending in sorted({path.suffix for path in files}):
            jobs = [_job(path) for path in files if path.suffix == ending] * TIMES
            started = time.perf_counter()
            outcomes = [outcome for _, outcome in guard.run(jobs)]
            took_s = time.perf_counter() - started
            characters = sum(
                len(section.text) for each in outcomes if isinstance(each, Extracted) for section in each.sections
            )
            rows.append((ending, f"{len(jobs) / took_s:.0f}", f"{characters / took_s / 1000:.0f}"))
    return ("kind", "documents a second", "thousand characters a second"), rows


def _job(path: Path) -> Job:
    return Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
