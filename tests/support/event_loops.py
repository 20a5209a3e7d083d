"""Runs coroutines in tests."""

import asyncio
import selectors
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_coroutine(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine that an event loop of its own runs in a thread of its own.

    The thread of the tests may have the event loop of the browser, which `asyncio.run` neither accepts nor leaves
    as it was.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class SkippingSelector(selectors.DefaultSelector):
    """A selector that skips the time until the next timer, instead of waiting for it."""

    def __init__(self) -> None:
        """Start the clock at zero."""
        super().__init__()
        self.time_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; without a timer, wait for it."""
        self.time_s += timeout or 0.0
        return super().select(None if timeout is None else 0)


class SkippingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock only its own timers move, so that no result depends on the speed of the machine."""

    def __init__(self) -> None:
        """Start with no timers."""
        self._skipping_selector = SkippingSelector()
        super().__init__(self._skipping_selector)

    def time(self) -> float:
        """Return the seconds that all timers so far have taken."""
        return self._skipping_selector.time_s


def run_without_waiting(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine as `run_coroutine` does, but let its pauses and time limits pass at once."""

    def run() -> T:
        with asyncio.Runner(loop_factory=SkippingLoop) as runner:
            return runner.run(coroutine)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()
