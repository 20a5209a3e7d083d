"""What commands changed in records without disagreeing with their sources: terms, repairs, and links that moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from catalog.errors import CatalogError
from catalog.schemas.records.record import RecordFileSchema
from catalog.settings import Settings
from catalog.store.files.yaml_json import RECORD_SUFFIXES, RawRecord, records_of_text
from catalog.store.validation import validate
from indexer.editing.change_set import ChangedFile, ChangeSet, EditKind
from indexer.editing.history import History
from indexer.importers.mapping.guessing import vocabulary_fields
from indexer.importers.mapping.record_content import record_content
from indexer.importers.planning.import_state import value_hash

VOCABULARY_KINDS = frozenset({EditKind.TERMS, EditKind.TIDY, EditKind.LINKS})
"""Changes that give what a source says another form. A value that only they changed is still the source's."""


class _FieldOfRecord(NamedTuple):
    record: str
    field: str


class _Step(NamedTuple):
    """The hashes of a value before and after a change set, None for no value."""

    before: str | None
    after: str | None


class VocabularyChanges:
    """The change sets of VOCABULARY_KINDS, and those that took them back. They are read when they are first needed."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is read yet."""
        self._history = History(settings)
        self._steps: dict[int, Mapping[_FieldOfRecord, _Step]] = {}

    def explain(self, record_id: str, field: str, last: str | None, now: str | None, since: dt.date | None) -> bool:
        """Return whether nothing else made the value with the hash `last` become the one with the hash `now`.

        Changes before the day `since`, when the source changed the record last, do not count.
        """
        value = last
        for change_set in self._sets:
            if field in change_set.fields.get(record_id, ()) and not (since and change_set.at.date() < since):
                step = self._steps_of(change_set).get(_FieldOfRecord(record_id, field))
                if step and step.before == value:
                    value = step.after
        return value == now

    @cached_property
    def _sets(self) -> tuple[ChangeSet, ...]:
        """The sets, the oldest first."""
        all_sets = {change_set.number: change_set for change_set in reversed(self._history.sets())}

        def kind_of(change_set: ChangeSet) -> EditKind:
            undone = all_sets.get(change_set.undoes or 0)
            return kind_of(undone) if undone else change_set.kind

        return tuple(change_set for change_set in all_sets.values() if kind_of(change_set) in VOCABULARY_KINDS)

    def _steps_of(self, change_set: ChangeSet) -> Mapping[_FieldOfRecord, _Step]:
        if change_set.number not in self._steps:
            before: dict[_FieldOfRecord, str] = {}
            after: dict[_FieldOfRecord, str] = {}
            for file in change_set.files:
                try:
                    versions = self._history.versions(file)
                except CatalogError:  # it is not kept any more
                    continue
                before |= _hashes(change_set, file, versions.before)
                after |= _hashes(change_set, file, versions.after)
            self._steps[change_set.number] = {
                key: _Step(before.get(key), after.get(key)) for key in {**before, **after}
            }
        return self._steps[change_set.number]


def _hashes(change_set: ChangeSet, file: ChangedFile, content: bytes | None) -> dict[_FieldOfRecord, str]:
    """Return the hashes of the values that a set changed, as a version of one of its files has them."""
    suffix = PurePosixPath(file.path).suffix.lower()
    if content is None or suffix not in RECORD_SUFFIXES or not file.path.startswith("records/"):
        return {}
    raws = records_of_text(content.decode(errors="replace").removeprefix("\ufeff"), suffix, file.path)
    return dict(
        pair
        for raw in raws
        if isinstance(raw, RawRecord) and raw.id in change_set.fields
        for pair in _record_hashes(raw, change_set.fields[raw.id])
    )


def _record_hashes(raw: RawRecord, names: tuple[str, ...]) -> Iterator[tuple[_FieldOfRecord, str]]:
    """Yield the hashes of the values that a record has in some fields, as imports compare them.

    Values of vocabularies are taken as they are written: the taxonomy of today need not have them.
    """
    schema = RecordFileSchema()
    written = {name for name, _facet in vocabulary_fields(schema)}
    content = {name: raw.content[name] for name in {*names, "id", "title"} - written if name in raw.content}
    validated = validate(replace(raw, content=content), schema, "record")
    understood = record_content(validated.value) if validated.value else {}
    for name in names:
        value = raw.content.get(name) if name in written else understood.get(name)
        if value is not None:
            yield _FieldOfRecord(raw.id, name), value_hash(value)
