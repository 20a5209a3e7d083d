"""The result of a run: whether it may be published, and the report."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from catalog.editorial.model import PART_LABELS
from catalog.store.editorial.content import PATHS
from catalog.store.field_note import FieldNote
from catalog.store.files.yaml_json import RECORD_SUFFIXES, display_path
from catalog.store.stored_record import StoredRecord
from catalog.text import pluralized
from indexer.ingest.changes import find_changes, find_renamed
from indexer.ingest.model import Blocker, Changes, IngestReport, ReadDocument, Withholding
from indexer.ingest.plan import Ledger, document_problems, marked_stale
from indexer.ingest.scan import IngestRun, Scan
from indexer.ingest.watched.model import WatchedReport

ALWAYS_ALLOWED_LOSSES = 20
"""The number of removed or refused records that never prevents publication, whatever their share."""
MAX_REMOVED_SHARE, MAX_REFUSED_SHARE = 0.10, 0.05
MIN_EMPTIED = 3
"""The records of the smallest folder whose loss as a whole prevents publication."""
FORCE = "if this is intended, run again with --force"
MAX_NAMED_FILES = 10
"""The number of files that a note names."""
MAX_RENAMED_NOTES = 5
"""The records with another id that are named."""
WITHDRAWN = "withdrawn"
"""The part of the editorial content that comes from the files of records."""
MAX_UNDERSTOOD_NOTES = 20
"""The number of notes about values that were understood."""


def find_withholding(run: IngestRun, scan: Scan, ledger: Ledger) -> Withholding | None:
    """Return why an index with this ledger must not be published, or None."""
    problems = sum(map(len, (scan.contents.problems, scan.relation_problems, scan.editorial.problems)))
    problems += len(scan.problems_of_refused) + sum(len(entry.problems) for entry in ledger.values())
    if run.options.strict and problems:
        count = "1 problem was" if problems == 1 else f"{problems:,} problems were"
        return Withholding(Blocker.ANY_PROBLEM, f"{count} found, and --strict was given")
    if run.options.force or not scan.served.records:
        return None
    intended = run.options.intended
    return _withholding_for_records(scan, ledger, intended) or _withholding_for_documents(scan, ledger, intended)


def _withholding_for_records(scan: Scan, ledger: Ledger, intended: Collection[str]) -> Withholding | None:
    """Return the reason if unusually many records would be removed, or all, or all of one folder, or were refused."""
    served, refused = scan.served.records, scan.contents.refused
    removed = max(len(scan.plan.removed), served - len(ledger))
    unintended = removed - len(set(scan.plan.removed).intersection(intended))
    if unintended > max(ALWAYS_ALLOWED_LOSSES, MAX_REMOVED_SHARE * served) or not ledger:
        reason = f"{removed:,} of {pluralized(served, 'record')} would be removed; {FORCE}"
        return Withholding(Blocker.REMOVED_RECORDS, reason)
    if emptied := next(_emptied_places(scan, intended), None):
        place, count = emptied
        return Withholding(Blocker.REMOVED_RECORDS, f"all {count:,} records of {place} would be removed; {FORCE}")
    if refused > max(ALWAYS_ALLOWED_LOSSES, MAX_REFUSED_SHARE * (len(scan.records) + refused)):
        were = "was" if refused == 1 else "were"
        reason = f"{pluralized(refused, 'record')} {were} refused; correct them, or run again with --force"
        return Withholding(Blocker.REFUSED_RECORDS, reason)
    return None


def _emptied_places(scan: Scan, intended: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield each folder in records/, or file with several records, of which all are gone, with their number.

    A source has a folder or a file of its own, which may have been moved by mistake. Drafts, withdrawn records, and
    what a command has removed on purpose, are not gone.
    """
    there = {stored.id for stored in (*scan.contents.drafts, *scan.contents.withdrawn)}.union(intended)
    gone = set(scan.plan.removed) - there
    if not gone:
        return
    ledger = scan.published.ledger
    kept = {_place_of(entry.file) for key, entry in ledger.items() if key not in gone}
    kept |= {_place_of(stored.file) for stored in scan.contents.all_valid}
    places = Counter(_place_of(ledger[key].file) for key in gone)
    yield from ((place, count) for place, count in places.items() if place not in kept and count >= MIN_EMPTIED)


def _place_of(file: str) -> str:
    """Return the folder in records/ that a record file is in, such as "records/partner", or else the file."""
    return "/".join(PurePosixPath(file).parts[1:3])


