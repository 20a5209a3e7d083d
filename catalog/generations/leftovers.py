"""Folders that are left in the data folder when a process is killed while it builds or removes a generation."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TRIAL = "trial-"
"""The beginning of the names of generations that are built without the writer's lock, and never published."""
UNLOCKED_S = 60.0
"""A trial folder that is younger may not be marked as in use yet."""


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Mark a folder as in use by this process, as far as its file system can. The mark ends with the process."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def remove_leftovers(data: Path) -> None:
    """Remove what killed processes left in a data folder; the caller holds the writer's lock.

    Only trials may be in use nevertheless.
    """
    for folder in (*data.glob("building-*"), *data.glob("removing-*"), *filter(_is_abandoned, data.glob(f"{TRIAL}*"))):
        shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(trial: Path) -> bool:
    """Return whether no process uses a trial folder any more."""
    with suppress(OSError):
        descriptor = os.open(trial, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return time.time() - os.fstat(descriptor).st_ctime > UNLOCKED_S
        finally:
            os.close(descriptor)
    return False
