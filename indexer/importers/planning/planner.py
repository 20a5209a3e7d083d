"""Plans an import: the fate of each row, the records to write, and what the next import needs to know."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from catalog.model import Record, RecordStatus
from catalog.store.stored_record import StoredRecord
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import FileCopy, FileVersions
from indexer.editing.record_files import RecordFiles
from indexer.importers.mapping.candidates import MAX_SOURCE_ID, Deletion, RecordCandidate, Refusal, UnmappedValue
from indexer.importers.mapping.record_content import record_content
from indexer.importers.mapping.source_mapping import RecordLayout
from indexer.importers.planning.fates import ALL_RECORDS, Fate, FateKind, FieldFate, compare_fields, hashes
from indexer.importers.planning.import_state import ImportState, value_hash
from indexer.importers.planning.matching.existing import ExistingRecords
from indexer.importers.planning.matching.own_records import EXPORTED, edited_content
from indexer.importers.planning.matching.renamed_files import (
    RenamedFile,
    base_of_moved,
    moved_files,
    with_moved_document,
)
from indexer.importers.planning.matching.resemblances import Resemblances
from indexer.importers.planning.provenance import locked_after, provenance
from indexer.importers.planning.record_parts import RecordParts
from indexer.importers.planning.replaced_values import ReplacedValues
from indexer.importers.planning.vocabulary_changes import VocabularyChanges
from indexer.importers.rows import SourceFault

MAX_RECORDS_IN_FILES = 200
"""Of a source with more new records than this, all are in one file, unless its mapping says otherwise."""
DESCRIPTION = "description.txt"
"""The name of the document with the text of a resource that is searched and not shown."""
DELETED_THERE = "the source has deleted it"
DESCRIPTION_LABEL = "Full description"

KnownRecord = Callable[[Record, str], tuple[str, str] | None]
"""A function that returns the id of a record that certainly describes the same resource, and why; None if none does.

It takes a new record, and its id in its source.
"""
WITHDRAWN_HERE = "its record is withdrawn here, and stays so"
REMOVED_HERE = "its record was removed here: --include-known adds it again"
OPENED_BY = ("url", "listed_at", "documents")
"""The fields of which a record needs one, so that visitors can open it."""
ID_IN_USE = "its id '{id}' is already that of another record, or was: give it another one, or none"


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How an import treats its rows.

    `taken` has, by record id, the fields whose value of the source is taken although an editor changed them, ALL_FIELDS
    for every one; ALL_RECORDS stands for every id. New records are drafts if `as_drafts`. Rows about resources that the
    catalog has already are left out unless `include_known`. `file_of` returns the file of a document in a folder. If
    the source `is_new`, rows are counted that other sources have brought already. `renamed` has the files of the folder
    that were renamed, by their ids now, and `not_followed` why others may have been and count as new.
    """

    source: str
    today: dt.date
    layout: RecordLayout | None = None
    taken: Mapping[str, Collection[str]] = field(default_factory=dict)
    as_drafts: bool = False
    include_known: bool = False
    file_of: Callable[[str], Path] | None = None
    is_new: bool = False
    renamed: Mapping[str, RenamedFile] = field(default_factory=dict)
    not_followed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowCounts:
    """How many rows have which fate, and which values of the vocabularies nobody has mapped.

    `foreign` counts the rows of a new source by the other source that has brought their records.
    """

    fates: Counter[FateKind] = field(default_factory=Counter)
    unmapped: Counter[UnmappedValue] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)


class _Row(NamedTuple):
    """A row that was decided on: where it is, the hash of what it says, and its record."""

    place: str
    content: str
    record_id: str | None


