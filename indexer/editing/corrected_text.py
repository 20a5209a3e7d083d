"""Writes the text of a document into a file beside it, where an editor corrects it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path, PurePosixPath

from catalog.errors import DocumentError
from catalog.settings import Settings
from indexer.editing.change_set import ChangeDraft, EditKind, FileVersions
from indexer.editing.publish import make_change
from indexer.extract import ExtractedSection, Extraction
from indexer.extract.plain.page_marks import mark
from indexer.ingest.documents.document_texts import TextOfDocument
from indexer.ingest.documents.replacements import TEXT_ENDINGS
from indexer.ingest.documents.text_cache import TextCache
from indexer.sandbox.tesseract import find_tesseract


def write_corrected_text(settings: Settings, record_id: str, document: TextOfDocument) -> Path:
    """Write what was extracted from a document into the file of its corrected text, as a change set; return its path.

    Nothing is published: it is the same text. Raises CatalogError if there is such a file, or the text is not known.
    """
    if document.document.path is None or not (settings.corpus / "documents" / document.document.path).is_file():
        raise DocumentError("only the text of a file in the documents/ folder can be corrected beside it")
    paths = [PurePosixPath("documents", f"{document.document.path}{ending}") for ending in TEXT_ENDINGS]
    if existing := next((settings.corpus / path for path in paths if (settings.corpus / path).exists()), None):
        raise DocumentError(f"{existing} exists already: correct the text there")
    content = _marked_text(_extraction(settings, document)).encode()
    title = f"Write the text of {document.document.path} to correct it"
    draft = ChangeDraft(EditKind.EDIT, title, {paths[0]: FileVersions(None, content)}, {record_id: ("documents",)})
    make_change(settings, draft, publish=False)
    return settings.corpus / paths[0]


def _extraction(settings: Settings, document: TextOfDocument) -> Extraction:
    """Return what was extracted from a document, as it is in the cache."""
    tesseract = find_tesseract(settings)
    cache = TextCache(settings.data / "cache" / "text", ocr=tesseract.signature if tesseract else "")
    outcome = cache.get(document.text.sha256) if document.text.sha256 else None
    if isinstance(outcome, Extraction):
        return outcome
    reason = outcome or "its text is not known any more: run 'clearinghouse index --full', then try again"
    raise DocumentError(f"no text was extracted from {document.document.path}. {reason}")


def _marked_text(extraction: Extraction) -> str:
    """Return the text with a line above each page, slide, time or section that names it."""
    pages = (_marked_section(list(of_page)) for _, of_page in groupby(extraction.sections, lambda item: item.locator))
    return "\n\n".join(pages) + "\n"


def _marked_section(sections: list[ExtractedSection]) -> str:
    texts = [section.text for section in sections]
    return "\n\n".join(filter(None, (mark(sections[0].locator), *texts)))
