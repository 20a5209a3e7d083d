"""What records say of each other: successors, what editors name, and series, looked up from either end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.model import Record
from catalog.search.result import Reason
from catalog.text import fold


@dataclass(frozen=True, slots=True)
class Links:
    """What a record says of others: the ids it names, and its series, folded; empty for none."""

    supersedes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    series: str = ""


def said(record: Record) -> Links:
    """Return what a record says of others."""
    return Links(record.supersedes, record.related, fold(record.series or "").strip())


class Ties:
    """What the records of one generation say of each other. Never changed; ids that nothing has are passed over."""

    def __init__(self, said_by: Mapping[str, Links], known: Collection[str]) -> None:
        """Take what is said, by the id of who says it, and all ids there are."""
        by_id = sorted(said_by.items())
        older = [(key, other) for key, each in by_id for other in each.supersedes]
        named = [(key, other) for key, each in by_id for other in each.related]
        self._older = _listed(older, known)
        self._newer = _listed(((other, key) for key, other in older), known)
        self._named = _listed([*named, *((other, key) for key, other in named)], known)
        self._series_of = {key: each.series for key, each in by_id if each.series}
        self._members: dict[str, list[str]] = defaultdict(list)
        for key, series in self._series_of.items():
            self._members[series].append(key)

    def told(self, record_id: str) -> Iterator[tuple[str, Reason]]:
        """Yield what an editor tied to a record, and why: what replaces it, what one names, what it replaces."""
        for other in self._newer.get(record_id, ()):
            yield self.newest(other), "Replaces this"
        for other in self._named.get(record_id, ()):
            yield self.newest(other), "Named by its editor"
        for other in self._older.get(record_id, ()):
            yield other, "Replaced by this"

    def series(self, record_id: str) -> tuple[str, ...]:
        """Return the others of a record's series by id, superseded ones left out."""
        members = self._members.get(self._series_of.get(record_id, ""), ())
        return tuple(each for each in members if each != record_id and not self.superseded(each))

    def superseded(self, record_id: str) -> bool:
        """Tell whether another record takes the place of this one."""
        return record_id in self._newer

    def newest(self, record_id: str) -> str:
        """Return what took the place of a record in the end; itself where nothing did."""
        seen: set[str] = set()
        while record_id in self._newer and record_id not in seen:
            seen.add(record_id)
            record_id = self._newer[record_id][0]
        return record_id


def _listed(pairs: Iterable[tuple[str, str]], known: Collection[str]) -> dict[str, list[str]]:
    """Return the second ids by the first ones, in their order, without those that nothing has and a record's own."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, other in pairs:
        if key != other and key in known and other in known:
            found[key].append(other)
    return dict(found)
