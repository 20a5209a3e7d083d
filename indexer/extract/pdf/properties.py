"""What a PDF says about itself: its properties (ISO 32000-1, 14.3), and the largest text of its first page."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2
from lxml import etree
from pypdfium2 import raw

from indexer.extract.cleaning import clean_line
from indexer.extract.office.xml.xml_flow import PARSER_OPTIONS
from indexer.extract.pdf.strings import string

MAX_CHARACTERS = 6_000
"""Characters of the first page whose size is measured."""
MAX_TITLE_LINES = 5
MIN_LARGER = 1.15
"""A title is larger than the usual text of its page by at least this factor."""
SAME_SIZE = 0.92
"""Lines with at least this share of the largest size belong to the title."""

_XMP = re.compile(rb"<x:xmpmeta\b.{0,200000}?</x:xmpmeta>", re.DOTALL)  # ISO 16684-1


@dataclass(frozen=True, slots=True)
class PdfProperties:
    """The properties of a PDF; unknown ones are empty. `titles` and `authors` are in the order of trust.

    `largest_text` is the text in the largest letters of the first page, and `first_page` all of its text, by lines.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: str = ""
    created: str = ""
    language: str = ""
    largest_text: str = ""
    first_page: str = ""


def pdf_properties(data: bytes) -> PdfProperties:
    """Return the properties of a PDF; raise PdfiumError if it cannot be opened."""
    xmp = _xmp(data)
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        info = document.get_metadata_dict()
        language = string(raw.FPDFCatalog_GetLanguage, document)
        lines = list(_lines(document))
    return PdfProperties(
        titles=(*xmp.get("title", ()), info.get("Title", "")),
        authors=xmp.get("creator") or (info.get("Author", ""),),
        subject=info.get("Subject", ""),
        keywords=info.get("Keywords", ""),
        created=re.sub(r"^D:(\d{4})(\d{2})(\d{2}).*", r"\1-\2-\3", info.get("CreationDate", ""), flags=re.DOTALL),
        language=language or next(iter(xmp.get("language", ())), ""),
        largest_text=_largest(lines),
        first_page="\n".join(line for line, _ in lines),
    )


def _xmp(data: bytes) -> dict[str, tuple[str, ...]]:
    """Return the values of Dublin Core in the last metadata packet that is not compressed, by local name."""
    packets = _XMP.findall(data)
    root = etree.fromstring(packets[-1], etree.XMLParser(**PARSER_OPTIONS)) if packets else None
    values: dict[str, tuple[str, ...]] = {}
    for element in root.iter("{http://purl.org/dc/elements/1.1/}*") if root is not None else ():
        texts = (clean_line(text) for text in element.itertext())
        values[etree.QName(element).localname] = tuple(filter(None, texts))
    return values


def _lines(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, float]]:
    """Yield the lines of the first page with the size of their letters."""
    with contextlib.suppress(pypdfium2.PdfiumError, IndexError), contextlib.closing(document[0]) as page:
        with contextlib.closing(page.get_textpage()) as text_page:
            count = min(text_page.count_chars(), MAX_CHARACTERS)
            characters = [chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
            sizes = [_size(text_page, index) for index in range(count)]
        start = 0
        for end in (*(index for index, character in enumerate(characters) if character in "\r\n"), count):
            line = clean_line("".join(characters[start:end]))
            if line:
                letters = [
                    size for size, char in zip(sizes[start:end], characters[start:end], strict=True) if char.isalnum()
                ]
                yield line, median(letters) if letters else 0.0
            start = end + 1


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """Return the height of the line that a character needs, whichever letter it is."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
        return 0.0
    return float(abs(box.top - box.bottom))


def _largest(lines: list[tuple[str, float]]) -> str:
    """Return the first run of lines in the largest letters, if they are larger than the others."""
    letters = [(size, line) for line, size in lines if sum(map(str.isalpha, line)) > 1]
    if not letters:
        return ""
    largest = max(size for size, _ in letters)
    usual = median(size for size, line in letters for _ in range(len(line)))
    if largest < MIN_LARGER * usual and len(letters) > 1:
        return ""
    run: list[str] = []
    for line, size in lines:
        if size >= SAME_SIZE * largest:
            run.append(line)
        elif run:
            break
    return " ".join(run) if len(run) <= MAX_TITLE_LINES else ""
