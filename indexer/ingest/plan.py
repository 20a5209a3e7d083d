"""The plan of a run: the records in the store compared with the ledger of the previous generation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from catalog.errors import DamagedError, ExtractError, Problem
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.text import nfc
from indexer.extract import EXTRACTOR_VERSION
from indexer.ingest.documents.finding import UNSEEN_KINDS, DocumentFolder
from indexer.ingest.documents.local_document import LocalDocument
from indexer.ingest.link_health import NO_LINK_HEALTH, LinkHealthOf

LEDGER = "ledger.json"


class LedgerEntry(NamedTuple):
    """An indexed record in the ledger: its stamp, its file, the number of its local documents, and their problems.

    `sha256s` has the hashes of the documents whose text is in the index, by path or URL, as their files were when they
    were read last. `ocr` names the text recognition that read its scanned pages (see `LocalDocument`).
    A tuple, because each run makes one for every record.
    """

    stamp: str
    file: str
    documents: int = 0
    problems: tuple[Problem, ...] = ()
    sha256s: Mapping[str, str] = MappingProxyType({})
    ocr: str | None = None

    @property
    def documents_with_text(self) -> int:
        """The number of local documents whose text is in the index."""
        return self.documents - sum(not problem.stale for problem in self.problems)


Ledger = Mapping[str, LedgerEntry]


@dataclass(frozen=True, slots=True)
class Plan:
    """Record ids by what happens to them, in ascending order.

    `retained` are records that could not be read, or were refused; their last good version stays published. If the
    index `is_new`, unchanged records are written into it, too.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()
    is_new: bool = False

    @property
    def to_index(self) -> tuple[str, ...]:
        """The ids of the records to index."""
        return self.added + self.changed + (self.unchanged if self.is_new else ())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to change."""
        return not (self.added or self.changed or self.removed)


def make_plan(
    contents: Contents, stamps: Mapping[str, str], previous_ledger: Ledger, *, ocr: str = "", is_new: bool = False
) -> Plan:
    """Return the plan, by comparing the stamps of the valid records with the ledger.

    Records with scanned pages have changed if they were not read by the text recognition that `ocr` names.
    """
    missing = sorted(previous_ledger.keys() - stamps.keys())
    files = {stored.id: stored.file for stored in contents.records}
    changed: list[str] = []
    unchanged: list[str] = []
    for key, entry in previous_ledger.items():
        if (stamp := stamps.get(key)) is None:
            continue
        is_unchanged = (
            entry.stamp == stamp
            and (entry.file == files[key] or is_same_name(entry.file, files[key]))
            and (not ocr or entry.ocr in {None, ocr})
        )
        (unchanged if is_unchanged else changed).append(key)
    refused = {key for key in missing if contents.is_refused(key, previous_ledger[key].file)}
    return Plan(
        added=tuple(sorted(stamps.keys() - previous_ledger.keys())),
        changed=tuple(sorted(changed)),
        removed=tuple(key for key in missing if key not in refused),
        unchanged=tuple(sorted(unchanged)),
        retained=tuple(sorted(refused)),
        is_new=is_new,
    )


def is_same_name(first: str, second: str) -> bool:
    """Return whether two names are of the same file, in any Unicode form."""
    return first == second or nfc(first) == nfc(second)


Stamper = Callable[[StoredRecord, Iterable[LocalDocument | None]], str]
"""A function that returns the stamp of a record with its documents."""


def record_stamper(taxonomy: bytes, index_format: str, link_health: LinkHealthOf) -> Stamper:
    """Return a function that computes the stamp of a record: a hash of everything that its entry depends on."""
    base = hashlib.sha256(taxonomy)
    base.update(f"{EXTRACTOR_VERSION} {index_format}".encode())

    def stamp(stored: StoredRecord, local_documents: Iterable[LocalDocument | None]) -> str:
        digest = base.copy()
        digest.update(stored.encoded)
        if (health := link_health(stored)) != NO_LINK_HEALTH:
            digest.update(f"\n{health.reached} {health.is_dead}".encode())
        for local in local_documents:
            digest.update(f"\n{local and local.state}".encode())
        return digest.hexdigest()

    return stamp


def ledger_entry(stored: StoredRecord, stamp: str, local_documents: Sequence[LocalDocument | None]) -> LedgerEntry:
    """Return the ledger's entry for a record, whose documents have the problems that reading them had."""
    local = [document for document in local_documents if document]
    return LedgerEntry(
        stamp,
        stored.file,
        len(local),
        tuple(_document_problem(stored, document, document.problem) for document in local if document.problem),
        {
            path: sha256
            for document in local
            if document.published_sha256 or not document.problem
            for path, sha256 in document.sha256s.items()
        },
        next((document.ocr for document in local if document.ocr is not None), None),
    )


