"""The memory of processes. `python -m tests.bench.memory DATA` searches for each line it reads and prints its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.settings import Settings

PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def searching_process_mb(data: Path, texts: Iterable[str]) -> float:
    """Return the PSS of a new process after it opened an index, warmed up and searched for these texts."""
    command = [sys.executable, "-m", "tests.bench.memory", str(data)]
    process = subprocess.run(command, input="\n".join(texts), text=True, capture_output=True, check=True)
    return float(process.stdout)


def pss_mb(pid: int | str) -> float:
    """Return the proportional set size of a process: private memory and its share of shared memory; 0 if unknown."""
    return _mb(f"/proc/{pid}/smaps_rollup", PSS)


def peak_mb(pid: int | str) -> float:
    """Return the highest memory that a process has had; 0 if it has ended."""
    return _mb(f"/proc/{pid}/status", PEAK)


def descendant_pids(pid: int | str) -> list[str]:
    """Return the child processes of a process, and their children."""
    try:
        tasks = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    children = [child for task_children in tasks for child in task_children]
    return children + [descendant for child in children for descendant in descendant_pids(child)]


def _mb(path: str, pattern: re.Pattern[str]) -> float:
    try:
        figure = pattern.search(Path(path).read_text(encoding="ascii", errors="replace"))
    except OSError:
        return 0.0
    return int(figure.group(1)) / 1000 if figure else 0.0


def _search_and_print(data: str) -> None:
    searcher = LiveSearcher(Settings(data=Path(data))).current()
    searcher.warm()
    for text in sys.stdin.read().splitlines():
        searcher.search(Query(text))
    print(pss_mb("self"))


if __name__ == "__main__":
    _search_and_print(*sys.argv[1:])
