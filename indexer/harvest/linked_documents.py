"""The documents of records that are elsewhere on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.errors import CatalogError, Problem
from catalog.model import Document
from catalog.store.stored_record import StoredRecord
from catalog.text import did_you_mean
from catalog.web_hosts import is_video_host


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document with a URL, and the record that names it; `number` counts the documents of the record from 0."""

    stored: StoredRecord
    number: int
    document: Document

    @property
    def url(self) -> str:
        """The URL of the document."""
        return self.document.url or ""

    @property
    def is_video(self) -> bool:
        """Whether the document is sound or a video, which has no text to fetch."""
        return (self.document.media_type or "").startswith(("audio/", "video/")) or is_video_host(self.url)

    def problem(self, kind: str, message: str, *, stale: bool) -> Problem:
        """Return the problem of a document that could not be fetched, at the line of its URL."""
        line = self.stored.line_of("documents", self.number, "url")
        record = self.stored.id
        return Problem(kind, message, self.stored.file, line, record, "documents", self.url, stale=stale)


def linked_documents(records: Sequence[StoredRecord], ids: Sequence[str] = ()) -> Iterator[LinkedDocument]:
    """Yield the documents with a URL of the records, or only of those with the given ids.

    Raises CatalogError if an id is unknown.
    """
    known = {stored.id for stored in records}
    for record_id in ids:
        if record_id not in known:
            raise CatalogError(f"there is no record '{record_id}'{did_you_mean(record_id, known)}")
    for stored in records:
        if not ids or stored.id in ids:
            for number, document in enumerate(stored.details.documents):
                if document.url:
                    yield LinkedDocument(stored, number, document)
