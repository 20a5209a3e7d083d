"""The loop of `watch`: waits for changes and for quiet after them, runs the index, and tries again if that failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from catalog.settings import Settings
from indexer.watch.file_changes import FileChanges
from indexer.watch.index_runs import IndexRun, run_index

MAX_WAIT_S = 300.0
"""Files that change without end are indexed nevertheless, this long after the first change."""
RETRY_S = 10.0
"""Seconds until a run that failed is tried again; twice as many after each further failure."""
MAX_RETRY_S = 600.0
MISSING_S = 1.0
"""How often a missing corpus is looked for."""


@dataclass(slots=True)
class _Schedule:
    """When to run next, on the monotonic clock; None if nothing has changed."""

    quiet_s: float
    due_at: float | None
    first_change_at: float | None = None
    retry_s: float = RETRY_S

    def note_change(self, now: float) -> None:
        """Postpone the run until no file changes any more."""
        self.first_change_at = now if self.first_change_at is None else self.first_change_at
        self.due_at = min(now + self.quiet_s, self.first_change_at + MAX_WAIT_S)

    def is_due(self, now: float) -> bool:
        """Return whether it is time to run."""
        return self.due_at is not None and now >= self.due_at

    def note_run(self, now: float, *, has_failed: bool) -> None:
        """Plan another attempt if a run failed, otherwise wait for the next change."""
        self.first_change_at = None
        self.due_at = now + self.retry_s if has_failed else None
        self.retry_s = min(2 * self.retry_s, MAX_RETRY_S) if has_failed else RETRY_S


def watch_corpus(
    settings: Settings,
    changes: FileChanges,
    stop: Event,
    report: Callable[[IndexRun], None],
    notify: Callable[[str], None],
    *,
    quiet_s: float,
) -> None:
    """Index at once, and then after each change, until `stop` is set.

    `report` gets each run, `notify` sentences about the corpus: that it is missing, for instance.
    """
    schedule = _Schedule(quiet_s, time.monotonic())
    is_missing = False
    while not stop.is_set():
        if changes.exists() == is_missing:
            is_missing = not is_missing
            notify(_presence(settings, is_missing=is_missing))
            changes.close()
            schedule.note_change(time.monotonic())
        if is_missing:
            stop.wait(MISSING_S)
            continue
        if changes.wait(notify):
            schedule.note_change(time.monotonic())
        if schedule.is_due(time.monotonic()) and not stop.is_set():
            run = run_index(settings, stop)
            if run is None:
                return
            report(run)
            schedule.note_run(time.monotonic(), has_failed=run.has_failed)


def _presence(settings: Settings, *, is_missing: bool) -> str:
    if is_missing:
        return f"The folder {settings.corpus} is missing. What is published stays; waiting for the folder."
    return f"The folder {settings.corpus} is back."
