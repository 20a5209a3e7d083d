"""Checks the ids by which records refer to each other. A wrong id does not make a record invalid."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.errors import Problem
from catalog.store.records import Contents
from catalog.store.stored_record import NO_DETAILS, StoredRecord

RELATION_FIELDS = ("supersedes", "related", "aliases")
REPLACEMENT = "withdrawn", "replaced_by"


def relation_problems(contents: Contents, published: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each wrong id in a record of a store; `published` are the ids in the catalog.

    A record may name drafts, and supersede withdrawn records. It is related only to what visitors can see. The ids of
    refused records are checked, too, as far as they could be read.
    """
    ids = {*published, *contents.refused_ids, *_ids(contents.drafts)}
    ids_and_withdrawn = ids | _ids(contents.withdrawn)
    for stored in (*contents.records, *contents.drafts, *contents.incomplete):
        if stored.details is NO_DETAILS:
            continue
        for name in RELATION_FIELDS:
            known = ids if name == "related" else ids_and_withdrawn
            for number, target in enumerate(getattr(stored.details, name)):
                if target and (problem := _relation_problem(name, target, stored.id, known)):
                    yield _problem(stored, problem, (name, number), f"{name}[{number}]")
    for stored in contents.withdrawn:
        withdrawal = stored.record.withdrawn
        target = withdrawal.replaced_by if withdrawal else None
        if target and (problem := _relation_problem(REPLACEMENT[-1], target, stored.id, ids_and_withdrawn)):
            yield _problem(stored, problem, REPLACEMENT, ".".join(REPLACEMENT))


def _ids(records: Collection[StoredRecord]) -> set[str]:
    return {stored.id for stored in records}


def _problem(stored: StoredRecord, problem: tuple[str, str], path: tuple[str | int, ...], field: str) -> Problem:
    return Problem(*problem, stored.file, stored.line_of(*path), stored.id or None, field)


def _relation_problem(name: str, target: str, own_id: str, ids: Collection[str]) -> tuple[str, str] | None:
    """Return the kind of problem and its message, or None if the id is valid."""
    if name == "aliases":
        is_taken = target in ids and target != own_id
        return ("taken-id", f"'{target}' is the id of another record: remove it from aliases") if is_taken else None
    if target == own_id:
        return "own-id", f"a record cannot name itself in {name}: remove '{target}'"
    return None if target in ids else ("unknown-id", f"there is no record '{target}': correct the id, or remove it")
