"""Tells whether a file may have changed since it was looked at, without reading it."""

from __future__ import annotations

import os
from typing import NamedTuple

UNSETTLED_NS = 3_000_000_000
"""A file that changed this short before a look may change again without a difference in its times, which count in
steps: of up to two seconds on some disks. It is read again in the next run."""


class FileIdentity(NamedTuple):
    """What differs after a file was changed, replaced or exchanged.

    The time of the last change of the inode (`ctime_ns`) cannot be set, so it tells of a change even if somebody set
    the time of modification back.
    """

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    def is_settled(self, looked_at_ns: int) -> bool:
        """Return whether each later change will be seen, if the file is read after the look."""
        return max(self.mtime_ns, self.ctime_ns) < looked_at_ns - UNSETTLED_NS


def identity_of(status: os.stat_result) -> FileIdentity:
    """Return the identity of a file from its status."""
    return FileIdentity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
