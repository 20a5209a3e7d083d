"""What the first page and the documents' addresses need to know of a whole generation, read once each."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from catalog.model import PartialDate, Record
from catalog.search.engine import Searcher

NEWEST = 6
FEATURED = 12
"""Resources shown on the first page at most."""


@dataclass(frozen=True, slots=True)
class Overview:
    """One generation at a glance. `documents` gives the id of a record that names a path."""

    generation: str
    featured: tuple[Record, ...]
    newest: tuple[Record, ...]
    documents: Mapping[str, str]

    def of_interest(self, today: dt.date) -> tuple[Record, ...]:
        """Return the featured records in force on a day, the latest chosen first."""
        return tuple(record for record in self.featured if _in_force(record, today))[:FEATURED]


class Overviews:
    """The overview of the generation last asked for. Safe to share between threads."""

    def __init__(self) -> None:
        self._last: Overview | None = None
        self._lock = threading.Lock()

    def of(self, searcher: Searcher) -> Overview:
        """Return a generation's overview; the first question about a generation reads every record."""
        with self._lock:
            if self._last is None or self._last.generation != searcher.generation:
                self._last = _made(searcher)
            return self._last


def _made(searcher: Searcher) -> Overview:
    featured: list[Record] = []
    documents: dict[str, str] = {}

    def records() -> Iterator[Record]:
        for record_id in searcher.ids():
            if entry := searcher.get(record_id):
                documents.update({each.path: record_id for each in entry.record.documents if each.path})
                featured.extend([entry.record] if entry.record.featured else [])
                yield entry.record

    newest = tuple(nlargest(NEWEST, records(), key=_age))
    featured.sort(key=_chosen, reverse=True)
    return Overview(searcher.generation, tuple(featured), newest, documents)


def _age(record: Record) -> tuple[dt.date, PartialDate, str]:
    published = record.published or PartialDate(1)
    return record.added or published.first_day(), published, record.id


def _chosen(record: Record) -> tuple[dt.date, str]:
    return (record.featured and record.featured.since) or dt.date.min, record.id


def _in_force(record: Record, today: dt.date) -> bool:
    when = record.featured
    return when is not None and (when.since or today) <= today <= (when.until or today)
