"""The text of a record's documents as searches see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from catalog.errors import CatalogError, DamagedError
from catalog.live import LiveSearcher
from catalog.model import Document, DocumentText, Entry, LocatorKind, Passage
from catalog.settings import Settings
from catalog.text import did_you_mean
from indexer.ingest.documents.replacements import TEXT_ENDINGS
from indexer.ingest.plan import Ledger, read_ledger


@dataclass(frozen=True, slots=True)
class TextOfDocument:
    """One document of a record, counted from 1, with the facts about its text and its passages.

    `corrected` is the path, below documents/, of the file whose text is read in place of the document's own.
    """

    number: int
    document: Document
    text: DocumentText
    passages: tuple[Passage, ...]
    corrected: str | None = None

    @property
    def words(self) -> int:
        """The number of words of all passages."""
        return sum(len(passage.text.split()) for passage in self.passages)

    def on_page(self, number: int) -> TextOfDocument:
        """Return the document with the passages of one page or slide."""
        passages = tuple(passage for passage in self.passages if page_of(passage) == number)
        return TextOfDocument(self.number, self.document, self.text, passages, self.corrected)


@dataclass(frozen=True, slots=True)
class TextsOfRecord:
    """A published record, and the text of its documents."""

    id: str
    title: str
    generation: str
    documents: tuple[TextOfDocument, ...]


def page_of(passage: Passage) -> int | None:
    """Return the number of the page or slide that a passage is on, or None."""
    number = re.search(r"\d+\Z", passage.locator.label) if passage.locator.kind is LocatorKind.PAGE else None
    return int(number[0]) if number else None


def texts_of_record(settings: Settings, record_id: str) -> TextsOfRecord:
    """Return the text of a published record's documents, by its id or an alias.

    Raises EngineError if nothing can be read, CatalogError if there is no such record.
    """
    current = LiveSearcher(settings).current_generation()
    entry = current.searcher.get(record_id)
    if entry is None:
        hint = did_you_mean(record_id, tuple(current.searcher.ids()))
        raise CatalogError(f"there is no published record '{record_id}'{hint}")
    ledger: Ledger = {}
    with suppress(DamagedError):
        ledger = read_ledger(current.folder)
    documents = tuple(_texts(entry, ledger))
    return TextsOfRecord(entry.record.id, entry.record.title, current.manifest.generation, documents)


def _texts(entry: Entry, ledger: Ledger) -> Iterator[TextOfDocument]:
    read_files = ledger[entry.record.id].sha256s if entry.record.id in ledger else {}
    named = {document.path for document in entry.record.documents}
    for index, document in enumerate(entry.record.documents):
        passages = tuple(passage for passage in entry.passages if passage.document == index)
        candidates = (f"{document.path}{ending}" for ending in TEXT_ENDINGS)
        corrected = next((path for path in candidates if path in read_files and path not in named), None)
        text = entry.texts[index] if index < len(entry.texts) else DocumentText()
        yield TextOfDocument(index + 1, document, text, passages, corrected)
