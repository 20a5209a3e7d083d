"""Disk space: the size of an index, the free space, and the error for editors if it is too little."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from pathlib import Path

from catalog.errors import EngineError

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
BUILD_SPACE_FACTOR = 2
"""The free space needed to build an index, as a multiple of the size of the current one."""


def size_bytes(folder: Path) -> int:
    """Return the total size of the files in a folder, 0 if it does not exist."""
    with suppress(OSError):
        return sum(path.stat().st_size for path in folder.iterdir())
    return 0


def is_space_short(data: Path, index_bytes: int) -> bool:
    """Return whether the disk of the data folder may have too little free space to build another index of this size."""
    return shutil.disk_usage(data).free < BUILD_SPACE_FACTOR * index_bytes


def write_error(error: OSError, data: Path, index_bytes: int, *, keep: int) -> EngineError:
    """Return the error for a failed write.

    `index_bytes` is the size of the current index, 0 for none; `keep` is the number of generations that are kept.
    """
    reassurance = ". Visitors see what they saw before" if index_bytes else ""
    if error.errno not in DISK_FULL:
        return EngineError(f"the index could not be written: {error.strerror or error}{reassurance}")
    free = f"the disk that holds the folder {data} is full: {_megabytes(shutil.disk_usage(data).free)} are free"
    needed = f", the next index needs about {_megabytes(BUILD_SPACE_FACTOR * index_bytes)}" if index_bytes else ""
    fewer = ", or set keep_generations = 1 in clearinghouse.toml" if keep > 1 else ""
    return EngineError(f"{free}{needed}. Free some space{fewer}, and run 'clearinghouse index' again{reassurance}")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
