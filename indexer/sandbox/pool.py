"""Guarded extraction: every document is read in a child of its own that has limits and nothing else in reach.

What holds where:

- Everywhere: time, memory, processor and output are limited; the child has no descriptor but the answer's pipe and
  can never get one, so that it opens no file and no socket; it can write nothing and start no process or thread
  (root indexes as the user nobody, for whom that holds too); it ends with its parent.
- With Landlock (Linux 5.13): it also cannot start programs, nor delete, rename or make files by name. From version 4
  (Linux 6.7) TCP is barred a second time, from version 6 (Linux 6.12) signals to other processes are barred.
- Without Landlock those last few stay open to a document that takes over its reader, and the log says so once.

No child is trusted: its answer is JSON with a length, checked like any file from outside.
"""

from __future__ import annotations

import functools
import logging
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from catalog.errors import ExtractError
from indexer.sandbox import landlock
from indexer.sandbox.child import GuardedRun, Job, Outcome
from indexer.sandbox.limits import DEFAULT_LIMITS, Limits

__all__ = ["Guard", "Job", "Limits", "Outcome"]

log = logging.getLogger(__name__)


class Guard:
    """Reads documents in guarded children, `workers` at a time (one a processor core unless told otherwise).

    `extractor` names the function that reads, as `module:function`. As a context manager it ends every child that is
    still at work when the block is left, by whatever way.
    """

    def __init__(
        self,
        *,
        limits: Limits = DEFAULT_LIMITS,
        workers: int | None = None,
        extractor: str = "indexer.extract:extract",
    ) -> None:
        """Start nothing yet: the first document does."""
        self._limits = limits
        self._workers = max(1, workers or os.cpu_count() or 1)
        self._extractor = extractor
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["indexer.sandbox.worker", "indexer.sandbox.preload"])
        self._running: set[GuardedRun] = set()
        _say_what_is_missing()

    def __enter__(self) -> Self:
        """Return the guard."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End every child."""
        for run in tuple(self._running):
            self._stop(run)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Yield each job with its text or its refusal, in the order in which they finish.

        Jobs are taken as there is room for them, never far ahead. Closing the iterator ends the children at work.
        """
        source = iter(jobs)
        running: list[GuardedRun] = []
        done: deque[tuple[Job, Outcome]] = deque()
        try:
            while True:
                self._fill(running, source, done)
                while done:
                    left = time.monotonic()
                    yield done.popleft()
                    for run in running:
                        run.excuse(time.monotonic() - left)
                if running:
                    self._collect(running, done)
                else:
                    return
        finally:
            for run in running:
                self._stop(run)

    def _fill(self, running: list[GuardedRun], source: Iterator[Job], done: deque[tuple[Job, Outcome]]) -> None:
        """Start children for the next jobs; those that cannot be started are done."""
        while len(running) < self._workers and len(done) <= self._workers:
            job = next(source, None)
            if job is None:
                return
            try:
                run = GuardedRun(job, self._context, self._extractor, self._limits)
            except ExtractError as refusal:
                done.append((job, refusal))
            else:
                running.append(run)
                self._running.add(run)

    def _collect(self, running: list[GuardedRun], done: deque[tuple[Job, Outcome]]) -> None:
        """Wait until something happens, or until the next deadline, and move the finished from one to the other."""
        first = min(run.deadline for run in running)
        wait([handle for run in running for handle in run.handles()], max(0.0, first - time.monotonic()))
        for run in tuple(running):
            outcome = run.step()
            if outcome is not None:
                running.remove(run)
                self._stop(run)
                done.append((run.job, outcome))

    def _stop(self, run: GuardedRun) -> None:
        """End one child, unless that was done before."""
        if run in self._running:
            self._running.remove(run)
            run.stop()


@functools.cache
def _say_what_is_missing() -> None:
    """Log, once in the life of this process, which protection the kernel does not give."""
    version = landlock.abi()
    if version == 0:
        log.warning(
            "This system has no Landlock: a document that takes over its reader could start programs or delete files "
            "as this user (it still has no network and cannot read or write a file)."
        )
    elif version < landlock.SCOPE_ABI:
        log.info("This system's Landlock (version %d) does not keep a reader from signalling other processes.", version)
