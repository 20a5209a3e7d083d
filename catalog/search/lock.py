"""One writer at a time: a lock that the kernel releases with its process, and that says who holds it."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from catalog.errors import LockedError

RETRY_S = 0.1


@contextmanager
def held(path: Path, wait_s: float) -> Iterator[None]:
    """Hold the lock at `path`; raise LockedError that names the holder if it is not free within `wait_s` seconds."""
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait_s
        while not _taken(file):
            if time.monotonic() >= deadline:
                file.seek(0)
                holder = file.read().strip() or "another process"
                raise LockedError(f"{holder} is writing the index at the moment; try again when it has finished")
            time.sleep(RETRY_S)
        file.truncate(0)
        file.write(f"process {os.getpid()} (since {dt.datetime.now(dt.UTC):%H:%M:%S} UTC)")
        file.flush()
        yield  # closing the file releases the lock


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
