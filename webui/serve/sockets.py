"""Limits of the operating system that the server needs: open files, and connections that nobody reads."""

from __future__ import annotations

import os
import resource
import socket
import stat
from contextlib import suppress
from pathlib import Path

MAX_OPEN_FILES = 65_536
"""Open files that a process asks for at most."""
RESERVED_FILES = 256
"""Open files for the index, the toolkits and the process itself."""
FILES_PER_CONNECTION = 2
"""Open files of a connection: its socket, and the document that is sent."""
UNREAD_TIMEOUT_MS = 30_000
"""A client that accepts no byte of a response for so long is disconnected."""


def raise_open_files_limit() -> int:
    """Raise the limit of open files as far as the user may, and return it. Child processes inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_OPEN_FILES)
    if wanted > soft:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def max_connections(open_files: int) -> int:
    """Return how many connections a process may accept with this limit of open files."""
    return max(1, (open_files - RESERVED_FILES) // FILES_PER_CONNECTION)


def drop_clients_that_stop_reading() -> None:
    """Make the system end connections whose client reads nothing for UNREAD_TIMEOUT_MS (Linux only).

    The server opens its sockets itself, and connections inherit the option from the socket that listens.
    """
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        return
    for file in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        with suppress(OSError):  # the file that lists the others is closed
            if stat.S_ISSOCK(os.fstat(file).st_mode):
                _limit_unread_time(file)


def _limit_unread_time(file: int) -> None:
    """Set the option if a socket listens. The file stays open, and no copy of it does."""
    with socket.socket(fileno=os.dup(file)) as candidate:
        if candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            candidate.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_TIMEOUT_MS)
