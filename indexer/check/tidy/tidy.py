"""Repairs records: finds what has one meaning in another form, and what that becomes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import fields as schema_fields

from catalog.schemas.base.numbers_and_dates import Day, PartialDateField
from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.base.texts import LanguageCode
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.records.record import AgencySizeSchema, FeaturedSchema, RecordFileSchema
from catalog.settings import Settings
from catalog.text import pluralized
from catalog.web_hosts import moved_url
from indexer.check.corpus_edits import CorpusEdits
from indexer.check.duplicates.corpus import read_corpus
from indexer.check.merging.fields import RecordFields
from indexer.check.tidy.model import RecordRepairs, Repair, RepairKind
from indexer.check.tidy.steps import STEPS, TidyContext, secure_hosts
from indexer.check.written_records import WrittenRecord, written_records
from indexer.editing.change_set import ChangeDraft, EditKind

ALL_KINDS = tuple(RepairKind)
MAX_ROUNDS = 5
"""How often a record is gone through: a repair can be the reason for another one."""


@dataclass(frozen=True, slots=True)
class TidyPlan:
    """What tidying would do: the repairs of each record that has some, among `records`, and the change set.

    `refused` records have problems, so that they stay as they are.
    """

    records: int
    repairs: tuple[RecordRepairs, ...]
    draft: ChangeDraft
    refused: int = 0


def plan_tidy(settings: Settings, kinds: Collection[RepairKind] = ALL_KINDS, why: str = "") -> TidyPlan:
    """Return the repairs of some kinds in a corpus; nothing is written. Records with problems stay as they are."""
    taxonomy, contents = read_corpus(settings.corpus, settings.data)
    records = list(written_records(settings.corpus, taxonomy, contents))
    context = TidyContext(taxonomy, secure_hosts(record.understood for record in records), moved_url)
    repairs = tuple(filter(None, (record_repairs(record, context, kinds) for record in records)))
    edits = CorpusEdits(settings.corpus, contents)
    for of_record in repairs:
        edits.records.edit(of_record.record, of_record.changes)
    return TidyPlan(len(records), repairs, edits.draft(EditKind.TIDY, _title(repairs), why), contents.refused)


def _title(repairs: Collection[RecordRepairs]) -> str:
    kinds = dict.fromkeys(repair.kind.value for of_record in repairs for repair in of_record.repairs)
    return f"Tidy {pluralized(len(repairs), 'record')}: {', '.join(kinds)}"


def record_repairs(
    record: WrittenRecord, context: TidyContext, kinds: Collection[RepairKind] = ALL_KINDS
) -> RecordRepairs | None:
    """Return the repairs of a record, or None if there is nothing to repair."""
    repairs: list[Repair] = []
    fields: dict[str, Any] = {}
    for name, value in record.understood.items():
        before = record.written.get(name, value)
        kind = _kind_of_form(name)
        is_repaired = before != value and kind in kinds and name != "id"
        fields[name] = value if is_repaired else before
        repairs += [Repair(kind, name, before, value)] if is_repaired else []
    for _ in range(MAX_ROUNDS):
        further = list(_repairs_of_steps(fields, context, kinds))
        repairs += further
        if not further:
            break
    changes = {name: fields.get(name) for name in dict.fromkeys(repair.field for repair in repairs)}
    return RecordRepairs(record.id, tuple(repairs), changes) if repairs else None


def tidied(fields: RecordFields, context: TidyContext, kinds: Collection[RepairKind] = ALL_KINDS) -> dict[str, Any]:
    """Return the fields of a record with all repairs; importers compare a source with a record in this form."""
    repairs = record_repairs(WrittenRecord(str(fields.get("id", "")), fields, fields), context, kinds)
    changes: Mapping[str, Any] = repairs.changes if repairs else {}
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def _repairs_of_steps(fields: dict[str, Any], context: TidyContext, kinds: Collection[RepairKind]) -> Iterator[Repair]:
    """Make the repairs of STEPS in some fields, and yield them."""
    for kind, step in STEPS.items():
        for name, value in list(step(fields, context)) if kind in kinds else ():
            before = fields.get(name)
            if value != before and _is_something(value):
                fields[name] = value
                yield Repair(kind, name, before, value)


def _is_something(value: Any) -> bool:
    """Return whether a value has text: a title of nothing but tags stays as it is, for an editor to see."""
    return all(value) if isinstance(value, list) else bool(value)


@cache
def _kind_of_form(name: str) -> RepairKind:
    """Return the kind of a repair that gives a field's value another form, by the type of the field."""
    field = known_fields(RecordFileSchema()).get(name)
    inner = field.inner if isinstance(field, schema_fields.List) else field
    nested = inner.schema if isinstance(inner, schema_fields.Nested) else None
    if isinstance(inner, Day | PartialDateField) or isinstance(nested, FeaturedSchema):
        return RepairKind.DATES
    if isinstance(inner, VocabularyValue | LanguageCode) or isinstance(nested, AgencySizeSchema):
        return RepairKind.VALUES
    return RepairKind.FORMS
