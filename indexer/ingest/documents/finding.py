"""Finds the documents of records, on disk or fetched, extracts them in the sandbox, and splits them into passages."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Document, DocumentRole, DocumentText, Entry, Passage, Record, TextSource
from catalog.settings import Settings
from catalog.store.cache.file_identity import identity_of
from catalog.store.files.file_names import FolderNames, loose_form, written_form
from catalog.store.files.folders import FolderListing, is_broken_link, list_files
from catalog.store.stored_record import RecordDetails
from catalog.text import nfc
from indexer.extract import Extraction
from indexer.extract.media_types import type_note
from indexer.extract.scans.merging import has_scans
from indexer.ingest.documents.document_hashes import DocumentHashes
from indexer.ingest.documents.fetched_documents import FetchedDocuments
from indexer.ingest.documents.local_document import LocalDocument, TextLength
from indexer.ingest.documents.passages import split_into_passages
from indexer.ingest.documents.replacements import (
    corrected_text,
    is_corrected_text,
    with_corrected_text,
    with_transcripts,
)
from indexer.ingest.documents.text_cache import TextCache
from indexer.sandbox.pool import ExtractorPool, Job, Outcome
from indexer.sandbox.tesseract import Tesseract

NOT_CACHED = ExtractError(
    ExtractErrorKind.UNREADABLE, "The text of this document could not be saved: check for free disk space."
)
UNSEEN_KINDS = frozenset({ExtractErrorKind.MISSING, ExtractErrorKind.OUTSIDE, ExtractErrorKind.UNREADABLE})
"""Kinds of errors of a document whose content was not seen."""

MAX_NAMED_PATHS = 3
"""The paths that the message about a missing or ambiguous file names."""

EarlierEntries = Callable[[str], Entry | None]
"""A function that returns the last good entry of a record, by its id."""


def open_documents(settings: Settings, tesseract: Tesseract | None, *, trusts_hashes: bool = False) -> DocumentFolder:
    """Return the documents folder of a deployment, with what was extracted from it.

    Each document is read to find out whether it changed, unless the folder `trusts_hashes` of earlier runs.
    """
    cache = TextCache(settings.data / "cache" / "text", ocr=tesseract.signature if tesseract else "")
    hashes = DocumentHashes(settings.data / "cache" / "document_hashes", settings.corpus, is_trusted=trusts_hashes)
    return DocumentFolder(settings.corpus, cache, hashes, FetchedDocuments(settings.data))


class DocumentFolder:
    """The documents folder of a corpus, with the cache of what was extracted from it."""

    def __init__(self, corpus: Path, cache: TextCache, hashes: DocumentHashes, fetched: FetchedDocuments) -> None:
        """Take the corpus folder, the cache, the hashes of documents that are known, and the fetched documents."""
        self._folder = corpus / "documents"
        self._hashes = hashes
        self._names = FolderNames(self._folder)
        self._cache = cache
        self._fetched = fetched
        self.ocr = cache.ocr
        self._failed: dict[str, ExtractError] = {}
        self._notes: dict[str, tuple[str, ...]] = {}
        self._lengths: dict[str, TextLength] = {}
        self._is_repeatable = True

    @property
    def lengths(self) -> Mapping[str, TextLength]:
        """How much text the documents have that were read in this run, by hash."""
        return self._lengths

    @property
    def notes(self) -> Mapping[str, tuple[str, ...]]:
        """What the extractors noted about documents indexed in this run, such as parts not read, by path."""
        return self._notes

    def note(self, path: str, note: str) -> None:
        """Add a note about a document, unless it is empty or known."""
        known = self._notes.get(path, ())
        if note and note not in known:
            self._notes[path] = (*known, note)

    @property
    def failed(self) -> int:
        """The number of documents in this run whose extraction failed."""
        return len(self._failed)

    def has_failed(self, sha256: str) -> bool:
        """Return whether the extraction of a document failed in this run."""
        return sha256 in self._failed

    def unnamed_files(self, named: Iterable[str], folders: Collection[str] = ()) -> tuple[str, ...]:
        """Return the paths of the files that are not among the named ones, in ascending order.

        A name stands for the file in another Unicode form if there is none in its own. Files in the `folders` at the
        top, by their names, may be named.
        """
        known = {str(PurePosixPath(path)) for path in named}
        known_forms = set(map(nfc, known))
        paths = set(self._listing.files)
        unnamed = (
            path
            for path in paths - known
            if nfc(path) not in known_forms or nfc(path) in paths
            if not is_corrected_text(path, known_forms, paths)
            if path.partition("/")[0] not in folders
        )
        return tuple(sorted(unnamed))

    @cached_property
    def _listing(self) -> FolderListing:
        """The files of the folder, which is listed once."""
        return list_files(self._folder)

    @property
    def is_repeatable(self) -> bool:
        """Whether the next run finds the very same as long as no listed file changes.

        It may not after `try_again`, or if a document is in a hidden folder, or in one that is a link: they are not
        listed.
        """
        return self._is_repeatable

    def try_again(self) -> None:
        """Let the next run try what failed in this one, and may not fail again."""
        self._is_repeatable = False

    def save_hashes(self) -> None:
        """Keep the hashes of the documents that were found in this run for the next one."""
        self._hashes.save()

    def find(self, record: RecordDetails, published: Mapping[str, str]) -> tuple[LocalDocument | None, ...]:
        """Return the documents of a record as they are on disk, in order; None for one that was never fetched.

        `published` has the hashes of the documents whose text is in the index, by path or URL.
        """
        named = {document.path for document in record.documents if document.path}
        return tuple(
            _with_corrected_text(self._find(document, published.get(document.name, "")), named, published)
            if document.path
            else self._find_fetched(document, published.get(document.name, ""))
            for document in record.documents
        )

    def _find_fetched(self, document: Document, published_sha256: str) -> LocalDocument | None:
        """Return a document with a URL; its text stays in the index even if the fetched copy is gone."""
        try:
            copy = self._fetched.find(document.name, published_sha256)
        except ExtractError as error:
            problem = LocalDocument(document, problem=error, published_sha256=published_sha256)
            return problem if published_sha256 or error.kind is ExtractErrorKind.DAMAGED else None
        return LocalDocument(document, copy.path, copy.sha256, copy.size_bytes, published_sha256=published_sha256)

    def _find(self, document: Document, published_sha256: str) -> LocalDocument:
        if known := self._known(document, published_sha256):
            return known
        relative = PurePosixPath(str(document.path))
        try:
            try:
                return self._opened(document, self._path(relative), published_sha256)
            except (FileNotFoundError, NotADirectoryError):
                is_gone, problem = self._missing(relative)
                published_sha256 = "" if is_gone else published_sha256
        except ExtractError as error:
            problem = error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is not valid"
            message = f"This file cannot be opened ({reason}): check its name and permissions."
            problem = ExtractError(ExtractErrorKind.UNREADABLE, message)
        return LocalDocument(document, problem=problem, published_sha256=published_sha256)

    def _known(self, document: Document, published_sha256: str) -> LocalDocument | None:
        """Return a document that has not changed since its hash was computed, or None.

        A listed file that is not a link is in the folder: links to folders are not followed.
        """
        name = str(document.path)
        identity = self._listing.files.get(name)
        if identity is None or name in self._listing.links:
            return None
        sha256 = self._hashes.get(name, identity)
        if sha256 is None:
            return None
        return LocalDocument(document, self._folder / name, sha256, identity.size, published_sha256=published_sha256)

    def _path(self, relative: PurePosixPath) -> Path:
        """Return the path of a document on disk: as the record has it, or with names in another Unicode form.

        Raises ExtractError if there are several, and OSError if a folder cannot be listed that may have it.
        """
        paths = self._names.locate(relative)
        if len(paths) > 1:
            reason = (
                f"{len(paths)} files have this name, in different Unicode forms ({self._escaped(paths)}): "
                "rename or remove all but one."
            )
            raise ExtractError(ExtractErrorKind.UNREADABLE, reason)
        return paths[0] if paths else self._folder / relative

    def _escaped(self, paths: Sequence[Path]) -> str:
        """Return the paths below the folder with escapes, because they look the same."""
        return ", ".join(ascii(str(path.relative_to(self._folder))) for path in paths[:MAX_NAMED_PATHS])

    def _opened(self, document: Document, path: Path, published_sha256: str) -> LocalDocument:
        """Return a document with its file; raise ExtractError, OSError or ValueError if it cannot be used."""
        if not Path(os.path.realpath(path, strict=True)).is_relative_to(os.path.realpath(self._folder)):
            reason = "This file is outside the documents/ folder: put a copy inside."
            raise ExtractError(ExtractErrorKind.OUTSIDE, reason)
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would block
            reason = "This is a folder or a device: correct the path in the record."
            raise ExtractError(ExtractErrorKind.UNREADABLE, reason)
        self._is_repeatable &= str(path.relative_to(self._folder)) in self._listing.files
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._hashes.add(str(document.path), identity_of(status), digest)
        return LocalDocument(document, path, digest, path.stat().st_size, published_sha256=published_sha256)

    def _missing(self, relative: PurePosixPath) -> tuple[bool, ExtractError]:
        """Return whether a missing file was seen to be absent, and its problem.

        If the documents folder is missing or empty, it was moved, or its disk is not there; and what a broken link
        leads to may be back tomorrow. Raises OSError if a folder cannot be listed that may have it.
        """
        if not self._has_files:
            reason = "The documents/ folder is missing or empty: put it back, or remove the documents from the records."
            return False, ExtractError(ExtractErrorKind.MISSING, reason)
        if any(map(is_broken_link, self._places(relative))):
            reason = "This file is a link, or in a folder that is a link, to something that does not exist."
            return False, ExtractError(ExtractErrorKind.MISSING, reason)
        similar = [str(path.relative_to(self._folder)) for path in self._names.find(relative, loose_form)]
        names = " or ".join(f"documents/{path}" for path in similar[:MAX_NAMED_PATHS])
        advice = f". Did you mean {names}?" if names else ": check the path."
        reason = f"This file is missing from the documents/ folder{advice}"
        return True, ExtractError(ExtractErrorKind.MISSING, reason)

    def _places(self, relative: PurePosixPath) -> Iterator[Path]:
        """Yield the paths of a document and of the folders that it is in, as written, then in other Unicode forms."""
        yield from (self._folder / part for part in (relative, *relative.parents))
        for part in (relative, *relative.parents):
            yield from self._names.find(part, written_form)

    @cached_property
    def _has_files(self) -> bool:
        """Whether the documents folder can be listed and has anything in it."""
        with suppress(OSError):
            return any(not path.name.startswith(".") for path in self._folder.iterdir())
        return False

    def with_known_problems(self, local_documents: Iterable[LocalDocument | None]) -> tuple[LocalDocument | None, ...]:
        """Return documents with the problems that are known without reading them."""
        documents = tuple(local_documents)
        outcomes = self._known_outcomes(documents)
        return tuple(
            local and self._with_outcome(local, outcome) for local, outcome in zip(documents, outcomes, strict=True)
        )

    def _known_outcomes(self, documents: Sequence[LocalDocument | None]) -> list[Outcome | None]:
        """Return what is known of the texts of a record's documents."""
        outcomes = [self._known_outcome(local) if local else None for local in documents]
        roles = [(local.document.name, local.document.role) if local else None for local in documents]
        return list(with_transcripts(roles, outcomes))

    def _known_outcome(self, local: LocalDocument) -> Outcome | None:
        outcome = local.problem or self._known_text(local.sha256)
        if local.problem or not local.corrected:
            return outcome
        return with_corrected_text(str(local.document.path), outcome, self._known_text(local.corrected.sha256))

    def _known_text(self, sha256: str) -> Outcome | None:
        return self._failed.get(sha256) or self._cache.get(sha256)

    def unread_jobs(self, local_documents: Iterable[LocalDocument | None]) -> dict[str, Job]:
        """Return the jobs, by hash, for documents that are not in the cache."""
        jobs: dict[str, Job] = {}
        for job in (job for local in local_documents if local for job in local.jobs()):
            if job.sha256 not in jobs and self._cache.get(job.sha256) is None:
                jobs[job.sha256] = job
        return jobs

    def read(self, pool: ExtractorPool, jobs: Iterable[Job]) -> Iterator[Job]:
        """Extract documents on every core, cache the outcomes, and yield each job when it is done."""
        for job, outcome in pool.run(jobs):
            if isinstance(outcome, ExtractError):
                self._failed[job.sha256] = outcome
            else:
                words = sum(len(section.text.split()) for section in outcome.sections)
                self._lengths[job.sha256] = TextLength(outcome.pages, outcome.duration_s, words)
            self._cache.put(job.sha256, outcome)
            yield job

    def entry(
        self, record: Record, local_documents: Iterable[LocalDocument | None], earlier: EarlierEntries
    ) -> tuple[Entry, tuple[LocalDocument | None, ...]]:
        """Return the entry of a record with its passages, and its documents with the problems that reading them had.

        A document that cannot be read keeps its text, if it has one in the index, from the `earlier` entry.
        """
        texts: list[DocumentText] = []
        passages: list[Passage] = []
        read_documents: list[LocalDocument | None] = []
        unread_documents = tuple(local_documents)
        outcomes = self._known_outcomes(unread_documents)
        for number, (document, unread) in enumerate(zip(record.documents, unread_documents, strict=True)):
            outcome = (outcomes[number] or NOT_CACHED) if unread else None
            local = unread and self._with_outcome(unread, outcome)
            found: list[Passage] = []
            if isinstance(outcome, ExtractError) and local and local.published_sha256:
                text, kept_passages = _earlier_text(number, document, earlier(record.id))
                texts.append(replace(text, problem=str(outcome), stale=True) if local.sha256 else text)
                found += kept_passages
            else:
                texts.append(_text(document, local, outcome))
            if isinstance(outcome, Extraction):
                found += split_into_passages(number, outcome)
                for note in (*outcome.notes, _type_note(unread, outcome)):
                    self.note(document.name, note)
            passages += found if document.role is not DocumentRole.DATA else ()
            read_documents.append(local)
        return Entry(record, tuple(texts), tuple(passages)), tuple(read_documents)

    def _with_outcome(self, local: LocalDocument, outcome: Outcome | None) -> LocalDocument:
        """Return a document with the problem that reading it had, if any, and the text recognition that read its scans.

        A file that could not be seen gets no hash, because with the hash of its content, it would not be tried again.
        """
        ocr = self._cache.ocr if outcome and has_scans(outcome) else None
        if not isinstance(outcome, ExtractError):
            return replace(local, ocr=ocr)
        return replace(local, sha256="" if outcome.kind in UNSEEN_KINDS else local.sha256, problem=outcome, ocr=ocr)


