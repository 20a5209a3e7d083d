"""Ends a connection when its time is up, whatever the server does."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self


class Watchdog:
    """Gives a connection a number of seconds in all.

    A timeout of a socket is no deadline: it starts again with every byte that arrives. Use it as a context manager.
    """

    def __init__(self, seconds: float) -> None:
        """Take the seconds that the connection has."""
        self._timer = threading.Timer(max(0.0, seconds), self.expire)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.has_expired = False

    def __enter__(self) -> Self:
        """Start the time."""
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the time, and let go of the connection."""
        self._timer.cancel()
        with self._lock:
            self._let_go()

    def watch(self, connection: socket.socket) -> None:
        """Watch this connection from now on, and no earlier one.

        The watchdog has a descriptor of its own: that of a TLS connection changes its owner, and a closed one may soon
        be that of another connection.
        """
        with self._lock:
            self._let_go()
            self._socket = connection.dup()
            if self.has_expired:
                self._shut_down()

    def expire(self) -> None:
        """End the connection now: who reads from it sees its end."""
        with self._lock:
            self.has_expired = True
            self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
