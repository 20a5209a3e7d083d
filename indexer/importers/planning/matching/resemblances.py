"""What new records of an import look like: records that are there, and other rows of the same import.

A look-up takes the same time for any number of records: they are kept by their addresses, titles and files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from catalog.addresses import MovedUrl, not_moved
from catalog.model import Record, RecordStatus
from catalog.store.stored_record import StoredRecord
from catalog.taxonomy import Taxonomy
from catalog.text import fold
from indexer.check.duplicates.features import page_key
from indexer.importers.planning.matching.compared_files import ComparedFiles

SAME_FILE = "same file"
SAME_ADDRESS = "same address"
SAME_TITLE = "same title"
SAME_TITLE_AND_PUBLISHER = "same title and publisher"
MAX_ALIKE = 4
"""The records that are kept of those with the same address or title: a new one is compared with the first of them."""
MIN_WORDS = 4
"""Words of the shortest title that says something without a publisher: there are many "Annual Reports"."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A record that a new one may be the same as, and why; `place` is that of its row if it is of the same import."""

    record_id: str
    reason: str
    place: str = ""


class _Known(NamedTuple):
    """What is compared of a record."""

    id: str
    place: str
    year: int | None
    publishers: Collection[str]


class Resemblances:
    """Records by their files, addresses and titles."""

    def __init__(
        self,
        stored: Iterable[StoredRecord],
        taxonomy: Taxonomy,
        distinct: Iterable[Collection[str]] = (),
        moved_url: MovedUrl = not_moved,
        documents: Path | None = None,
    ) -> None:
        """Take the records that there are, groups of ids that are not the same, and the folder of documents if any."""
        self._taxonomy = taxonomy
        self._moved_url = moved_url
        self._distinct = frozenset(frozenset(pair) for ids in distinct for pair in combinations(sorted(set(ids)), 2))
        self._by_page: defaultdict[str, list[_Known]] = defaultdict(list)
        self._by_title: defaultdict[str, list[_Known]] = defaultdict(list)
        self._sources: dict[str, str] = {}
        # A withdrawn record is done with: visitors do not see it.
        compared = [item for item in stored if item.details.status is not RecordStatus.WITHDRAWN]
        self._files = cache(lambda: ComparedFiles(documents, compared) if documents else ComparedFiles(Path(), ()))
        for item in compared:
            self.add(item.id, item.record)

    def add(self, record_id: str, record: Record, place: str = "", files: Collection[Path] = ()) -> None:
        """Add a record; `place` is that of its row if it is new, with the `files` of a folder that is imported."""
        if files:
            self._files().add(files, record_id, place)
        known = self._known(record_id, record, place)
        for kept, key in ((self._by_page, self._page(record)), (self._by_title, _title(record))):
            if key and len(kept[key]) < MAX_ALIKE:
                kept[key].append(known)
            if key and record.imported:
                self._sources.setdefault(key, record.imported.source)

    def find(self, record_id: str, record: Record, files: Collection[Path] = ()) -> Resemblance | None:
        """Return a record that a new one with this id, and these files, may be the same as, or None."""
        new = self._known(record_id, record)
        for user in self._files().users(files) if files else ():
            if frozenset((record_id, user.record_id)) not in self._distinct:
                return Resemblance(user.record_id, SAME_FILE, user.place)
        for other in self._others(self._by_page, self._page(record), new):
            return Resemblance(other.id, SAME_ADDRESS, other.place)
        for other in self._others(self._by_title, _title(record), new):
            if None not in (new.year, other.year) and new.year != other.year:
                continue  # of each year or edition: `duplicates --all` has these
            if not new.publishers or not other.publishers:
                if len(record.title.split()) >= MIN_WORDS:
                    return Resemblance(other.id, SAME_TITLE, other.place)
            elif not set(new.publishers).isdisjoint(other.publishers):
                return Resemblance(other.id, SAME_TITLE_AND_PUBLISHER, other.place)
        return None

    def source_of(self, record: Record) -> str:
        """Return the source from which a record with the same address or title was imported, empty for none."""
        return self._sources.get(self._page(record)) or self._sources.get(_title(record)) or ""

    def _others(self, kept: Mapping[str, list[_Known]], key: str, new: _Known) -> Iterable[_Known]:
        others = kept.get(key, ()) if key else ()
        return (other for other in others if frozenset((new.id, other.id)) not in self._distinct)

    def _known(self, record_id: str, record: Record, place: str = "") -> _Known:
        year = record.published.year if record.published else None
        publishers = tuple(self._taxonomy.publisher(name).value for name in record.publishers)
        return _Known(record_id, place, year, publishers)

    def _page(self, record: Record) -> str:
        return page_key(record.url or "", self._moved_url)


def _title(record: Record) -> str:
    """Return the letters and digits of the whole title; that no address begins with a space keeps them apart."""
    letters = "".join(filter(str.isalnum, fold(f"{record.title}{record.subtitle or ''}")))
    return f" {letters}" if letters else ""
