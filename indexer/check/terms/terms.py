"""Renames a term, or merges it into another one: in the taxonomy, in all records, and in the files of editors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from catalog.errors import TaxonomyError
from catalog.generations.generation import TAXONOMY
from catalog.settings import Settings
from catalog.store.editorial.start_here import FILE as START_HERE
from catalog.store.taxonomy import parse_taxonomy
from catalog.text import fold
from indexer.check.corpus_edits import MAPPINGS, WATCHED_QUERIES, CorpusEdits
from indexer.check.duplicates.corpus import read_corpus
from indexer.check.terms.free_names import merged_name, renamed_name
from indexer.check.terms.listings import (
    mapping_term_edits,
    start_here_term_edits,
    toolkit_term_edits,
    watched_term_edits,
)
from indexer.check.terms.model import FIELDS, PARTS, TermChange, TermKind, TermsError
from indexer.check.terms.vocabulary import merged_term, renamed_term
from indexer.check.written_records import WrittenRecord, written_records
from indexer.editing.change_set import ChangeDraft, EditKind, FileVersions
from indexer.editing.record_files import name_in_file

FREE_KINDS = frozenset({TermKind.PUBLISHER, TermKind.KEYWORD})


@dataclass(frozen=True, slots=True)
class TermsPlan:
    """What renaming or merging a term would do: the ids of the records and the files that change.

    `refused` records have problems, so that they stay as they are.
    """

    change: TermChange
    records: tuple[str, ...]
    files: tuple[PurePosixPath, ...]
    draft: ChangeDraft
    refused: int = 0


def plan_rename(settings: Settings, kind: TermKind, old: str, new: str, why: str = "") -> TermsPlan:
    """Return how to rename a term; nothing is written.

    Raises TermsError if the old name is not known or the new one is taken, and EditError if a file cannot be changed.
    """
    return _plan(settings, kind, (old, new), f"Rename {kind} {old} to {new}", why, is_merge=False)


def plan_term_merge(settings: Settings, kind: TermKind, kept: str, gone: str, why: str = "") -> TermsPlan:
    """Return how to merge the term `gone` into `kept`; nothing is written. Raises as `plan_rename` does."""
    return _plan(settings, kind, (kept, gone), f"Merge {kind} {gone} into {kept}", why, is_merge=True)


def _plan(
    settings: Settings, kind: TermKind, names: tuple[str, str], title: str, why: str, *, is_merge: bool
) -> TermsPlan:
    first, second = (" ".join(name.split()) for name in names)
    if not (first and second):
        raise TermsError(f"name two terms: the name of a {kind} cannot be empty")
    taxonomy, contents = read_corpus(settings.corpus, settings.data)
    records = list(written_records(settings.corpus, taxonomy, contents))
    if kind in FREE_KINDS:
        used = tuple(dict.fromkeys(name for record in records for name in record.understood.get(FIELDS[kind], ())))
        change = (merged_name if is_merge else renamed_name)(taxonomy, kind, used, first, second)
    else:
        change = (merged_term if is_merge else renamed_term)(taxonomy, kind, first, second)
    edits = CorpusEdits(settings.corpus, contents)
    changed = tuple(_edit_records(edits, records, change))
    _edit_listings(edits, change, frozenset(_sources(records, changed)))
    draft = edits.draft(EditKind.TERMS, title, why)
    _check_taxonomy(draft, settings)
    return TermsPlan(change, changed, edits.listings, draft, contents.refused)


def _edit_records(edits: CorpusEdits, records: list[WrittenRecord], change: TermChange) -> Iterator[str]:
    """Change the records that have the term, and yield their ids."""
    field = FIELDS[change.kind]
    for record in records:
        value = record.understood.get(field)
        new = _renamed(value, change)
        # A record may have the former label, which is read as the value only as long as it is the label.
        was_label = _has(value, change) and value != record.written.get(name_in_file(field, record.written), value)
        if new != value or was_label:
            edits.records.edit(record.id, {field: new})
            yield record.id


def _has(value: Any, change: TermChange) -> bool:
    names = value if isinstance(value, list) else [value]
    return any(isinstance(name, str) and fold(name) in change.names for name in names)


def _renamed(value: Any, change: TermChange) -> Any:
    """Return the value of a field with the new name in place of the former ones, each name once."""
    if not _has(value, change):
        return value
    if not isinstance(value, list):
        return change.name
    return list(dict.fromkeys(change.name if fold(str(name)) in change.names else name for name in value))


def _sources(records: list[WrittenRecord], ids: Collection[str]) -> Iterator[str]:
    """Yield the names of the sources that some records come from."""
    for record in records:
        imported = record.understood.get("imported") if record.id in ids else None
        if isinstance(imported, Mapping):
            yield str(imported.get("source"))


def _edit_listings(edits: CorpusEdits, change: TermChange, sources: Collection[str]) -> None:
    if change.kind in PARTS and change.edits:
        edits.edit_listing(PurePosixPath(TAXONOMY), lambda _content: change.edits)
    edits.edit_listing(PurePosixPath(START_HERE), partial(start_here_term_edits, change=change))
    edits.edit_listing(PurePosixPath(WATCHED_QUERIES), partial(watched_term_edits, change=change))
    edits.edit_listing(PurePosixPath(MAPPINGS), partial(mapping_term_edits, change=change, sources=sources))
    for path in edits.toolkits():
        edits.edit_listing(path, partial(toolkit_term_edits, change=change))


def _check_taxonomy(draft: ChangeDraft, settings: Settings) -> None:
    """Raise TermsError if the taxonomy would not be valid."""
    versions = draft.files.get(PurePosixPath(TAXONOMY))
    if isinstance(versions, FileVersions) and versions.after is not None:
        try:
            parse_taxonomy(versions.after, settings.corpus / TAXONOMY)
        except TaxonomyError as error:
            raise TermsError(f"the taxonomy would not be valid: {error}") from error