def _withholding_for_documents(scan: Scan, ledger: Ledger, intended: Collection[str]) -> Withholding | None:
    """Return the reason if unusually many documents would lose their text, or more than before cannot be read."""
    before = scan.served.ledger
    with_text = sum(entry.documents_with_text for entry in before.values() if entry.documents)
    lost = sum(
        max(0, entry.documents_with_text - (ledger[key].documents_with_text if key in ledger else 0))
        for key, entry in before.items()
        if entry.documents and key not in intended
    )
    if lost > max(ALWAYS_ALLOWED_LOSSES, MAX_REMOVED_SHARE * with_text):
        reason = f"{lost:,} of {pluralized(with_text, 'document')} would lose their text; {FORCE}"
        return Withholding(Blocker.LOST_DOCUMENTS, reason)
    refused = sum(len(entry.problems) for entry in ledger.values())
    refused -= sum(len(entry.problems) for entry in before.values())
    if refused > max(ALWAYS_ALLOWED_LOSSES, MAX_REFUSED_SHARE * sum(entry.documents for entry in ledger.values())):
        reason = f"{refused:,} documents more than before cannot be read; correct them, or run again with --force"
        return Withholding(Blocker.UNREADABLE_DOCUMENTS, reason)
    return None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run did: the ledger it ends with, what changed, and the hashes of the documents that it read.

    `current` is the current generation afterwards. In a dry run, it is what the run would do, and `unopened` counts
    the documents among them that were not read.
    """

    ledger: Ledger
    changes: Changes
    read: Collection[str]
    current: str | None
    withholding: Withholding | None
    unopened: int = 0
    watched: WatchedReport | None = None


def find_scanned_changes(scan: Scan, ledger: Ledger) -> Changes:
    """Return what differs between what is published and an index with this ledger."""
    editorial = tuple(PART_LABELS[name] for name in scan.changed_editorial) if scan.published.name else ()
    return find_changes(scan.published.indexed, scan.indexed(ledger), editorial)


def ingest_report(run: IngestRun, scan: Scan, outcome: RunOutcome, started: float) -> IngestReport:
    """Return the report of a run that was started at a time of the monotonic clock."""
    plan, contents, ledger, withholding = scan.plan, scan.contents, outcome.ledger, outcome.withholding
    local_count = sum(document is not None for documents in scan.local_documents.values() for document in documents)
    refused_ids = {stored.id for stored in contents.incomplete}
    with_problems = sorted(key for key, entry in ledger.items() if entry.problems and key not in refused_ids)
    unreadable = tuple(document_problems(ledger, with_problems, scan.records))
    unseen = tuple(problem for problem in scan.problems_of_refused if problem.document)
    record_problems = marked_stale(contents.problems, plan.retained, scan.published.ledger)
    stale_documents = tuple(str(problem.document) for problem in (*unreadable, *unseen) if problem.stale)
    extracted = max(0, len(outcome.read) - run.documents.failed)
    renamed = find_renamed(scan.published.indexed, scan.indexed(ledger), outcome.changes)
    unnamed_files = run.documents.unnamed_files(scan.named_paths(), scan.folders_of_unread_names())
    return IngestReport(
        generation=outcome.current,
        published=outcome.current != scan.served.generation,
        records={
            "added": len(plan.added),
            "changed": len(plan.changed),
            "removed": len(plan.removed),
            "unchanged": len(plan.unchanged),
            "refused": contents.refused,
        },
        documents={
            "extracted": extracted,
            "cached": max(0, local_count - extracted - len(unreadable)),
            "refused": len(unreadable) + len(unseen),
        },
        problems=(
            *record_problems,
            *scan.relation_problems,
            *scan.editorial.problems,
            *unreadable,
            *scan.problems_of_refused,
        ),
        took_s=round(time.monotonic() - started, 3),
        withheld=withholding.reason if withholding else None,
        blocker=withholding.blocker if withholding else None,
        notes=(
            *_notes(run, scan, outcome.changes, stale_documents),
            *_unnamed_notes(unnamed_files),
            *_renamed_notes(renamed),
        ),
        understood=(*scan.contents.notes, *scan.editorial.notes),
        dry_run=run.options.dry_run,
        total=len(ledger),
        stale={"records": plan.retained, "documents": stale_documents},
        is_first=scan.published.name is None,
        changes=outcome.changes,
        read=tuple(_read_documents(run, scan, outcome.read)),
        unnamed_files=unnamed_files,
        renamed=renamed,
        unopened=outcome.unopened,
        watched=outcome.watched,
        is_repeatable=run.documents.is_repeatable,
    )


def _read_documents(run: IngestRun, scan: Scan, read: Collection[str]) -> Iterator[ReadDocument]:
    """Yield the documents with these hashes, in the order of their records, without those that could not be read."""
    for key in scan.plan.to_index:
        for local in filter(None, scan.local_documents[key]):
            for path, sha256 in local.sha256s.items():
                if sha256 in read and not run.documents.has_failed(sha256):
                    length = run.documents.lengths.get(sha256)
                    yield ReadDocument(path, key, **(asdict(length) if length else {}))


def _unnamed_notes(files: Sequence[str]) -> Iterator[str]:
    if files:
        yield f"No record names {pluralized(len(files), 'file')} in documents/: {_named(files)}."


def _renamed_notes(renamed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield advice for records whose id changed."""
    for old, new in renamed[:MAX_RENAMED_NOTES]:
        yield (
            f"'{new}' is new and '{old}' is gone, with the same title or document. If they are one resource, add "
            f"'aliases: [{old}]' to '{new}', so that links to '{old}' keep working."
        )
    if further := renamed[MAX_RENAMED_NOTES:]:
        seem = "seems" if len(further) == 1 else "seem"
        yield f"{pluralized(len(further), 'more id')} {seem} to have changed; 'clearinghouse index --json' lists them."


