"""Links between records: successors, editors' links and series, looked up in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.model import PartialDate, Record
from catalog.search.result import Relation
from catalog.text import fold


@dataclass(frozen=True, slots=True)
class Links:
    """A record's links to others: the ids it names, and its series, folded; empty for none."""

    supersedes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    series: str = ""


def links_of(record: Record) -> Links:
    """Return a record's links."""
    return Links(record.supersedes, record.related, fold(record.series or "").strip())


class LinkGraph:
    """The links between the records of one generation. Immutable; unknown ids are left out."""

    def __init__(self, links: Mapping[str, Links], ids: Collection[str]) -> None:
        """Take the links by the id of the record that has them, and the ids of all records."""
        by_id = sorted(links.items())
        supersedes = [(key, older) for key, record in by_id for older in record.supersedes]
        related = [(key, target) for key, record in by_id for target in record.related]
        self._older = _targets_by_id(supersedes, ids)
        self._newer = _targets_by_id(((older, key) for key, older in supersedes), ids)
        self._related = _targets_by_id([*related, *((target, key) for key, target in related)], ids)
        self._series_of = {key: record.series for key, record in by_id if record.series}
        self._members: dict[str, list[str]] = defaultdict(list)
        for key, series in self._series_of.items():
            self._members[series].append(key)

    def editorial(self, record_id: str) -> Iterator[tuple[str, Relation]]:
        """Yield the records that editors linked with one: its successors, related ones, and those that it replaces."""
        for newer in self._newer.get(record_id, ()):
            yield self.newest(newer), Relation.REPLACES
        for related in self._related.get(record_id, ()):
            yield self.newest(related), Relation.EDITORS_PICK
        for older in self._older.get(record_id, ()):
            yield older, Relation.REPLACED

    def series(self, record_id: str) -> tuple[str, ...]:
        """Return the other records of a record's series by id, without superseded ones."""
        members = self._members.get(self._series_of.get(record_id, ""), ())
        return tuple(member for member in members if member != record_id and not self.is_superseded(member))

    def is_superseded(self, record_id: str) -> bool:
        """Return whether another record replaces this one."""
        return record_id in self._newer

    def newest(self, record_id: str) -> str:
        """Return the last successor of a record, or the record itself if it has none."""
        seen: set[str] = set()
        while record_id in self._newer and record_id not in seen:
            seen.add(record_id)
            record_id = self._newer[record_id][0]
        return record_id


def newest_successors(records: Iterable[Record]) -> dict[str, str]:
    """Return the last successor of each superseded record, by id; a record of a circle has none.

    Of several records that supersede one, the one that was published last counts. The superseded ones need not be
    among the records.
    """
    direct: dict[str, Record] = {}
    for record in records:
        for older in record.supersedes:
            direct[older] = max(direct.get(older, record), record, key=_recency)
    newest = {older: _last(older, direct) for older in direct}
    return {older: successor for older, successor in newest.items() if successor != older}


def _recency(record: Record) -> tuple[PartialDate, str]:
    return record.published or PartialDate(0), record.id


def _last(record_id: str, direct: Mapping[str, Record]) -> str:
    """Return the end of the chain of successors; in a circle, the record itself."""
    current, seen = record_id, {record_id}
    while current in direct:
        current = direct[current].id
        if current in seen:
            return record_id
        seen.add(current)
    return current


def _targets_by_id(pairs: Iterable[tuple[str, str]], ids: Collection[str]) -> dict[str, list[str]]:
    """Return the second id of each pair by the first, in order, without unknown ids and links of a record to itself."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for key, target in pairs:
        if key != target and key in ids and target in ids:
            grouped[key].append(target)
    return dict(grouped)