class ImportPlanner:
    """Decides on one row after the other. Nothing is written."""

    def __init__(
        self,
        options: PlanOptions,
        existing: ExistingRecords,
        files: RecordFiles,
        corpus: Path,
        state: ImportState | None,
        *,
        resemblances: Callable[[], Resemblances],
        known: KnownRecord = lambda _record, _source_id: None,
        publisher_label: Callable[[str], str] = str,
        is_undone: Callable[[int], bool] = lambda _number: False,
        vocabulary: VocabularyChanges | None = None,
    ) -> None:
        """Take the records that exist, the files to change, and what is known of the last import.

        `resemblances` returns the records that new ones are compared with, `publisher_label` the full name of a
        publisher, `is_undone` whether a change set was taken back, and `vocabulary` what commands changed in records
        without disagreeing with their sources.
        """
        self.fates: list[Fate] = []
        self.counts = RowCounts()
        self.deleted: list[str] = []
        self.items: dict[str, Mapping[str, str]] = {}
        self.settled: dict[str, dict[str, str]] = {}
        self.kept: dict[str, dict[str, Any]] = {}
        self._options = options
        self.existing = existing
        self._files = files
        self._corpus = corpus
        self._state = state
        self.replaced = ReplacedValues(state, is_undone)
        self._known = known
        self._publisher_label = publisher_label
        self._is_undone = is_undone
        self._resemblances = resemblances
        self._vocabulary = vocabulary
        self._rows: dict[str, _Row] = {}
        self._documents: dict[PurePosixPath, FileVersions | FileCopy] = {}
        self._new: list[dict[str, Any]] = []

    def add(self, item: RecordCandidate | Deletion | Refusal | SourceFault) -> None:
        """Decide on a row."""
        if isinstance(item, RecordCandidate):
            self.counts.unmapped.update(item.unmapped)
            fate = self._fate(item)
        elif isinstance(item, Deletion):
            self.deleted.append(item.source_id)
            own = self.existing.by_origin.get((self._options.source, item.source_id))
            fate = Fate(FateKind.SAME, item.place, item.source_id, own.id if own else None, message=DELETED_THERE)
        else:
            source_id = item.source_id if isinstance(item, Refusal) else ""
            fate = Fate(FateKind.REFUSED, item.place, source_id, message=item.message)
            if source_id and self._state and source_id in self._state.items:
                self.items[source_id] = self._state.items[source_id]  # it is still there
        self.counts.fates[fate.kind] += 1
        self.fates.append(fate)

    def finish(self) -> dict[PurePosixPath, FileVersions | FileCopy]:
        """Return the files to write, by their paths in the corpus. To be called once, after the last row."""
        folder = PurePosixPath("records", self._options.source)
        parts = RecordParts(self._corpus, folder)
        is_one = self.layout is RecordLayout.ONE_FILE
        self._new.reverse()
        while self._new:  # there may be many, so each is let go when its line is made
            record = self._new.pop()
            self._files.add(parts.path_for(record) if is_one else folder / f"{record['id']}.yaml", record)
        return {**self._files.versions(), **self._documents}

    @property
    def layout(self) -> RecordLayout | None:
        """Where new records go, None if there are none."""
        if not self._new:
            return self._options.layout
        many = len(self._new) > MAX_RECORDS_IN_FILES
        return self._options.layout or (RecordLayout.ONE_FILE if many else RecordLayout.FILE_EACH)

    def _fate(self, candidate: RecordCandidate) -> Fate:
        content = value_hash([candidate.content, candidate.text])
        first = self._rows.get(candidate.source_id)
        if first and first.content != content and candidate.has_made_up_id:  # several are on one page
            title = f"{candidate.record.title} {candidate.record.subtitle or ''}".strip()
            candidate = replace(candidate, source_id=f"{candidate.source_id} {title}"[:MAX_SOURCE_ID])
            first = self._rows.get(candidate.source_id)
        if first:
            return self._repeated(candidate, first, is_same=first.content == content)
        fate = self._decided(candidate)
        self._rows[candidate.source_id] = _Row(candidate.place, content, fate.record_id)
        return fate

    def _repeated(self, candidate: RecordCandidate, first: _Row, *, is_same: bool) -> Fate:
        """Return the fate of a row with the id of an earlier one: the same row again, or one that contradicts it."""
        if is_same:
            message, title = f"repeats {first.place}", candidate.record.title
            return Fate(FateKind.SAME, candidate.place, candidate.source_id, first.record_id, title, message=message)
        if candidate.has_made_up_id:
            same = "address and title" if candidate.record.url else "title"
            message = f"it has the same {same} as {first.place}, and differs elsewhere: remove one, or give each an id"
            return self._refused(candidate, message)
        return self._refused(candidate, f"it has the same id as {first.place}: '{candidate.source_id}'")

    def _decided(self, candidate: RecordCandidate) -> Fate:
        """Return the fate of a row that is the first with its id."""
        source_id = candidate.source_id
        origin = (self._options.source, source_id)
        if origin in self.existing.refused:
            stored = self.existing.refused[origin]
            self._remember(candidate, None)
            return self._refused(
                candidate, f"its record in {stored.file}:{stored.line} has a mistake: correct it first"
            )
        if merged_into := self.existing.merged.get(origin):
            self._remember(candidate, None)
            title = candidate.record.title
            message = f"its record was merged into '{merged_into}'"
            return Fate(FateKind.SAME, candidate.place, source_id, merged_into, title, message=message)
        if own := self._by_own_id(candidate) or self.existing.by_origin.get(origin):
            return self._compared(candidate, own)
        return self._unknown(candidate)

    def _unknown(self, candidate: RecordCandidate) -> Fate:
        """Return the fate of a row that no record comes from."""
        source_id = candidate.source_id
        if candidate.record_id:
            if candidate.record_id in self.existing.used_ids:
                return self._refused(candidate, ID_IN_USE.format(id=candidate.record_id))
            return self._added(candidate)
        if not self._options.include_known and self._was_removed(source_id):
            self._remember(candidate, None)
            title = candidate.record.title
            return Fate(FateKind.REMOVED, candidate.place, source_id, title=title, message=REMOVED_HERE)
        known = None if self._options.include_known else self._known(candidate.record, source_id)
        if self._options.is_new and (source := self._other_source(candidate.record, known)):
            self.counts.foreign[source] += 1
        if known:
            record_id, reason = known
            title = candidate.record.title
            return Fate(FateKind.KNOWN, candidate.place, source_id, record_id or None, title, message=reason)
        return self._added(candidate)

    def _other_source(self, record: Record, known: tuple[str, str] | None) -> str:
        """Return the source that has brought the record of a row already, empty for none. Exports of ours are none."""
        if known is None:
            return self._resemblances().source_of(record)
        record_id, reason = known
        stored = self.existing.by_id.get(record_id) if reason != EXPORTED else None
        imported = stored.record.imported if stored else None
        return imported.source if imported else ""

    def _was_removed(self, source_id: str) -> bool:
        """Return whether an import added the record of an item, and somebody removed it without undoing the import."""
        number = self._state.added.get(source_id) if self._state else None
        return number is not None and not self._is_undone(number)

    def _by_own_id(self, candidate: RecordCandidate) -> StoredRecord | None:
        return self.existing.by_id.get(candidate.record_id) if candidate.record_id else None

    def _refused(self, candidate: RecordCandidate, message: str) -> Fate:
        title = candidate.record.title
        return Fate(FateKind.REFUSED, candidate.place, candidate.source_id, title=title, message=message)

    def _added(self, candidate: RecordCandidate) -> Fate:
        options = self._options
        title = str(candidate.content["title"])  # without markup, which the row may have
        own_id = candidate.record_id
        record_id = own_id or self.existing.new_id(title, options.source, candidate.source_id)
        content = self._with_documents(candidate, record_id)
        self._remember(candidate, content)
        record: dict[str, Any] = {"id": record_id, **content}
        self.existing.used_ids.add(record_id)
        if own_id is None:
            record["imported"] = provenance(options.source, candidate.source_id, options.today)
        record.setdefault("added", options.today.isoformat())
        if options.as_drafts:
            record["status"] = "draft"
        self._new.append(record)
        resemblances = self._resemblances()
        files = [options.file_of(item.path) for item in candidate.record.documents if options.file_of and item.path]
        resembles = resemblances.find(record_id, candidate.record, files)
        resemblances.add(record_id, candidate.record, candidate.place, files)
        return Fate(
            FateKind.NEW,
            candidate.place,
            candidate.source_id,
            record_id,
            title,
            message=options.not_followed.get(candidate.source_id, ""),
            warnings=candidate.warnings,
            resembles=resembles,
            leads_nowhere=not any(map(content.get, OPENED_BY)),
        )

    def _compared(self, candidate: RecordCandidate, stored: StoredRecord) -> Fate:
        """Return the fate of a row that has a record, and change the record where the source has changed."""
        record = stored.record
        record_id, imported = record.id, record.imported
        content = self._with_documents(candidate, record_id)
        own = record_content(record)
        renamed = self._options.renamed.get(candidate.source_id)
        locked = imported.locked if imported else ()
        base = self.replaced.base(candidate.source_id, own, locked)
        if candidate.record_id:  # a row of our own export: its changes are an editor's
            base, locked, imported = hashes(own), (), None
            content = edited_content(own, content, self._publisher_label)
        else:
            self._remember(candidate, content)
        changes: dict[str, Any] = {}
        if renamed and content.get("documents"):
            before, own = own, self._with_moved_document(own, renamed.document, content["documents"][0]["path"])
            base = base_of_moved(base, before, own)
            changes = {"documents": own["documents"]} if own != before else {}
        taken = {*self._options.taken.get(record_id, ()), *self._options.taken.get(ALL_RECORDS, ())}
        is_vocabulary = partial(self._is_vocabulary, candidate.source_id, stored)
        fates = compare_fields(own, content, base, locked, taken, is_vocabulary=is_vocabulary)
        fields = self._without_settled(candidate.source_id, fates)
        changes |= {item.field: item.source for item in fields if not item.kept}
        if imported:
            now_locked = locked_after(locked, fields, taken)
            if changes or renamed or now_locked != locked:
                changes["imported"] = provenance(
                    imported.source, candidate.source_id, self._options.today, now_locked, imported.merged
                )
        if changes:
            self._files.edit(record_id, changes)
        is_changed = bool(changes) or any(path.parts[1] == record_id for path in self._documents)
        kind = FateKind.CHANGED if is_changed else FateKind.SAME
        message = WITHDRAWN_HERE if record.status is RecordStatus.WITHDRAWN and not is_changed else ""
        return Fate(
            kind,
            candidate.place,
            candidate.source_id,
            record_id,
            record.title,
            fields,
            message,
            candidate.warnings,
            renamed_from=renamed.source_id if renamed else "",
        )

    def _is_vocabulary(
        self, source_id: str, stored: StoredRecord, field: str, last: str | None, now: str | None
    ) -> bool:
        """Return whether nobody but commands that do not disagree with the source changed a field of its record."""
        imported = stored.record.imported
        if self._vocabulary is None or imported is None:
            return False
        settled = self._state.settled.get(source_id, {}).get(field) if self._state else None
        if settled is not None and settled == now:
            return True
        return self._vocabulary.explain(stored.id, field, settled or last, now, imported.seen)

    def _without_settled(self, source_id: str, fates: Iterable[FieldFate]) -> tuple[FieldFate, ...]:
        """Return the fates of fields but those of settled ones; keep these, and what the source has in kept ones."""
        fields = []
        for fate in fates:
            if fate.settled:
                self.settled.setdefault(source_id, {})[fate.field] = value_hash(fate.here)
                continue
            if fate.kept:
                self.kept.setdefault(source_id, {})[fate.field] = fate.source
            fields.append(fate)
        return tuple(fields)

    def _remember(self, candidate: RecordCandidate, content: Mapping[str, Any] | None) -> None:
        """Keep what the source gives now, for the next import."""
        known = self._state.items.get(candidate.source_id, {}) if self._state else {}
        self.items[candidate.source_id] = known if content is None else hashes(content)

    def _with_documents(self, candidate: RecordCandidate, record_id: str) -> dict[str, Any]:
        """Return the content of a record with its documents where they will be in the corpus; plan to write them."""
        documents = []
        for document in candidate.content.get("documents", ()):
            placed = document
            if (path := document.get("path")) and self._options.file_of:
                target = PurePosixPath(record_id, PurePosixPath(path).name)
                self._plan_document(target, self._options.file_of(path))
                placed = {**document, "path": str(target)}
            documents.append(placed)
        if candidate.text:
            target = PurePosixPath(record_id, DESCRIPTION)
            self._plan_document(target, f"{candidate.text}\n".encode())
            documents.append({"path": str(target), "label": DESCRIPTION_LABEL})
        content = dict(candidate.content)
        return {**content, "documents": documents} if documents else content

    def _with_moved_document(self, own: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
        """Return the content of a record after its document got another path; plan to move what is in the corpus."""
        if old != new:
            self._documents.update(moved_files(self._corpus, old, new))
        return with_moved_document(own, old, new)

    def _plan_document(self, target: PurePosixPath, content: bytes | Path) -> None:
        path = PurePosixPath("documents") / target
        before = read_or_none(self._corpus / path)
        after = read_or_none(content) if isinstance(content, Path) else content
        if before != after:
            new = FileCopy(before, content) if isinstance(content, Path) else FileVersions(before, content)
            self._documents[path] = new
