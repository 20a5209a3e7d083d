"""A record's documents: found on disk, read in guarded children, and turned into passages."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import ExtractError
from catalog.model import Document, DocumentText, Entry, Passage, Record
from indexer.extract import Extraction
from indexer.ingest.passages import passages
from indexer.ingest.text_cache import TextCache
from indexer.sandbox.pool import ExtractorPool, Job, Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """One document of a record with a path: its file and the hash of its bytes, or why it cannot be used."""

    document: Document
    file: Path | None = None
    sha256: str = ""
    size_bytes: int = 0
    problem: ExtractError | None = None


class Documents:
    """The documents folder of a corpus, with what was read from it before."""

    def __init__(self, corpus: Path, cache: TextCache) -> None:
        """Take the corpus folder and the cache."""
        self._folder = corpus / "documents"
        self._cache = cache
        self._failed: dict[str, ExtractError] = {}

    @property
    def failed(self) -> int:
        """How many of the documents read by now gave no text."""
        return len(self._failed)

    def find(self, record: Record) -> tuple[Found | None, ...]:
        """Return each document of a record as it is on disk, in their order; None for one that is elsewhere."""
        return tuple(self._find(document) if document.path else None for document in record.documents)

    def _find(self, document: Document) -> Found:
        path = self._folder / str(document.path)
        try:
            if not path.resolve(strict=True).is_relative_to(self._folder.resolve()):
                return Found(
                    document,
                    problem=ExtractError("outside", "this file lies outside the documents/ folder: put a copy inside"),
                )
            if not path.is_file():  # a pipe would keep us waiting for ever
                return Found(
                    document,
                    problem=ExtractError("unreadable", "this is a folder or a device, not a file: correct the path"),
                )
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Found(document, path, digest, path.stat().st_size)
        except FileNotFoundError:
            reason = "there is no such file in the documents/ folder: check the path and its capitals"
            return Found(document, problem=ExtractError("missing", reason))
        except (OSError, RuntimeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name cannot be used"
            return Found(document, problem=ExtractError("unreadable", f"this file cannot be opened: {reason}"))

    def known_problems(self, found: Iterable[Found | None]) -> tuple[ExtractError | None, ...]:
        """Return what is wrong with each document as far as that is known without reading it, None for nothing."""
        known = (item and (item.problem or self._cache.get(item.sha256)) for item in found)
        return tuple(each if isinstance(each, ExtractError) else None for each in known)

    def unread(self, found: Iterable[Found | None]) -> dict[str, Job]:
        """Return the jobs, by hash, for documents whose text is not known yet."""
        jobs: dict[str, Job] = {}
        for item in found:
            if item and item.file and item.sha256 not in jobs and self._cache.get(item.sha256) is None:
                jobs[item.sha256] = Job(item.file, item.file.name, item.sha256)
        return jobs

    def read(self, pool: ExtractorPool, jobs: Iterable[Job]) -> Iterator[Job]:
        """Read documents on every core, keep what came of each, and yield each job when it is done."""
        for job, outcome in pool.run(jobs):
            if isinstance(outcome, ExtractError):
                self._failed[job.sha256] = outcome
            self._cache.put(job.sha256, outcome)
            yield job

    def entry(self, record: Record, found: Iterable[Found | None]) -> tuple[Entry, tuple[ExtractError | None, ...]]:
        """Return a record with its passages, and what is wrong with each document, None for nothing."""
        texts: list[DocumentText] = []
        stretches: list[Passage] = []
        problems: list[ExtractError | None] = []
        for number, (document, item) in enumerate(zip(record.documents, found, strict=True)):
            outcome = self._outcome(item)
            problems.append(outcome if isinstance(outcome, ExtractError) else None)
            texts.append(_text(document, item, outcome))
            if isinstance(outcome, Extraction):
                stretches += passages(number, outcome)
        return Entry(record, tuple(texts), tuple(stretches)), tuple(problems)

    def _outcome(self, item: Found | None) -> Outcome | None:
        if item is None:
            return None
        if item.problem:
            return item.problem
        lost = ExtractError("unreadable", "its text could not be kept: is the data folder full?")
        return self._failed.get(item.sha256) or self._cache.get(item.sha256) or lost


def _text(document: Document, item: Found | None, outcome: Outcome | None) -> DocumentText:
    """Return what to tell visitors about a document."""
    guessed = document.media_type or mimetypes.guess_type(document.path or document.url or "")[0]
    if not isinstance(outcome, Extraction) or item is None:
        problem = str(outcome) if outcome else None
        size = item.size_bytes if item and item.file else None
        return DocumentText(guessed, size, (item.sha256 if item else "") or None, problem=problem)
    return DocumentText(outcome.media_type, item.size_bytes, item.sha256, outcome.pages, outcome.duration_s)
