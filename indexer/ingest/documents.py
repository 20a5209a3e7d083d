"""Finds the documents of records on disk, extracts them in the sandbox, and splits them into passages."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Document, DocumentText, Entry, Passage, Record
from indexer.extract import Extraction
from indexer.ingest.passages import split_into_passages
from indexer.ingest.text_cache import TextCache
from indexer.sandbox.pool import ExtractorPool, Job, Outcome


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document of a record in the documents folder: its file and hash, or the reason why it cannot be used."""

    document: Document
    file: Path | None = None
    sha256: str = ""
    size_bytes: int = 0
    problem: ExtractError | None = None


class DocumentFolder:
    """The documents folder of a corpus, with the cache of what was extracted from it."""

    def __init__(self, corpus: Path, cache: TextCache) -> None:
        """Take the corpus folder and the cache."""
        self._folder = corpus / "documents"
        self._cache = cache
        self._failed: dict[str, ExtractError] = {}
        self._notes: dict[str, tuple[str, ...]] = {}

    @property
    def notes(self) -> Mapping[str, tuple[str, ...]]:
        """What the extractors noted about documents indexed in this run, such as parts not read, by path."""
        return self._notes

    @property
    def failed(self) -> int:
        """The number of documents in this run whose extraction failed."""
        return len(self._failed)

    def find(self, record: Record) -> tuple[LocalDocument | None, ...]:
        """Return the documents of a record as they are on disk, in order; None for a document with a URL."""
        return tuple(self._find(document) if document.path else None for document in record.documents)

    def _find(self, document: Document) -> LocalDocument:
        path = self._folder / str(document.path)
        try:
            if not path.resolve(strict=True).is_relative_to(self._folder.resolve()):
                return LocalDocument(
                    document,
                    problem=ExtractError(
                        ExtractErrorKind.OUTSIDE, "This file is outside the documents/ folder: put a copy inside."
                    ),
                )
            if not path.is_file():  # opening a pipe would block
                return LocalDocument(
                    document,
                    problem=ExtractError(
                        ExtractErrorKind.UNREADABLE, "This is a folder or a device: correct the path in the record."
                    ),
                )
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return LocalDocument(document, path, digest, path.stat().st_size)
        except FileNotFoundError:
            reason = "This file is missing from the documents/ folder: check the path and its capital letters."
            return LocalDocument(document, problem=ExtractError(ExtractErrorKind.MISSING, reason))
        except (OSError, RuntimeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is not valid"
            message = f"This file cannot be opened ({reason}): check its name and permissions."
            return LocalDocument(document, problem=ExtractError(ExtractErrorKind.UNREADABLE, message))

    def cached_problems(self, local_documents: Iterable[LocalDocument | None]) -> tuple[ExtractError | None, ...]:
        """Return the problem of each document if it is known without reading the document, otherwise None."""
        outcomes = (local and (local.problem or self._cache.get(local.sha256)) for local in local_documents)
        return tuple(outcome if isinstance(outcome, ExtractError) else None for outcome in outcomes)

    def unread_jobs(self, local_documents: Iterable[LocalDocument | None]) -> dict[str, Job]:
        """Return the jobs, by hash, for documents that are not in the cache."""
        jobs: dict[str, Job] = {}
        for local in local_documents:
            if local and local.file and local.sha256 not in jobs and self._cache.get(local.sha256) is None:
                jobs[local.sha256] = Job(local.file, local.file.name, local.sha256)
        return jobs

    def read(self, pool: ExtractorPool, jobs: Iterable[Job]) -> Iterator[Job]:
        """Extract documents on every core, cache the outcomes, and yield each job when it is done."""
        for job, outcome in pool.run(jobs):
            if isinstance(outcome, ExtractError):
                self._failed[job.sha256] = outcome
            self._cache.put(job.sha256, outcome)
            yield job

    def entry(
        self, record: Record, local_documents: Iterable[LocalDocument | None]
    ) -> tuple[Entry, tuple[ExtractError | None, ...]]:
        """Return the entry of a record with its passages, and the problem of each document or None."""
        texts: list[DocumentText] = []
        passages: list[Passage] = []
        problems: list[ExtractError | None] = []
        for number, (document, local) in enumerate(zip(record.documents, local_documents, strict=True)):
            outcome = self._outcome(local)
            problems.append(outcome if isinstance(outcome, ExtractError) else None)
            texts.append(_text(document, local, outcome))
            if isinstance(outcome, Extraction):
                if outcome.notes:
                    self._notes[str(document.path)] = outcome.notes
                passages += split_into_passages(number, outcome)
        return Entry(record, tuple(texts), tuple(passages)), tuple(problems)

    def _outcome(self, local: LocalDocument | None) -> Outcome | None:
        if local is None:
            return None
        if local.problem:
            return local.problem
        not_cached = ExtractError(
            ExtractErrorKind.UNREADABLE, "The text of this document could not be saved: check for free disk space."
        )
        return self._failed.get(local.sha256) or self._cache.get(local.sha256) or not_cached


def _text(document: Document, local: LocalDocument | None, outcome: Outcome | None) -> DocumentText:
    """Return the facts about a document's file and text."""
    guessed_type = document.media_type or mimetypes.guess_type(document.path or document.url or "")[0]
    if not isinstance(outcome, Extraction) or local is None:
        problem = str(outcome) if outcome else None
        size = local.size_bytes if local and local.file else None
        return DocumentText(guessed_type, size, (local.sha256 if local else "") or None, problem=problem)
    return DocumentText(outcome.media_type, local.size_bytes, local.sha256, outcome.pages, outcome.duration_s)
