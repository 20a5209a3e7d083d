"""PDF by pypdfium2: one section for each page, its lines joined to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.hyphenation import SplitWords
from indexer.extract.pdf.lines import page_paragraphs
from indexer.extract.pdf.page_breaks import whole_words
from indexer.extract.pdf.running_heads import without_running_heads
from indexer.extract.result import ExtractedSection, Extraction

ENCRYPTED = "This PDF is encrypted: save a copy without a password."
SCANNED = "This PDF contains only scanned pages or pictures: run text recognition (OCR) on it."
DAMAGED = "This PDF is damaged: open it in a PDF reader, save it again or print it to PDF, and use that copy."
BLANK = "This PDF has only blank pages: replace it with the right file."

_TITLE_PREFIX = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ")


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of a page as PDFium returns it, and whether the page has any content."""

    text: str
    has_content: bool


def read(data: bytes, media_type: str) -> Extraction:
    """Return one section for each page; `pages` counts them.

    Raises ExtractError: `encrypted`, `damaged`, `scanned` if no page has text but some have pictures, or `empty`.
    """
    document = _open(data)
    try:
        title = _TITLE_PREFIX.sub("", document.get_metadata_value("Title"))
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    texts = without_running_heads([page.text if page else "" for page in pages])
    if not any(texts):
        raise _no_text_error(pages)
    texts = whole_words(texts)
    split_words = SplitWords(texts)
    sections = tuple(
        ExtractedSection(
            Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}"),
            "\n\n".join(page_paragraphs(split_words.join(text))),
        )
        for number, text in enumerate(texts, 1)
    )
    return Extraction(media_type=media_type, sections=sections, title=title, pages=len(pages), notes=_notes(pages))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    """Return the open document; an empty user password does not count as encryption."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium also asks for a password for some damaged files; every encrypted file has this key.
        is_encrypted = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and b"/Encrypt" in data
        raise (
            ExtractError(ExtractErrorKind.ENCRYPTED, ENCRYPTED)
            if is_encrypted
            else ExtractError(ExtractErrorKind.DAMAGED, DAMAGED)
        ) from error


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page | None:
    """Return a page, or None if it is damaged."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range().strip()
        finally:
            text_page.close()
        return _Page(text, raw.FPDFPage_CountObjects(page) > 0)
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


def _no_text_error(pages: list[_Page | None]) -> ExtractError:
    """Return the error for a document without text."""
    if any(page and page.has_content for page in pages):
        return ExtractError(ExtractErrorKind.SCANNED, SCANNED)
    if None in pages:
        return ExtractError(ExtractErrorKind.DAMAGED, DAMAGED)
    return ExtractError(ExtractErrorKind.EMPTY, BLANK)


def _notes(pages: list[_Page | None]) -> tuple[str, ...]:
    """Return notes for the editor about pages without text."""
    picture_pages = sum(page is not None and page.has_content and not page.text for page in pages)
    damaged_pages = pages.count(None)
    remarks = (
        (picture_pages, f"{picture_pages} of {len(pages)} pages contain only pictures."),
        (damaged_pages, f"{damaged_pages} of {len(pages)} pages are damaged and were left out."),
    )
    return tuple(remark for count, remark in remarks if count)
