"""A document of a record as it is on disk, and how much text it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import ExtractError
from catalog.model import Document
from indexer.harvest.content_type import name_in_url
from indexer.ingest.documents.replacements import CorrectedText
from indexer.sandbox.pool import Job


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document of a record that is on disk: its file and hash, or the reason why it cannot be used.

    The file is in the documents folder, or in the cache if the document has a URL. The name of `file` may have another
    Unicode form. `published_sha256` is the hash of the file when its text was published, empty if it has none in the
    index. That text stays if this file cannot be read, unless the file was seen to be absent; then the hash is empty,
    too. `ocr` names the text recognition that read its scanned pages, empty if there was none; it is None for a
    document without scans. `corrected` is the text to read in its place.
    """

    document: Document
    file: Path | None = None
    sha256: str = ""
    size_bytes: int = 0
    problem: ExtractError | None = None
    published_sha256: str = ""
    ocr: str | None = None
    corrected: CorrectedText | None = None

    @property
    def state(self) -> str:
        """What the entry of the record depends on: the document's content, or else why it has none."""
        state = self.sha256 or self.published_sha256 or (self.problem.kind if self.problem else "")
        return f"{state} {self.corrected.sha256}" if self.corrected else state

    @property
    def sha256s(self) -> Mapping[str, str]:
        """The hashes of the document and of its corrected text, as they are in the ledger, by path."""
        own = {self.document.name: self.sha256 or self.published_sha256}
        return {**own, self.corrected.path: self.corrected.sha256} if self.corrected else own

    def jobs(self) -> Iterator[Job]:
        """Yield the jobs that read its text."""
        if self.file:
            name = self.file.name if self.document.path else name_in_url(self.document.name)
            yield Job(self.file, name, self.sha256)
        if self.corrected and not self.corrected.problem:
            yield Job(self.corrected.file, self.corrected.file.name, self.corrected.sha256)


@dataclass(frozen=True, slots=True)
class TextLength:
    """The length of a document's text: pages or seconds, if it has any, and words."""

    pages: int | None
    duration_s: int | None
    words: int
