"""The text of a record's documents as searches see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from catalog.errors import CatalogError, DamagedError
from catalog.generations.generation import TAXONOMY
from catalog.live import LiveSearcher
from catalog.model import Document, DocumentText, Entry, LocatorKind, Passage
from catalog.settings import Settings
from catalog.store.known_corpus import read_known_corpus
from catalog.text import did_you_mean
from indexer.ingest.documents.finding import open_documents
from indexer.ingest.documents.replacements import TEXT_ENDINGS
from indexer.ingest.plan import Ledger, read_ledger
from indexer.sandbox.pool import ExtractorPool, Limits
from indexer.sandbox.tesseract import find_tesseract


@dataclass(frozen=True, slots=True)
class TextOfDocument:
    """One document of a record, counted from 1, with the facts about its text and its passages.

    `corrected` is the path, below documents/, of the file whose text is read in place of the document's own. `page` is
    the number of the page whose passages these are, None for all.
    """

    number: int
    document: Document
    text: DocumentText
    passages: tuple[Passage, ...]
    corrected: str | None = None
    page: int | None = None

    @property
    def words(self) -> int:
        """The number of words of all passages."""
        return sum(len(passage.text.split()) for passage in self.passages)

    def on_page(self, number: int) -> TextOfDocument:
        """Return the document with the passages of one page or slide."""
        passages = tuple(passage for passage in self.passages if page_of(passage) == number)
        return TextOfDocument(self.number, self.document, self.text, passages, self.corrected, number)


@dataclass(frozen=True, slots=True)
class TextsOfRecord:
    """A record, and the text of its documents; `generation` is None if it is not published and they were read now."""

    id: str
    title: str
    generation: str | None
    documents: tuple[TextOfDocument, ...]


def page_of(passage: Passage) -> int | None:
    """Return the number of the page or slide that a passage is on, or None."""
    number = re.search(r"\d+\Z", passage.locator.label) if passage.locator.kind is LocatorKind.PAGE else None
    return int(number[0]) if number else None


def texts_of_record(settings: Settings, record_id: str) -> TextsOfRecord:
    """Return the text of a record's documents, by its id or an alias: as published, or else as they would be.

    Raises EngineError if nothing can be read, CatalogError if there is no such record.
    """
    current = LiveSearcher(settings).current_generation()
    entry = current.searcher.get(record_id)
    if entry is None:
        return _unpublished(settings, record_id, current.searcher.ids())
    ledger: Ledger = {}
    with suppress(DamagedError):
        ledger = read_ledger(current.folder)
    documents = tuple(_texts(entry, _corrected_in(entry, ledger)))
    return TextsOfRecord(entry.record.id, entry.record.title, current.manifest.generation, documents)


def _unpublished(settings: Settings, record_id: str, published: Iterable[str]) -> TextsOfRecord:
    """Read the documents of a record that is not published, such as a draft, and return their text."""
    _taxonomy, contents = read_known_corpus(settings.corpus, settings.corpus / TAXONOMY, settings.data)
    records = {item.id: item for item in contents.all_valid}
    if record_id in contents.refused_ids and record_id not in records:
        raise CatalogError(
            f"record '{record_id}' has problems: 'clearinghouse index --dry-run' lists them; correct them first"
        )
    if record_id not in records:
        hint = did_you_mean(record_id, (*published, *records)) or ": 'clearinghouse search WORDS' shows ids"
        raise CatalogError(f"there is no record '{record_id}'{hint}")
    stored = records[record_id]
    tesseract = find_tesseract(settings)
    folder = open_documents(settings, tesseract)
    local_documents = folder.find(stored.details, {})
    with ExtractorPool(limits=Limits.from_settings(settings), tesseract=tesseract) as pool:
        for _ in folder.read(pool, folder.unread_jobs(local_documents).values()):
            pass
    entry, _read = folder.entry(stored.record, local_documents, lambda _id: None)
    corrected = {local.document.path: local.corrected.path for local in local_documents if local and local.corrected}
    return TextsOfRecord(record_id, stored.record.title, None, tuple(_texts(entry, corrected)))


def _corrected_in(entry: Entry, ledger: Ledger) -> dict[str | None, str]:
    """Return the paths of the corrected texts that were published, by the path of their documents."""
    read_files = ledger[entry.record.id].sha256s if entry.record.id in ledger else {}
    named = {document.path for document in entry.record.documents}
    candidates = ((path, f"{path}{ending}") for path in named for ending in TEXT_ENDINGS)
    return {path: text for path, text in candidates if text in read_files and text not in named}


def _texts(entry: Entry, corrected: Mapping[str | None, str]) -> Iterator[TextOfDocument]:
    for index, document in enumerate(entry.record.documents):
        passages = tuple(passage for passage in entry.passages if passage.document == index)
        text = entry.texts[index] if index < len(entry.texts) else DocumentText()
        yield TextOfDocument(index + 1, document, text, passages, corrected.get(document.path))
