"""Checks the ids by which records refer to each other. A wrong id does not make a record invalid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from catalog.errors import Problem
from catalog.store.records import StoredRecord

RELATION_FIELDS = ("supersedes", "related", "aliases")


def relation_problems(records: Iterable[StoredRecord], ids: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each wrong id in a record; `ids` are the existing ones."""
    for stored in records:
        for name in RELATION_FIELDS:
            for number, target in enumerate(getattr(stored.record, name)):
                if problem := _relation_problem(name, target, stored.record.id, ids):
                    line = stored.line_of(name, number)
                    yield Problem(*problem, stored.file, line, stored.record.id, f"{name}[{number}]")


def _relation_problem(name: str, target: str, own_id: str, ids: Collection[str]) -> tuple[str, str] | None:
    """Return the kind of problem and its message, or None if the id is valid."""
    if name == "aliases":
        is_taken = target in ids and target != own_id
        return ("taken-id", f"'{target}' is the id of another record: remove it from aliases") if is_taken else None
    if target == own_id:
        return "own-id", f"a record cannot name itself in {name}: remove '{target}'"
    return None if target in ids else ("unknown-id", f"there is no record '{target}': correct the id, or remove it")
