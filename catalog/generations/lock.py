"""The writer's lock: its file names the holder, and the kernel releases it when the holder ends."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from catalog.errors import LockedError

POLL_S = 0.1


def ignore_notice(_sentence: str) -> None:
    """Do nothing."""


@contextmanager
def locked(
    path: Path, wait_s: float, notify: Callable[[str], None] = ignore_notice, *, doing: str = "writing the index"
) -> Iterator[None]:
    """Hold the lock at `path`; raise LockedError that names the holder if it is not free within `wait_s` seconds.

    If another process holds it, `notify` gets a sentence about that before the wait; `doing` says what it does.
    """
    file = path.open("a+", encoding="utf-8")
    try:
        if not _try_lock(file):
            if wait_s:
                notify(f"Waiting for {_holder(file)}, which is {doing} (up to {wait_s:g} s) ...")
            _wait(file, time.monotonic() + wait_s, doing)
        file.truncate(0)
        file.write(f"process {os.getpid()} (since {dt.datetime.now(dt.UTC):%H:%M:%S} UTC)")
        file.flush()
        yield
    finally:
        with suppress(OSError):  # the lock is released in any case, and whatever was published stays published
            file.close()


def _wait(file: IO[str], deadline: float, doing: str) -> None:
    """Take the lock as soon as it is free; raise LockedError if it is not free by the deadline."""
    while not _try_lock(file):
        if time.monotonic() >= deadline:
            raise LockedError(f"{_holder(file)} is {doing} at the moment; try again when it has finished")
        time.sleep(POLL_S)


def _holder(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or "another process"


def _try_lock(file: IO[str]) -> bool:
    """Take the lock if it is free, and tell whether it was."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
