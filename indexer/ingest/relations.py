"""Checks the ids with which records refer to each other. No record is refused for a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from catalog.errors import Problem
from catalog.store.records import StoredRecord

RELATION_FIELDS = ("supersedes", "related", "aliases")


def relation_problems(records: Iterable[StoredRecord], ids: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each wrong id that a record refers to; `ids` are the existing ones."""
    for stored in records:
        for name in RELATION_FIELDS:
            for number, other in enumerate(getattr(stored.record, name)):
                if problem := _relation_problem(name, other, stored.record.id, ids):
                    line = stored.line_of(name, number)
                    yield Problem(*problem, stored.file, line, stored.record.id, f"{name}[{number}]")


def _relation_problem(name: str, other: str, own: str, ids: Collection[str]) -> tuple[str, str] | None:
    """Return the kind of problem and its message, or None if the id is right."""
    if name == "aliases":
        is_taken = other in ids and other != own
        return ("taken-id", f"'{other}' is the id of another record: remove it from aliases") if is_taken else None
    if other == own:
        return "own-id", f"a record cannot name itself in {name}: remove '{other}'"
    return None if other in ids else ("unknown-id", f"there is no record '{other}': correct the id, or remove it")
