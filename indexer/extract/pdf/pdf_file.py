"""PDF by pypdfium2, page by page; a page's lines are put together again as paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from catalog.errors import ExtractError
from catalog.model import Locator
from indexer.extract.pdf.lines import hyphenated_words, paragraphs
from indexer.extract.pdf.running_heads import without_running_heads
from indexer.extract.result import Extracted, Section

ENCRYPTED = "This PDF is encrypted: save a copy without a password and try again."
SCANNED = "This PDF holds only scanned pages or pictures: run text recognition (OCR) on it first."
DAMAGED = "This PDF is damaged: open it in a PDF reader, save it again (or print it to PDF) and use that copy."

_MADE_BY = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's text as PDFium gives it, and whether anything is drawn on it; None for a page that is damaged."""

    text: str
    is_drawn_on: bool


def read(data: bytes, media_type: str) -> Extracted:
    """Return one section for each page that holds text; `pages` counts them all.

    Raises ExtractError: `encrypted`, `damaged`, `scanned` where no page holds text but some hold pictures, `empty`.
    """
    document = _opened(data)
    try:
        title = _MADE_BY.sub("", document.get_metadata_value("Title"))
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    texts = without_running_heads([page.text if page else "" for page in pages])
    if not any(texts):
        raise _nothing_to_read(pages)
    hyphenated = hyphenated_words(texts)
    sections = tuple(
        Section(Locator("page", f"p. {number}", f"page={number}"), "\n\n".join(paragraphs(text, hyphenated)))
        for number, text in enumerate(texts, 1)
    )
    return Extracted(media_type=media_type, sections=sections, title=title, pages=len(pages), notes=_notes(pages))


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    """Return the document; one whose user password is empty opens like any other."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium asks for a password for some damaged files too; no file is encrypted without this key.
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and b"/Encrypt" in data
        raise (ExtractError("encrypted", ENCRYPTED) if locked else ExtractError("damaged", DAMAGED)) from error


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page | None:
    """Return one page, or None if it is damaged."""
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


def _nothing_to_read(pages: list[_Page | None]) -> ExtractError:
    """Return why a document without text has none."""
    if any(page and page.is_drawn_on for page in pages):
        return ExtractError("scanned", SCANNED)
    if None in pages:
        return ExtractError("damaged", DAMAGED)
    return ExtractError("empty", "This PDF holds no text, its pages are blank: put the right file in its place.")


def _notes(pages: list[_Page | None]) -> tuple[str, ...]:
    """Return what an editor should know about pages that gave no text."""
    pictures = sum(page is not None and page.is_drawn_on and not page.text for page in pages)
    lost = pages.count(None)
    remarks = (
        (pictures, f"{pictures} of {len(pages)} pages hold only pictures."),
        (lost, f"{lost} of {len(pages)} pages are damaged and were left out."),
    )
    return tuple(remark for count, remark in remarks if count)
