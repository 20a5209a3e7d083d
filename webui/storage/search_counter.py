"""Counts searches in memory, and adds them to the query log once a minute: no visitor waits for a disk."""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from catalog.query_log.log_files import DATABASE_NAME
from catalog.query_log.model import Channel, DaySearch, Searched, SearchOutcome
from catalog.query_log.writer import add_searches

LOG = logging.getLogger("clearinghouse")

FLUSH_S = 60.0
"""Seconds between two writes. A process that is killed loses the counts since the last one."""
MAX_WAITING_TEXTS = 2_000
"""Different searches that one process counts by text between two writes; of others, only the number is counted."""
MAX_TEXT_CHARACTERS = 200
"""Characters of a text that is counted as such. A longer one would never be kept."""
MAX_REPEATS = 20
"""How often the same search counts between two writes of one process, so that a program that repeats it is not first.
"""


class SearchCounter:
    """Counts the searches of one process. Safe to share between threads.

    Whatever happens to the files, requests are answered: counts that cannot be written are lost.
    """

    def __init__(self, folder: Path, keep_days: int, today: Callable[[], dt.date], flush_s: float = FLUSH_S) -> None:
        """Take the folder of the log, how long it keeps counts, and the clock. Nothing is written before a search."""
        self.totals: dict[tuple[Channel, SearchOutcome], int] = {}
        self._folder = folder
        self._keep_days = keep_days
        self._today = today
        self._flush_s = flush_s
        self._waiting: dict[DaySearch, int] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._is_flush_due = False
        self._stop = threading.Event()
        self._last_failure: tuple[dt.date, str] | None = None

    def count(self, searched: Searched, channel: Channel) -> None:
        """Count a search of this moment."""
        search = DaySearch(self._today(), channel, searched)
        with self._lock:
            kind = channel, searched.outcome
            self.totals[kind] = self.totals.get(kind, 0) + 1
            if search not in self._waiting and not self._may_wait(search):
                search = DaySearch(search.day, channel, _without_text(searched))
            number = self._waiting.get(search, 0)
            if number < MAX_REPEATS or not search.searched.text:
                self._waiting[search] = number + 1
            if not self._is_flush_due:
                self._is_flush_due = self._flush_later()

    def flush(self) -> None:
        """Write what was counted."""
        with self._writing:
            with self._lock:
                searches, self._waiting = self._waiting, {}
                self._is_flush_due = False
            atexit.unregister(self.flush)
            if not searches:
                return
            try:
                add_searches(self._folder, searches, self._keep_days)
            except (sqlite3.Error, OSError) as error:
                self._report(error)

    def close(self) -> None:
        """Write what was counted, without waiting: the process ends."""
        self._stop.set()
        self.flush()

    def _may_wait(self, search: DaySearch) -> bool:
        is_kept = len(search.searched.text) <= MAX_TEXT_CHARACTERS and search.channel is not Channel.API
        return is_kept and len(self._waiting) < MAX_WAITING_TEXTS

    def _flush_later(self) -> bool:
        """Write in a while, or when the process ends; return False if no thread can be started at the moment."""
        try:
            threading.Thread(target=self._wait_and_flush, name="query log", daemon=True).start()
        except RuntimeError:
            return False
        atexit.register(self.flush)
        return True

    def _wait_and_flush(self) -> None:
        self._stop.wait(self._flush_s)
        self.flush()

    def _report(self, error: Exception) -> None:
        """Log once a day why counts are lost."""
        failure = self._today(), type(error).__name__
        if failure != self._last_failure:
            self._last_failure = failure
            LOG.warning(
                "searches are not counted at the moment: %s cannot be written (%s)", self._folder / DATABASE_NAME, error
            )


def _without_text(searched: Searched) -> Searched:
    """Return a search of which only the outcome is counted."""
    return Searched("", searched.language, searched.outcome, "-" if searched.corrected_to else "", searched.by_program)
