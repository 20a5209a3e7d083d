"""Visits URLs of many hosts: those of one host one after the other, several hosts at the same time."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit

VisitT = TypeVar("VisitT")


def host_of(url: str) -> str:
    """Return the host of a URL in lower case, empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def visit_by_host(
    urls: Iterable[str], visit: Callable[[str], VisitT], hosts_at_a_time: int, stop: Callable[[], None]
) -> Iterator[tuple[str, VisitT]]:
    """Yield each URL with what `visit` returns for it, as they finish. `visit` runs in threads, and must not raise.

    If the caller stops early, `stop` is called to end visits that are going on.
    """
    by_host: dict[str, deque[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), deque()).append(url)
    results: queue.SimpleQueue[tuple[str, VisitT] | None] = queue.SimpleQueue()

    def visit_host(waiting: deque[str]) -> None:
        try:
            while waiting:
                url = waiting.popleft()
                results.put((url, visit(url)))
        finally:
            results.put(None)

    # The hosts with the most URLs take longest, so they begin.
    hosts = sorted(by_host.values(), key=len, reverse=True)
    with ThreadPoolExecutor(hosts_at_a_time, thread_name_prefix="host") as pool:
        tasks = [pool.submit(visit_host, waiting) for waiting in hosts]
        try:
            yield from _until_all_have_ended(results, len(hosts))
            for task in tasks:
                task.result()
        finally:
            for waiting in hosts:
                waiting.clear()
            if not all(task.done() for task in tasks):
                stop()


def _until_all_have_ended(
    results: queue.SimpleQueue[tuple[str, VisitT] | None], hosts: int
) -> Iterator[tuple[str, VisitT]]:
    while hosts:
        result = results.get()
        if result is None:
            hosts -= 1
        else:
            yield result
