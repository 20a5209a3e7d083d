"""Gives up rights of a process, which cannot be undone."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
import sys

from indexer.sandbox import landlock
from indexer.sandbox.limits import Limits

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1
_CLONE_NEW_USER, _CLONE_NEW_NETWORK = 0x10000000, 0x40000000


def drop_privileges(reply_fd: int, limits: Limits, *, document_fd: int | None = None) -> None:
    """Give up all rights except processor time, some memory, the answer's pipe, and the document if it is named.

    This cannot be undone.
    """
    _close_other_descriptors({reply_fd} if document_fd is None else {reply_fd, document_fd})
    become_nobody()
    end_with_parent()
    landlock.restrict()
    cpu_s = math.ceil(limits.wall_s)
    limit_resource(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)  # SIGXCPU at the first, SIGKILL at the second
    limit_resource(resource.RLIMIT_AS, limits.memory_bytes)
    limit_resource(resource.RLIMIT_CORE, 0)
    limit_resource(resource.RLIMIT_FSIZE, 0)
    limit_resource(resource.RLIMIT_NPROC, 0)  # no new processes or threads
    # No new descriptors, so no files and no sockets, on any kernel; open ones stay usable.
    limit_resource(resource.RLIMIT_NOFILE, 0)


def _close_other_descriptors(kept: set[int]) -> None:
    """Close the inherited descriptors, and redirect the standard streams to the null device."""
    null_fd = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null_fd, stream)
    first = 3
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def become_nobody() -> None:
    """Change from root to the user nobody, because root could raise its limits again.

    A container without that user keeps root, which has few rights there.
    """
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def end_with_parent() -> None:
    """Make the kernel end this child with the fork server, which ends with the command (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_resource(which: int, soft: int, hard: int | None = None) -> None:
    """Set a resource limit that this process cannot raise again, unless a lower one is already in force."""
    current = resource.getrlimit(which)[1]
    maximum = soft if hard is None else hard
    if current != resource.RLIM_INFINITY:
        maximum = min(maximum, current)
    resource.setrlimit(which, (min(soft, maximum), maximum))


def leave_network() -> None:
    """Move to a network namespace of its own, which has no network, where the kernel lets users do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_CLONE_NEW_USER | _CLONE_NEW_NETWORK)
