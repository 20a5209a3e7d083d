"""Merges one record into another: the fields, and everything in the corpus that names the record that goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from marshmallow import ValidationError

from catalog.errors import CatalogError
from catalog.model import Record, RecordStatus
from catalog.schemas.base.strict_schema import flat_errors
from catalog.schemas.records.record import RecordFileSchema
from catalog.settings import Settings
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean
from indexer.check.corpus_edits import BEST_BETS, LISTINGS, NOT_DUPLICATES, CorpusEdits
from indexer.check.duplicates.corpus import read_corpus, resemble_each_other
from indexer.check.merging.fields import FIELD_NAMES, OWN_FIELDS, FieldChoice, merge_fields
from indexer.check.merging.references import (
    best_bet_edits,
    distinct_edits,
    listing_edits,
    reference_changes,
    toolkit_edits,
)
from indexer.editing.change_set import ChangeDraft, EditKind

VISIBILITY = (RecordStatus.LIVE, RecordStatus.DRAFT, RecordStatus.WITHDRAWN)


class MergeError(CatalogError):
    """Two records cannot be merged as they are."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging `second` into `first` would do.

    `choices` are the fields. `rewritten` are the records, by id, and `files` the other files that named the second one.
    `unlike_titles` are the titles of both if the records do not resemble each other at all, otherwise None.
    """

    first: str
    second: str
    choices: tuple[FieldChoice, ...]
    rewritten: tuple[str, ...]
    files: tuple[PurePosixPath, ...]
    draft: ChangeDraft
    unlike_titles: tuple[str, str] | None = None


def plan_merge(settings: Settings, first: str, second: str, take: Collection[str] = (), why: str = "") -> MergePlan:
    """Return how to merge the second record into the first; nothing is written.

    The values of the fields to `take` are those of the second record. Raises MergeError if there are no such records or
    fields, and EditError if a file cannot be changed.
    """
    taxonomy, contents = read_corpus(settings.corpus, settings.data)
    records = {item.id: item for item in (*contents.records, *contents.drafts, *contents.withdrawn)}
    if first == second:
        raise MergeError(f"'{first}' is named twice: name two records")
    first_record, second_record = (_stored(key, records, contents).record for key in (first, second))
    _check_visibility(first_record, second_record)
    kept, gone = _fields(first_record), _fields(second_record)
    _check_fields_to_take(take, gone, second)
    choices = merge_fields(kept, _without_reference(gone, first), take)
    choices = [_without_own_reference(choice, first, second) for choice in choices]
    _check_result(kept, choices, taxonomy)
    edits = CorpusEdits(settings.corpus, contents)
    changes = {choice.field: choice.merged for choice in choices if choice.merged != kept.get(choice.field)}
    edits.records.edit(first, changes)
    edits.records.remove(second)
    rewritten = _rewrite_records(edits, records, first, second)
    _rewrite_listings(edits, first, second)
    draft = edits.draft(EditKind.MERGE, f"Merge {second} into {first}", why)
    is_alike = resemble_each_other(settings.corpus, taxonomy, first_record, second_record)
    titles = None if is_alike else (first_record.title, second_record.title)
    return MergePlan(first, second, tuple(choices), rewritten, edits.listings, draft, titles)


def _stored(key: str, records: Mapping[str, StoredRecord], contents: Contents) -> StoredRecord:
    if key in records:
        return records[key]
    if key in contents.refused_ids:
        raise MergeError(f"record '{key}' has problems: 'clearinghouse index --dry-run' lists them; correct them first")
    if other := next((item.id for item in records.values() if key in item.details.aliases), None):
        raise MergeError(f"'{key}' is a former id of '{other}': they are one record already")
    hint = did_you_mean(key, records) or ": 'clearinghouse search WORDS' shows ids"
    raise MergeError(f"there is no record '{key}'{hint}")


def _check_visibility(first: Record, second: Record) -> None:
    """Raise MergeError if visitors would lose the second record: a draft or a withdrawn one must not take its place."""
    if VISIBILITY.index(first.status) > VISIBILITY.index(second.status):
        state = "a draft" if first.status is RecordStatus.DRAFT else "withdrawn"
        raise MergeError(
            f"'{first.id}' is {state}, so visitors would lose '{second.id}': "
            f"merge the other way around (clearinghouse merge {second.id} {first.id})"
        )


def _fields(record: Record) -> dict[str, Any]:
    dumped: dict[str, Any] = RecordFileSchema().dump(record)
    return dumped


def _check_fields_to_take(take: Collection[str], gone: Mapping[str, Any], second: str) -> None:
    for name in take:
        if name not in FIELD_NAMES:
            raise MergeError(f"'{name}' is not a field of records{did_you_mean(name, FIELD_NAMES)}")
        if name in OWN_FIELDS:
            raise MergeError(f"'{name}' cannot be taken: it follows from merging the records")
        if name not in gone:
            raise MergeError(f"record '{second}' has no {name}")


def _without_reference(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the fields of the record that goes, without its links to the one that stays."""
    links = {name: [other for other in fields.get(name, ()) if other != key] for name in ("related", "supersedes")}
    return {name: links.get(name, value) for name, value in fields.items() if links.get(name, True)}


def _without_own_reference(choice: FieldChoice, first: str, second: str) -> FieldChoice:
    """Return a choice without links between the merged records, which are one now."""
    if choice.field not in ("related", "supersedes"):
        return choice
    merged = [key for key in choice.merged or () if key not in (first, second)]
    return FieldChoice(choice.field, choice.first, choice.second, merged or None, choice.origin)


def _check_result(kept: Mapping[str, Any], choices: Collection[FieldChoice], taxonomy: Taxonomy) -> None:
    """Raise MergeError if the merged record would not be valid."""
    merged = {**kept, **{choice.field: choice.merged for choice in choices}}
    try:
        RecordFileSchema(taxonomy).load({name: value for name, value in merged.items() if value is not None})
    except ValidationError as error:
        (path, message), *_further = flat_errors(error.messages_dict)
        raise MergeError(f"the merged record would not be valid: {path[0]} {message}") from error


def _rewrite_records(
    edits: CorpusEdits, records: Mapping[str, StoredRecord], first: str, second: str
) -> tuple[str, ...]:
    """Change the links of other records, and return their ids."""
    rewritten = []
    for key, stored in records.items():
        changes = reference_changes(stored.record, second, first) if key not in (first, second) else {}
        if changes:
            edits.records.edit(key, changes)
            rewritten.append(key)
    return tuple(rewritten)


def _rewrite_listings(edits: CorpusEdits, first: str, second: str) -> None:
    edits.edit_listing(PurePosixPath(BEST_BETS), partial(best_bet_edits, old=second, new=first))
    for name in LISTINGS:
        edits.edit_listing(PurePosixPath(name), partial(listing_edits, old=second, new=first))
    for path in edits.toolkits():
        edits.edit_listing(path, partial(toolkit_edits, old=second, new=first))
    edits.edit_listing(PurePosixPath(NOT_DUPLICATES), partial(distinct_edits, old=second, new=first))
