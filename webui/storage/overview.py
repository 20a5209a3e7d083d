"""What takes a look at every record: the newest additions, when each changed, and who names which document."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from catalog.model import PartialDate, Record, last_checked
from catalog.search.searcher import Searcher

NEWEST = 6
"""Resources shown as the newest additions."""


@dataclass(frozen=True, slots=True)
class Overview:
    """One generation at a glance. `documents` gives the id of a record that names a path.

    `changed` has every record by its id, ascending, and the day when it was last looked after, where that is known.
    `newer` has the id of the record that supersedes one.
    """

    generation: str
    newest: tuple[Record, ...]
    documents: Mapping[str, str]
    changed: Mapping[str, dt.date | None]
    newer: Mapping[str, str]


class Overviews:
    """The overview of the generation last asked for. Safe to share between threads."""

    def __init__(self) -> None:
        """Look at nothing before the first question."""
        self._last: Overview | None = None
        self._lock = threading.Lock()

    def of(self, searcher: Searcher) -> Overview:
        """Return a generation's overview; the first question about a generation reads every record."""
        with self._lock:
            if self._last is None or self._last.generation != searcher.generation:
                self._last = _made(searcher)
            return self._last


def _made(searcher: Searcher) -> Overview:
    documents: dict[str, str] = {}
    changed: dict[str, dt.date | None] = {}
    newer: dict[str, str] = {}

    def records() -> Iterator[Record]:
        for record_id in searcher.ids():
            if entry := searcher.get(record_id):
                documents.update({each.path: record_id for each in entry.record.documents if each.path})
                changed[record_id] = last_checked(entry.record)
                newer.update(dict.fromkeys(entry.record.supersedes, record_id))
                yield entry.record

    newest = tuple(nlargest(NEWEST, records(), key=_age))
    return Overview(searcher.generation, newest, documents, changed, newer)


def _age(record: Record) -> tuple[dt.date, PartialDate, str]:
    published = record.published or PartialDate(1)
    return record.added or published.first_day(), published, record.id
