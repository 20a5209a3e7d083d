"""The threads that run the application."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class OverloadedError(Exception):
    """Too many calls are waiting for a thread."""


class WorkerThreads(Generic[Argument, Result]):
    """Threads that run a function for an event loop.

    Only the event loop decides which thread does what, so that nothing needs a lock, and each call wakes exactly one
    thread. A ThreadPoolExecutor makes a cached response a fifth slower.
    """

    def __init__(self, function: Callable[[Argument], Result], threads: int, max_waiting: int) -> None:
        """Take the function, the number of threads, and how many calls may wait for one."""
        self._function = function
        self._max_waiting = max_waiting
        self._threads = threads
        self._idle: list[_Thread[Argument, Result]] = []
        self._waiting: deque[tuple[asyncio.Future[Result], Argument]] = deque()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the threads for calls from an event loop."""
        self._idle = [_Thread(self._function, loop, self._finish) for _ in range(self._threads)]

    async def call(self, argument: Argument) -> Result:
        """Return the result of the function, or raise what it raises; raise OverloadedError if too many calls wait."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        if self._idle:
            self._idle.pop().run(future, argument)
        elif len(self._waiting) < self._max_waiting:
            self._waiting.append((future, argument))
        else:
            raise OverloadedError
        return await future

    def _finish(self, thread: _Thread[Argument, Result]) -> None:
        """Give a thread the next call that waits."""
        if self._waiting:
            thread.run(*self._waiting.popleft())
        else:
            self._idle.append(thread)


class _Thread(Generic[Argument, Result]):
    """A thread that runs one call at a time, and reports each result to the event loop."""

    def __init__(
        self,
        function: Callable[[Argument], Result],
        loop: asyncio.AbstractEventLoop,
        finish: Callable[[_Thread[Argument, Result]], None],
    ) -> None:
        self._function = function
        self._loop = loop
        self._finish = finish
        self._call: tuple[asyncio.Future[Result], Argument]
        self._ready = threading.Lock()
        self._ready.acquire()
        threading.Thread(target=self._work, name="request", daemon=True).start()

    def run(self, future: asyncio.Future[Result], argument: Argument) -> None:
        """Run a call; its result is set in `future`."""
        self._call = future, argument
        self._ready.release()

    def _work(self) -> None:
        with suppress(RuntimeError):  # the event loop was closed: the process ends
            while self._ready.acquire():
                future, argument = self._call
                try:
                    result = self._function(argument)
                except Exception as error:  # noqa: BLE001  # raised again where the future is awaited
                    self._loop.call_soon_threadsafe(self._report, future.set_exception, error)
                else:
                    self._loop.call_soon_threadsafe(self._report, future.set_result, result)
                del future, argument  # free the response while waiting for the next call

    def _report(self, set_outcome: Callable[[Any], None], outcome: object) -> None:
        set_outcome(outcome)
        self._finish(self)