def _type_note(local: LocalDocument | None, outcome: Extraction) -> str:
    """Return a note about a file whose text is that of another type than its name says, unless the record says it."""
    if local is None or local.corrected or local.document.media_type or not (local.document.path and outcome.sections):
        return ""
    return type_note(outcome.media_type, local.document.path)


def _with_corrected_text(local: LocalDocument, named: Collection[str], published: Mapping[str, str]) -> LocalDocument:
    if local.file is None:
        return local
    corrected = corrected_text(local.file, str(local.document.path), named, published)
    return replace(local, corrected=corrected, problem=corrected.problem) if corrected else local


def _earlier_text(number: int, document: Document, entry: Entry | None) -> tuple[DocumentText, tuple[Passage, ...]]:
    """Return the facts and the passages of a document in an earlier entry of its record, for its number in the new one.

    Both are empty if the entry does not have the document.
    """
    names = [earlier.name for earlier in entry.record.documents] if entry else []
    if entry is None or document.name not in names:
        return DocumentText(), ()
    index = names.index(document.name)
    passages = (replace(passage, document=number) for passage in entry.passages if passage.document == index)
    return entry.texts[index], tuple(passages)


def _text(document: Document, local: LocalDocument | None, outcome: Outcome | None) -> DocumentText:
    """Return the facts about a document's file and text."""
    guessed_type = document.media_type or mimetypes.guess_type(document.name)[0]
    if not isinstance(outcome, Extraction) or local is None:
        problem = str(outcome) if outcome else None
        size = local.size_bytes if local and local.file else None
        return DocumentText(guessed_type, size, (local.sha256 if local else "") or None, problem=problem)
    return DocumentText(
        outcome.media_type,
        local.size_bytes,
        local.sha256,
        outcome.pages,
        outcome.duration_s,
        text_source=TextSource(outcome.text_source) if outcome.text_source else None,
    )