def _notes(run: IngestRun, scan: Scan, changes: Changes, stale_documents: Sequence[str]) -> tuple[str, ...]:
    ignored_files = ignored_files_note(scan.contents.ignored_files)
    retained = _stale_note("version", scan.plan.retained), _stale_note("text", stale_documents)
    notes = (scan.note, ignored_files, _drafts_note(scan.contents.drafts), *retained, *_editorial_notes(scan))
    understood = _new_understood_notes(run, scan, changes)
    return (*filter(None, notes), *understood, *_document_notes(run.documents.notes))


def _new_understood_notes(run: IngestRun, scan: Scan, changes: Changes) -> Iterator[str]:
    """Yield the notes about values of records and editorial files that changed; those of the others are counted."""
    notes = (*scan.contents.notes, *scan.editorial.notes)
    records = {change.id for change in (*changes.added, *changes.changed)}
    corpus, parts = run.settings.corpus, [name for name in scan.changed_editorial if name != WITHDRAWN]
    files = tuple(display_path(corpus / PATHS[name], corpus) for name in parts)
    is_first = scan.published.name is None
    new = [note for note in notes if is_first or note.record in records or note.file.startswith(files)]
    yield from understood_notes(new)
    if (count := len(notes) - len(new)) == 1:
        yield "There is a note on 1 value that has not changed; 'clearinghouse check' lists it."
    elif count:
        values = pluralized(count, "value")
        yield f"There are notes on {values} that have not changed; 'clearinghouse check' lists them."


def understood_notes(notes: Iterable[FieldNote]) -> Iterator[str]:
    """Yield each different note about values that were understood once, the most frequent first, with their places."""
    places: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        field = re.sub(r"\[\d+\]", "", note.field or "")
        places.setdefault((field, note.message), []).append(f"{note.file}:{note.line}")
    by_frequency = sorted(places.items(), key=lambda item: -len(item[1]))
    for (field, message), of_note in by_frequency[:MAX_UNDERSTOOD_NOTES]:
        yield f"Field '{field}': {message} ({_named(of_note)})."
    if rest := by_frequency[MAX_UNDERSTOOD_NOTES:]:
        count = sum(len(of_note) for _, of_note in rest)
        values = f"{pluralized(count, 'more value')} {'was' if count == 1 else 'were'} understood in this way"
        yield f"{values}; 'clearinghouse index --dry-run --json' lists them."


def _document_notes(notes_by_path: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield each different note about documents once, with the documents it is about."""
    paths_by_note: dict[str, list[str]] = {}
    for path, notes in notes_by_path.items():
        for note in notes:
            paths_by_note.setdefault(note, []).append(path)
    for note, paths in paths_by_note.items():
        yield f"{_named(paths)}: {note}"


def _drafts_note(drafts: Sequence[StoredRecord]) -> str | None:
    """Return a note about the drafts, or None. Every run has it, so it names only one, and counts several."""
    if not drafts:
        return None
    if len(drafts) == 1:
        return f"{drafts[0].id} is a draft and is not published."
    return f"{pluralized(len(drafts), 'draft')} are not published; 'clearinghouse check' names them."


def _stale_note(noun: str, names: Sequence[str]) -> str | None:
    return f"The last good {noun} of {_named(names)} stays on the site until this is corrected." if names else None


def _editorial_notes(scan: Scan) -> Iterator[str]:
    """Yield notes about the editorial content."""
    for name in scan.editorial.retained:
        yield f"Previously published {PART_LABELS[name]} stay on the site until their files are corrected."
    for name in scan.changed_editorial if scan.base else ():
        yield f"The {PART_LABELS[name]} have changed ({len(getattr(scan.editorial.editorial, name))} now)."


def ignored_files_note(files: Sequence[str]) -> str | None:
    """Return a note about files in the records folder that are not record files, or None."""
    if not files:
        return None
    endings = f"{', '.join(RECORD_SUFFIXES[:-1])} or {RECORD_SUFFIXES[-1]}"
    return f"Ignored: {_named(files)}. Names of record files end in {endings}."


def _named(files: Sequence[str]) -> str:
    """Return the first names and the number of the others."""
    more = f" and {len(files) - MAX_NAMED_FILES} more" if len(files) > MAX_NAMED_FILES else ""
    return ", ".join(files[:MAX_NAMED_FILES]) + more
