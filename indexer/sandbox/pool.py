"""Sandboxed extraction: every document is read in its own child process, with limits and without other resources.

The protection depends on the system:

- Everywhere, time, memory, processor time and output are limited. The child has only the descriptor of the answer's
  pipe and cannot get another one, so it can open no file or socket. It can write nothing and start no process or
  thread. If root runs the index, the child runs as the user nobody. The child ends with its parent.
- With Landlock (Linux 5.13), the child also cannot run programs, or create, rename or delete files by name. From
  version 4 (Linux 6.7) it also denies TCP, and from version 6 (Linux 6.12) signals to other processes.
- Without Landlock, a document that takes over its extractor can do these things, and the log says so once.

Scanned pages are recognized afterwards, where Tesseract is installed, in further processes (`recognizer.py`).

The parent does not trust a child: the answer is JSON with a length, and is validated like any input.
"""

from __future__ import annotations

import functools
import logging
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from catalog.errors import ExtractError
from indexer.extract.scans.merging import has_scans, with_recognized_pages
from indexer.sandbox import landlock
from indexer.sandbox.child import ExtractorProcess, Job, Outcome
from indexer.sandbox.limits import Limits
from indexer.sandbox.recognizer import recognize_in_child
from indexer.sandbox.tesseract import Tesseract
from indexer.sandbox.worker import extract_in_child

__all__ = ["ExtractorPool", "Job", "Limits", "Outcome"]

RECOGNITION_GRACE_S = 30.0
"""Recognition ends by itself at its own limit; this much later the parent ends it."""

log = logging.getLogger(__name__)


class ExtractorPool:
    """Extracts documents in child processes, `workers` at a time (by default one for each processor core).

    `extractor` names the function, as `module:function`. As a context manager it ends every child that is still
    working when the block ends.
    """

    def __init__(
        self,
        *,
        limits: Limits,
        workers: int | None = None,
        extractor: str = "indexer.extract:extract",
        tesseract: Tesseract | None = None,
    ) -> None:
        """Start nothing: the first document starts a child. With `tesseract`, scanned pages are recognized."""
        self._limits = limits
        self._workers = max(1, workers or os.cpu_count() or 1)
        self._extractor = extractor
        self._tesseract = tesseract
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["indexer.sandbox.recognizer", "indexer.sandbox.preload"])
        self._running: set[ExtractorProcess] = set()
        self._unrecognized: dict[ExtractorProcess, Outcome] = {}
        _warn_about_missing_protection()

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End every child."""
        for process in tuple(self._running):
            self._stop(process)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Yield each job with its extraction or its error, in the order in which they finish.

        Jobs are taken when a worker is free. Closing the iterator ends the children that are working.
        """
        source = iter(jobs)
        running: list[ExtractorProcess] = []
        done: deque[tuple[Job, Outcome]] = deque()
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

    def _fill(self, running: list[ExtractorProcess], source: Iterator[Job], done: deque[tuple[Job, Outcome]]) -> None:
        """Start children for the next jobs; a job whose child cannot start is done."""
        while len(running) < self._workers and len(done) <= self._workers:
            job = next(source, None)
            if job is None:
                return
            try:
                process = ExtractorProcess(job, self._context, extract_in_child, self._extractor, self._limits)
            except ExtractError as error:
                done.append((job, error))
            else:
                running.append(process)
                self._running.add(process)

    def _collect(self, running: list[ExtractorProcess], done: deque[tuple[Job, Outcome]]) -> None:
        """Wait for a child or the next deadline, and move finished jobs from `running` to `done`."""
        next_deadline = min(process.deadline for process in running)
        handles = [handle for process in running for handle in process.wait_handles()]
        wait(handles, max(0.0, next_deadline - time.monotonic()))
        for process in tuple(running):
            outcome = process.poll()
            if outcome is not None:
                running.remove(process)
                self._stop(process)
                self._finish(process, outcome, running, done)

    def _finish(
        self,
        process: ExtractorProcess,
        outcome: Outcome,
        running: list[ExtractorProcess],
        done: deque[tuple[Job, Outcome]],
    ) -> None:
        """Add the outcome of a process to `done`, or start to recognize the document's scanned pages."""
        job = process.job
        if process in self._unrecognized:
            done.append((job, with_recognized_pages(self._unrecognized.pop(process), outcome)))
        elif self._tesseract and has_scans(outcome):
            try:
                recognition = self._start_recognition(job, self._tesseract)
            except ExtractError:
                done.append((job, outcome))
            else:
                self._unrecognized[recognition] = outcome
                running.append(recognition)
        else:
            done.append((job, outcome))

    def _start_recognition(self, job: Job, tesseract: Tesseract) -> ExtractorProcess:
        """Start a process that recognizes the scanned pages of a document; raise ExtractError if that is impossible."""
        limits = replace(self._limits, wall_s=tesseract.document_s + RECOGNITION_GRACE_S)
        process = ExtractorProcess(job, self._context, recognize_in_child, tesseract, limits)
        self._running.add(process)
        return process

    def _stop(self, process: ExtractorProcess) -> None:
        """End a child, unless it has been ended already."""
        if process in self._running:
            self._running.remove(process)
            process.stop()


@functools.cache
def _warn_about_missing_protection() -> None:
    """Log, once in this process, which protection the kernel lacks."""
    version = landlock.abi()
    if version == 0:
        log.warning(
            "This system has no Landlock: a document that takes over its extractor could run programs or delete files "
            "as this user. It still has no network access and cannot read or write files."
        )
    elif version < landlock.SCOPE_ABI:
        log.info("This system's Landlock (version %d) does not stop signals to other processes.", version)