def _document_problem(stored: StoredRecord, local: LocalDocument, problem: ExtractError) -> Problem:
    return Problem(
        problem.kind,
        str(problem),
        stored.file,
        stored.line,
        stored.id or None,
        "documents",
        local.document.name,
        stale=bool(local.published_sha256),
    )


def problems_of_refused(contents: Contents, documents: DocumentFolder, ledger: Ledger) -> Iterator[Problem]:
    """Yield the problems of the documents of refused records, as far as they could be read."""
    for stored in contents.incomplete:
        published = ledger[stored.id].sha256s if stored.id in ledger else {}
        entry = ledger_entry(stored, "", documents.find(stored.details, published))
        yield from document_problems({"": entry}, [""], {"": stored})


def with_problems_of_today(
    entry: LedgerEntry, stored: StoredRecord, local_documents: Iterable[LocalDocument | None]
) -> LedgerEntry:
    """Return the entry of a record that is indexed as it is, with the problems that its documents have on disk.

    A file that cannot be seen at the moment does not change the index. What is wrong with the content of a file was
    found when it was read.
    """
    documents = [local for local in local_documents if local]
    if not entry.problems and not any(local.problem for local in documents):
        return entry
    problems: list[Problem] = []
    for local in documents:
        if local.problem:
            problems.append(_document_problem(stored, local, local.problem))
        else:
            of_content = (problem for problem in entry.problems if problem.kind not in UNSEEN_KINDS)
            problems += (problem for problem in of_content if problem.document == local.document.name)
    return entry._replace(problems=tuple(problems))


def marked_stale(problems: Iterable[Problem], retained: Collection[str], ledger: Ledger) -> Iterator[Problem]:
    """Yield the problems of records; those are stale that are about `retained` records, or about their files."""
    files = {nfc(ledger[key].file) for key in retained}
    paths = files | {str(parent) for file in files for parent in PurePosixPath(file).parents}
    for problem in problems:
        has_no_valid_id = problem.record is None or problem.field == "id"
        is_stale = problem.record in retained or (has_no_valid_id and nfc(problem.file or "") in paths)
        yield replace(problem, stale=True) if is_stale else problem


def document_problems(ledger: Ledger, keys: Iterable[str], records: Mapping[str, StoredRecord]) -> Iterator[Problem]:
    """Yield the problems of the documents of some records, each with its current line."""
    for key in keys:
        stored = records.get(key)
        for problem in ledger[key].problems:
            yield replace(problem, line=_line_of(problem, stored)) if stored else problem


def _line_of(problem: Problem, stored: StoredRecord) -> int:
    documents = stored.details.documents
    names = [document.name for document in documents]
    if problem.document not in names:
        return stored.line
    number = names.index(problem.document)
    return stored.line_of("documents", number, "path" if documents[number].path else "url")


def read_ledger(folder: Path) -> Ledger:
    """Return the ledger of a published generation; raise DamagedError if it cannot be read."""
    try:
        content = json.loads((folder / LEDGER).read_bytes())
        return {
            key: LedgerEntry(
                stamp, file, documents, tuple(Problem(**each) for each in problems) if problems else (), *rest
            )
            for key, (stamp, file, documents, problems, *rest) in content.items()
        }
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"{folder.name} has no readable ledger", (f"{folder.name}/{LEDGER}",)) from error


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write the ledger into the folder of a new generation."""
    content = {
        key: [
            entry.stamp,
            entry.file,
            entry.documents,
            list(map(asdict, entry.problems)),
            dict(entry.sha256s),
            entry.ocr,
        ]
        for key, entry in sorted(ledger.items())
    }
    (folder / LEDGER).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
