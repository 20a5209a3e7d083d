"""What happened to one record: the sets that changed it, with the values before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from catalog.store.files.yaml_json import RECORD_SUFFIXES, RawRecord, records_of_text
from indexer.editing.change_set import ChangeSet, EditKind
from indexer.editing.history import History, HistoryError


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record before and after a change; None if it had no value."""

    field: str
    before: Any
    after: Any


def record_changes(history: History, record_id: str) -> Iterator[tuple[ChangeSet, tuple[FieldChange, ...] | None]]:
    """Yield the sets that changed a record, the newest first, and the fields that each of them changed.

    They are None for a set whose contents are not kept any more, or damaged. An undo that left the record as it was,
    because it had been changed since, is none of them.
    """
    for change_set in history.sets():
        if record_id in change_set.fields:
            fields = None
            with suppress(HistoryError):
                fields = tuple(_field_changes(history, change_set, record_id))
            if fields != () or not _is_of_values(change_set, record_id):
                yield change_set, fields


def _is_of_values(change_set: ChangeSet, record_id: str) -> bool:
    """Return whether a set is an undo of values; files of documents may change without the record that has them."""
    return change_set.kind is EditKind.UNDO and tuple(change_set.fields[record_id]) != ("documents",)


def _field_changes(history: History, change_set: ChangeSet, record_id: str) -> Iterator[FieldChange]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for file in change_set.files:
        versions = history.versions(file)
        before |= _record_in(versions.before, file.path, record_id)
        after |= _record_in(versions.after, file.path, record_id)
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield FieldChange(name, before.get(name), after.get(name))


def _record_in(content: bytes | None, path: str, record_id: str) -> dict[str, Any]:
    """Return the fields of a record in the content of a file; empty if it is not there."""
    suffix = PurePosixPath(path).suffix.lower()
    if content is None or suffix not in RECORD_SUFFIXES or record_id.encode() not in content:
        return {}
    text = content.decode(errors="replace").removeprefix("\ufeff")
    if suffix == ".jsonl":
        text = "\n".join(line for line in text.split("\n") if record_id in line)
    raws = (item for item in records_of_text(text, suffix, path) if isinstance(item, RawRecord))
    return next((dict(raw.content) for raw in raws if raw.id == record_id), {})
