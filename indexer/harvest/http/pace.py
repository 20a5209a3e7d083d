"""The pace of requests: one at a time for each host, with a pause after each."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from indexer.harvest.http.transport import stopped_error
from indexer.harvest.model import FetchError, FetchErrorKind

DURATION_FACTOR = 2
"""A pause is at least so many times as long as the last answer took: slow servers get more rest."""
MAX_PAUSE_S = 120.0
"""The longest pause between two requests. A host that asks for longer ones is left alone."""
MAX_POSTPONEMENT_S = 86_400.0
"""The longest time for which a host that is busy is left alone."""


@dataclass(slots=True)
class _HostState:
    """The state of a host: who talks to it holds the lock. The times are on the monotonic clock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    crawl_delay_s: float = 0.0


class HostPace:
    """Gives each host one request at a time, and a pause after each. Any number of threads may use it."""

    def __init__(self, delay_s: float) -> None:
        """Take the shortest pause; with 0 only hosts that ask for a pause get one."""
        self._delay_s = delay_s
        self._hosts: dict[str, _HostState] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End all pauses: whoever waits gets an error."""
        self._stopped.set()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked, and take the turn for one request.

        Raises FetchError if the host asked to be left alone for longer than MAX_PAUSE_S.
        """
        state = self._state(host)
        with state.lock:
            self._wait(host)
            started = time.monotonic()
            try:
                yield
            finally:
                now = time.monotonic()
                state.next_at = max(state.next_at, now + self._pause_s(state, now - started))

    def set_crawl_delay(self, host: str, seconds: float) -> None:
        """Make pauses of a host at least this long."""
        self._state(host).crawl_delay_s = seconds

    def postpone(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time, because it asked for that."""
        state = self._state(host)
        state.next_at = max(state.next_at, time.monotonic() + min(seconds, MAX_POSTPONEMENT_S))

    def waiting_s(self, host: str) -> float:
        """Return the seconds until the host may be asked again, 0 if it may be asked now."""
        return max(0.0, self._state(host).next_at - time.monotonic())

    def pause(self, seconds: float) -> None:
        """Wait; raise FetchError if fetching was stopped."""
        if self._stopped.wait(seconds):
            raise stopped_error()

    def _state(self, host: str) -> _HostState:
        with self._lock:
            return self._hosts.setdefault(host, _HostState())

    def _wait(self, host: str) -> None:
        seconds = self.waiting_s(host)
        if seconds > MAX_PAUSE_S:
            reason = f"{host} asked to come back in {seconds / 60:.0f} minutes."
            raise FetchError(FetchErrorKind.BUSY, reason, seconds)
        self.pause(seconds)

    def _pause_s(self, state: _HostState, duration_s: float) -> float:
        own = max(self._delay_s, DURATION_FACTOR * duration_s) if self._delay_s else 0.0
        return min(max(own, state.crawl_delay_s), MAX_PAUSE_S)
