"""The differences between two generations, by record, and their summary in the folder of the newer one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from catalog.model import Record
from catalog.text import fold
from indexer.ingest.model import Changes, RecordChange
from indexer.ingest.plan import Ledger, LedgerEntry, is_same_name

CHANGES = "changes.json"
MAX_SUMMARIZED_RECORDS = 20
"""The records of each kind of change that a summary names."""


@dataclass(frozen=True, slots=True)
class IndexedRecords:
    """The ledger of a generation, and a function that returns its records by id, as far as they are known."""

    ledger: Ledger
    records: Callable[[Collection[str]], Mapping[str, Record]]

    def titles(self, ids: Collection[str]) -> tuple[RecordChange, ...]:
        """Return the ids with the titles of their records, in ascending order."""
        records = self.records(ids)
        return tuple(RecordChange(key, records[key].title if key in records else "") for key in sorted(ids))


def find_changes(before: IndexedRecords, after: IndexedRecords, editorial: tuple[str, ...] = ()) -> Changes:
    """Return what differs between two generations; `editorial` are the kinds of editorial content that do."""
    both = before.ledger.keys() & after.ledger.keys()
    other = sorted(key for key in both if _differ(before.ledger[key], after.ledger[key]))
    records_before, records_after = before.records(other), after.records(other)
    changed = [
        RecordChange(
            key,
            records_after[key].title,
            tuple(_changed_fields(records_before[key], records_after[key], before.ledger[key], after.ledger[key])),
        )
        for key in other
        if key in records_before and key in records_after
    ]
    return Changes(
        added=after.titles(after.ledger.keys() - both),
        changed=tuple(change for change in changed if change.fields),
        removed=before.titles(before.ledger.keys() - both),
        indexed_again=len(other) - sum(bool(change.fields) for change in changed),
        editorial=editorial,
    )


def _differ(old: LedgerEntry, new: LedgerEntry) -> bool:
    return old is not new and (old.stamp != new.stamp or not is_same_name(old.file, new.file))


def _changed_fields(before: Record, after: Record, old: LedgerEntry, new: LedgerEntry) -> Iterator[str]:
    """Yield the fields of a record that changed; its documents did if the content of a file is another one."""
    names = [field.name for field in fields(Record) if getattr(before, field.name) != getattr(after, field.name)]
    yield from names
    if "documents" not in names and old.sha256s != new.sha256s:
        yield "documents"
    if not is_same_name(old.file, new.file):
        yield "file"


def find_renamed(before: IndexedRecords, after: IndexedRecords, changes: Changes) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a removed id and an added one that seem to be the same resource.

    They have the same title or a document in common. If the added record names the removed id in `aliases`, nothing is
    amiss.
    """
    old_ids: dict[str, str] = {}
    for change in changes.removed:
        for mark in _marks(change, before.ledger):
            old_ids.setdefault(mark, change.id)
    if not old_ids:
        return ()
    records = after.records([change.id for change in changes.added])
    pairs = []
    for change in changes.added:
        old_id = next((old_ids[mark] for mark in _marks(change, after.ledger) if mark in old_ids), None)
        if old_id and change.id in records and old_id not in records[change.id].aliases:
            pairs.append((old_id, change.id))
    return tuple(pairs)


def _marks(change: RecordChange, ledger: Ledger) -> Iterator[str]:
    """Yield what tells a resource: its title, and the content of each of its documents."""
    if change.title:
        yield f"title {fold(change.title)}"
    yield from ledger[change.id].sha256s.values()


def write_changes(folder: Path, changes: Changes) -> None:
    """Write the summary of what changed into the folder of a new generation: numbers, and the ids of the first."""
    kinds = {name: getattr(changes, name) for name in ("added", "changed", "removed")}
    summary = {
        **{
            name: {"count": len(of_kind), "first": [change.id for change in of_kind[:MAX_SUMMARIZED_RECORDS]]}
            for name, of_kind in kinds.items()
        },
        "indexed_again": changes.indexed_again,
        "editorial": changes.editorial,
    }
    (folder / CHANGES).unlink(missing_ok=True)  # an earlier generation may share it
    (folder / CHANGES).write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")


def read_changes(folder: Path) -> dict[str, Any] | None:
    """Return the summary in the folder of a generation, or None if it has none."""
    with suppress(OSError, ValueError):
        summary = json.loads((folder / CHANGES).read_bytes())
        return summary if isinstance(summary, dict) else None
    return None
