"""What processes keep in memory. As a program, one to be measured: it opens an index and answers what it reads."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from catalog.config import Settings
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query

SHARE = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def worker_mb(data: Path, texts: Iterable[str]) -> float:
    """Return the PSS of a new process that opened an index, prepared itself and answered these texts."""
    command = [sys.executable, "-m", "tests.bench.memory", str(data)]
    done = subprocess.run(command, input="\n".join(texts), text=True, capture_output=True, check=True)
    return float(done.stdout)


def pss_mb(pid: int | str) -> float:
    """Return the memory of a process: what is its own, and its share of what it shares (0 where nobody says)."""
    return _mb(f"/proc/{pid}/smaps_rollup", SHARE)


def peak_mb(pid: int | str) -> float:
    """Return the most memory that a process ever had (0 where it is gone)."""
    return _mb(f"/proc/{pid}/status", PEAK)


def children(pid: int | str) -> list[str]:
    """Return the processes that a process started, and those that these started."""
    try:
        listed = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    own = [child for each in listed for child in each]
    return own + [each for child in own for each in children(child)]


def _mb(path: str, figure: re.Pattern[str]) -> float:
    try:
        found = figure.search(Path(path).read_text(encoding="ascii", errors="replace"))
    except OSError:
        return 0.0
    return int(found.group(1)) / 1000 if found else 0.0


def _answer(data: str) -> None:
    searcher = LiveSearcher(Settings(data=Path(data))).current()
    searcher.warm()
    for text in sys.stdin.read().splitlines():
        searcher.search(Query(text))
    print(pss_mb("self"))


if __name__ == "__main__":
    _answer(*sys.argv[1:])
