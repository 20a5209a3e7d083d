"""Runs a child process for each of many documents, some at a time."""

from __future__ import annotations

import multiprocessing
import os
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from types import TracebackType
from typing import Generic, Self

from catalog.errors import ExtractError
from indexer.sandbox.child import AnswerT, ExtractorProcess, Job

PRELOADED = ["indexer.sandbox.recognizer", "indexer.sandbox.renderer", "indexer.sandbox.preload"]
"""The modules that the fork server imports once for all children."""


def fork_server(*modules: str) -> ForkServerContext:
    """Return the context that starts children; all that are started by this process have the same fork server.

    The server also imports `modules` once for all children, unless it runs already; then each child imports its own.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED, *modules])
    return context


class ProcessPool(ABC, Generic[AnswerT]):
    """Reads documents in child processes, `workers` at a time (by default one for each processor core).

    As a context manager it ends every child that is still working when the block ends.
    """

    def __init__(self, workers: int | None = None) -> None:
        """Start nothing: the first document starts a child."""
        self._workers = max(1, workers or os.cpu_count() or 1)
        self._context = fork_server()
        self._running: set[ExtractorProcess[AnswerT]] = set()

    @abstractmethod
    def _process(self, job: Job) -> ExtractorProcess[AnswerT]:
        """Return a new process for a document; raise ExtractError if it cannot start."""

    def _finish(
        self, _process: ExtractorProcess[AnswerT], outcome: AnswerT | ExtractError
    ) -> AnswerT | ExtractError | ExtractorProcess[AnswerT]:
        """Return the outcome of a process that has ended, or a further process for its document."""
        return outcome

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End every child."""
        for process in tuple(self._running):
            self._stop(process)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, AnswerT | ExtractError]]:
        """Yield each job with its result or its error, in the order in which they finish.

        Jobs are taken when a worker is free. Closing the iterator ends the children that are working.
        """
        source = iter(jobs)
        running: list[ExtractorProcess[AnswerT]] = []
        done: deque[tuple[Job, AnswerT | ExtractError]] = deque()
        try:
            while True:
                self._fill(running, source, done)
                while done:
                    paused = time.monotonic()
                    yield done.popleft()
                    for process in running:
                        process.extend_deadline(time.monotonic() - paused)
                if running:
                    self._collect(running, done)
                else:
                    return
        finally:
            for process in running:
                self._stop(process)

    def _fill(
        self,
        running: list[ExtractorProcess[AnswerT]],
        source: Iterator[Job],
        done: deque[tuple[Job, AnswerT | ExtractError]],
    ) -> None:
        """Start children for the next jobs; a job whose child cannot start is done."""
        while len(running) < self._workers and len(done) <= self._workers:
            job = next(source, None)
            if job is None:
                return
            try:
                process = self._process(job)
            except ExtractError as error:
                done.append((job, error))
            else:
                running.append(process)
                self._running.add(process)

    def _collect(
        self, running: list[ExtractorProcess[AnswerT]], done: deque[tuple[Job, AnswerT | ExtractError]]
    ) -> None:
        """Wait for a child or the next deadline, and move finished jobs from `running` to `done`."""
        next_deadline = min(process.deadline for process in running)
        handles = [handle for process in running for handle in process.wait_handles()]
        wait(handles, max(0.0, next_deadline - time.monotonic()))
        for process in tuple(running):
            outcome = process.poll()
            if outcome is not None:
                running.remove(process)
                self._stop(process)
                finished = self._finish(process, outcome)
                if isinstance(finished, ExtractorProcess):
                    running.append(finished)
                    self._running.add(finished)
                else:
                    done.append((process.job, finished))

    def _stop(self, process: ExtractorProcess[AnswerT]) -> None:
        """End a child, unless it has been ended already."""
        if process in self._running:
            self._running.remove(process)
            process.stop()
