"""What records say of each other, and what cannot be true of it. No record is refused for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from catalog.errors import Problem
from catalog.store.records import StoredRecord

FIELDS = ("supersedes", "related", "aliases")


def relation_problems(records: Iterable[StoredRecord], known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the ids that records name, at their lines; `known` are the ids that there are."""
    for stored in records:
        for name in FIELDS:
            for number, other in enumerate(getattr(stored.record, name)):
                if found := _objection(name, other, stored.record.id, known):
                    line = stored.line_of(name, number)
                    yield Problem(*found, stored.file, line, stored.record.id, f"{name}[{number}]")


def _objection(name: str, other: str, own: str, known: Collection[str]) -> tuple[str, str] | None:
    """Return the kind of fault that an id is, and what to say of it; None where it is right."""
    if name == "aliases":
        taken = other in known and other != own
        return ("taken-id", f"'{other}' is the id of another record: take it out of aliases") if taken else None
    if other == own:
        return "own-id", f"a record cannot name itself in {name}: take '{other}' out"
    return None if other in known else ("unknown-id", f"there is no record '{other}': correct the id, or take it out")
