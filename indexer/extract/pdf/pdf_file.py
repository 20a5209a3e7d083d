"""PDF by pypdfium2: one section for each page, its lines joined to paragraphs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.hyphenation import SplitWords
from indexer.extract.pdf.alternatives import alternative_texts
from indexer.extract.pdf.annotations import annotation_texts
from indexer.extract.pdf.drop_caps import with_drop_caps
from indexer.extract.pdf.lines import page_paragraphs
from indexer.extract.pdf.page_breaks import whole_words
from indexer.extract.pdf.running_heads import without_running_heads
from indexer.extract.pdf.strings import string
from indexer.extract.pdf.xfa import form_texts, is_placeholder
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.scans.merging import pictures_note
from indexer.extract.scans.pdf_pages import is_scanned

ENCRYPTED = "This PDF is encrypted: save a copy without a password."
SCANNED = "This PDF contains only scanned pages or pictures: run text recognition (OCR) on it."
DAMAGED = "This PDF is damaged: open it in a PDF reader, save it again or print it to PDF, and use that copy."
BLANK = "This PDF has only blank pages: replace it with the right file."
PLACEHOLDER = (
    "This PDF only asks for another program: open it in Adobe Acrobat or Reader, print it to PDF, and use that copy."
)
PORTFOLIO = "This PDF is only the cover of attached files: save them from the PDF, and add them to the record."
XFA_UNREAD = (
    "The content of this form could not be read, because only Adobe Acrobat and Reader display it (XFA): "
    "print it to PDF there, and use that copy."
)
XFA_TEXTS = (
    "Only Adobe Acrobat and Reader display this form (XFA). Its texts were read, but without pages and in the order of "
    "the file: for more, print it to PDF there, and use that copy."
)

MAX_ATTACHMENTS = 1_000
MAX_NAMED_ATTACHMENTS = 5

_TITLE_PREFIX = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its text, the texts that were added to it or describe its figures, and whether it is a scan."""

    text: str
    added: tuple[str, ...]
    is_scanned: bool


def read(data: bytes, media_type: str) -> Extraction:
    """Return one section for each page; `pages` counts them. The texts of a form in XFA are one section.

    Raises ExtractError: `encrypted`, `damaged`, `scanned` if no page has text but some have pictures, or `empty`.
    """
    with contextlib.closing(_open(data)) as document:
        form_type = document.get_formtype()
        document.init_forms()
        title = _TITLE_PREFIX.sub("", document.get_metadata_value("Title"))
        pages = [_page(document, index) for index in range(len(document))]
        notes = (*_notes(pages), *_attachment_notes(document))
        only_text = "\n".join("\n".join((page.text, *page.added)) for page in pages if page)
        if is_placeholder(only_text, form_type):
            return _placeholder(document, media_type, title, notes)
    headed = without_running_heads([page.text if page else "" for page in pages])
    sections = _sections(pages, headed.texts)
    if not any(section.text for section in sections):
        raise _no_text_error(pages)
    return Extraction(
        media_type=media_type,
        sections=sections,
        title=title,
        pages=len(pages),
        scanned_pages=tuple(number for number, page in enumerate(pages, 1) if page and page.is_scanned),
        notes=notes,
        running_heads=headed.heads,
    )


def _sections(pages: list[_Page | None], page_texts: Sequence[str]) -> tuple[ExtractedSection, ...]:
    """Return a section for each page, with the text of the page and what was added to it as paragraphs."""
    texts = whole_words(page_texts)
    split_words = SplitWords(texts)
    return tuple(
        ExtractedSection(
            Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}"),
            "\n\n".join((*page_paragraphs(split_words.join(text)), *(page.added if page else ()))),
        )
        for number, (text, page) in enumerate(zip(texts, pages, strict=True), 1)
    )


def _placeholder(document: pypdfium2.PdfDocument, media_type: str, title: str, notes: tuple[str, ...]) -> Extraction:
    """Return the texts of an XFA form; raise ExtractError if only another program can show what the PDF contains."""
    if texts := form_texts(document):
        section = ExtractedSection(Locator(), "\n\n".join(texts))
        return Extraction(media_type=media_type, sections=(section,), title=title, notes=(XFA_TEXTS, *notes))
    if raw.FPDF_GetXFAPacketCount(document):
        raise ExtractError(ExtractErrorKind.EMPTY, XFA_UNREAD)
    if raw.FPDFDoc_GetAttachmentCount(document):
        raise ExtractError(ExtractErrorKind.EMPTY, PORTFOLIO)
    raise ExtractError(ExtractErrorKind.EMPTY, PLACEHOLDER)


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
        with contextlib.closing(document[index]) as page:
            with contextlib.closing(page.get_textpage()) as text_page:
                text = with_drop_caps(text_page, text_page.get_text_range()).strip()
                scanned = is_scanned(page, text_page, text)
            added = (*annotation_texts(document, page, index, text), *alternative_texts(page))
        return _Page(text, added, scanned)
    except pypdfium2.PdfiumError:
        return None


def _no_text_error(pages: list[_Page | None]) -> ExtractError:
    """Return the error for a document without text."""
    if any(page and page.is_scanned for page in pages):
        return ExtractError(ExtractErrorKind.SCANNED, SCANNED)
    if None in pages:
        return ExtractError(ExtractErrorKind.DAMAGED, DAMAGED)
    return ExtractError(ExtractErrorKind.EMPTY, BLANK)


def _notes(pages: list[_Page | None]) -> Iterator[str]:
    """Yield notes for the editor about pages without text."""
    if scanned := sum(page is not None and page.is_scanned for page in pages):
        yield pictures_note(scanned, len(pages))
    if damaged := pages.count(None):
        yield f"{damaged} of {len(pages)} pages are damaged and were left out."


def _attachment_notes(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield a note for the editor about files inside the PDF, except settings of the program that made it."""
    count = min(raw.FPDFDoc_GetAttachmentCount(document), MAX_ATTACHMENTS)
    attachments = (raw.FPDFDoc_GetAttachment(document, index) for index in range(count))
    names = [string(raw.FPDFAttachment_GetName, attachment) for attachment in attachments]
    names = [name for name in names if not name.endswith(".joboptions")]
    if names:
        named = ", ".join(names[:MAX_NAMED_ATTACHMENTS]) + (" ..." if len(names) > MAX_NAMED_ATTACHMENTS else "")
        yield f"Attached files were not read ({named}): save them from the PDF, and add them to the record."
