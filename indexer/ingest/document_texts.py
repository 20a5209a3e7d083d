"""The text of a record's documents as searches see it, and the file to correct it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from catalog.errors import CatalogError, DamagedError, DocumentError
from catalog.live import LiveSearcher
from catalog.model import Document, DocumentText, Entry, LocatorKind, Passage
from catalog.settings import Settings
from catalog.text import did_you_mean
from indexer.extract import ExtractedSection, Extraction
from indexer.extract.page_marks import mark
from indexer.ingest.plan import Ledger, read_ledger
from indexer.ingest.replacements import TEXT_ENDINGS
from indexer.ingest.text_cache import TextCache
from indexer.sandbox.tesseract import find_tesseract


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


def write_text_file(settings: Settings, document: TextOfDocument) -> Path:
    """Write what was extracted from a document into a file beside it, to be corrected there; return its path.

    Raises DocumentError if the document has such a file, or no text that is known.
    """
    path = settings.corpus / "documents" / f"{document.document.path}{TEXT_ENDINGS[0]}"
    if document.document.path is None or not path.parent.is_dir():
        raise DocumentError("only the text of a file in the documents/ folder can be corrected beside it")
    other = path.with_name(f"{path.name.removesuffix(TEXT_ENDINGS[0])}{TEXT_ENDINGS[1]}")
    if other.exists():
        raise DocumentError(f"{other} exists already: correct the text there")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_marked_text(_extraction(settings, document)))
    except FileExistsError:
        raise DocumentError(f"{path} exists already: correct the text there") from None
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror}") from error
    return path


def _extraction(settings: Settings, document: TextOfDocument) -> Extraction:
    """Return what was extracted from a document, as it is in the cache."""
    tesseract = find_tesseract(settings)
    cache = TextCache(settings.data / "cache" / "text", ocr=tesseract.signature if tesseract else "")
    outcome = cache.get(document.text.sha256) if document.text.sha256 else None
    if isinstance(outcome, Extraction):
        return outcome
    if document.text.sha256 and not outcome:
        raise DocumentError("its text is not known any more: run 'clearinghouse index --full', then try again")
    return Extraction("text/plain", ())  # a recording or a scan: somebody types its text


def _marked_text(extraction: Extraction) -> str:
    """Return the text with a line above each page, slide, time or section that names it."""
    pages = (_marked_section(list(of_page)) for _, of_page in groupby(extraction.sections, lambda item: item.locator))
    return "\n\n".join(pages) + "\n"


def _marked_section(sections: list[ExtractedSection]) -> str:
    texts = [section.text for section in sections]
    return "\n\n".join(filter(None, (mark(sections[0].locator), *texts)))
