"""Checks the chains of records that supersede each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from catalog.errors import Problem
from catalog.store.stored_record import StoredRecord
from catalog.text import listed

KIND = "supersedes-itself"
MAX_NAMED_FORKS = 10
"""The records with several successors that a note names; further ones are counted."""


def supersession_problems(records: Mapping[str, StoredRecord]) -> Iterator[Problem]:
    """Yield a problem for each circle of records that supersede each other: visitors find no newest one."""
    reported: set[str] = set()
    for key, stored in records.items():
        circle = () if key in reported else _circle(key, records)
        if not circle:
            continue
        reported.update(circle)
        chain = " supersedes ".join((*circle, key))
        message = f"supersedes itself in the end ({chain}): remove one of these links"
        yield Problem(KIND, message, stored.file, stored.line_of("supersedes"), key, "supersedes")


def _circle(start: str, records: Mapping[str, StoredRecord]) -> tuple[str, ...]:
    """Return the ids on a way from a record back to itself, empty if there is none or the record names itself."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for older in records[path[-1]].details.supersedes:
            if older == start and len(path) > 1:
                return path
            if older in records and older not in seen and older != start:
                seen.add(older)
                paths.append((*path, older))
    return ()


def older_records(start: str, records: Mapping[str, StoredRecord]) -> frozenset[str]:
    """Return the ids of all records that one supersedes, also by way of others."""
    older: set[str] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        further = set(records[key].details.supersedes) - older if key in records else set()
        older |= further
        waiting += further
    return frozenset(older)


def fork_note(records: Sequence[StoredRecord]) -> str | None:
    """Return a note that names the records which several others supersede, or None if there are none."""
    successors: defaultdict[str, list[str]] = defaultdict(list)
    for stored in records:
        for older in stored.details.supersedes:
            successors[older].append(stored.id)
    forks = [f"{older} (by {' and '.join(keys)})" for older, keys in sorted(successors.items()) if len(keys) > 1]
    if not forks:
        return None
    subject = "1 record is" if len(forks) == 1 else f"{len(forks)} records are"
    return f"{subject} superseded by several, and lead to the one published last: {listed(forks, MAX_NAMED_FORKS)}."
