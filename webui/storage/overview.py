"""Facts that need a pass over all records: newest additions, days of last change, owners of documents, successors."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.model import Record, last_checked
from catalog.search.query.tree import Query, Sort
from catalog.search.related.links import newest_successors
from catalog.search.searcher import Searcher
from catalog.search.showcase import showcase

MAX_NEWEST = 6
"""Resources in the list of newest additions."""
MAX_RECENT = 100
"""The most recently added resources that those in the list are chosen from."""


@dataclass(frozen=True, slots=True)
class CatalogOverview:
    """Facts about all records of a generation.

    `document_owners` maps the path of a document to the id of a record that names it. `last_checked` maps every record
    id, in ascending order, to the day the record was last checked, None if unknown. `successors` maps a superseded id
    to that of its last successor.
    """

    generation: str
    newest: tuple[Record, ...]
    document_owners: Mapping[str, str]
    last_checked: Mapping[str, dt.date | None]
    successors: Mapping[str, str]


class CatalogOverviewCache:
    """Caches the overview of the most recently requested generation. Safe to share between threads."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._cached: CatalogOverview | None = None
        self._lock = threading.Lock()

    def of(self, searcher: Searcher) -> CatalogOverview:
        """Return a generation's overview. The first call for a generation reads every record."""
        with self._lock:
            if self._cached is None or self._cached.generation != searcher.generation:
                self._cached = _overview(searcher)
            return self._cached


def _overview(searcher: Searcher) -> CatalogOverview:
    document_owners: dict[str, str] = {}
    checked_days: dict[str, dt.date | None] = {}
    superseding: list[Record] = []
    for record in searcher.all_records():
        document_owners.update({document.path: record.id for document in record.documents if document.path})
        checked_days[record.id] = last_checked(record)
        superseding += [record] if record.supersedes else []
    recent = searcher.first_hits(Query(sort=Sort.ADDED), MAX_RECENT).hits
    newest = tuple(hit.record for hit in showcase(recent, MAX_NEWEST))
    return CatalogOverview(searcher.generation, newest, document_owners, checked_days, newest_successors(superseding))
