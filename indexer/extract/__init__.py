"""Document bytes to text with locators: the content decides the type, and the extractor for that type reads it.

Each extractor module has a function `read(data, media_type) -> Extraction`, and imports its own library. Documents
inside of documents are read by `embedded.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import replace

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract.cleaning import clean_line, clean_text, language_tag
from indexer.extract.hyphenation import SplitWords
from indexer.extract.media_types import DOCUMENT_TYPES, HTML
from indexer.extract.office.xml.archive import has_pictures
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.sniff.media_type import detect_media_type

__all__ = [
    "DOCUMENT_TYPES",
    "EXTRACTOR_VERSION",
    "MAX_CHARACTERS",
    "ExtractedSection",
    "Extraction",
    "clean_extraction",
    "extract",
]

EXTRACTOR_VERSION = "9"
"""Part of the cache key. Raise it whenever the text of any document could change."""

ONLY_PICTURES = "This document contains only pictures: save it as a PDF and run text recognition (OCR) on that."
NO_TEXT_ON_PAGE = "This web page has no text of its own: open it in a browser, print it to PDF, and use that file."
NO_TEXT = "This document has no text: check that it is the right file, and save it again."

MAX_CHARACTERS = 20_000_000
"""The maximum length of a document's text; a note says if more was left out."""

MAX_NOTES = 20
"""The maximum number of different notes about a document."""

MAX_RUNNING_HEADS = 500
MAX_HEAD_CHARACTERS = 500
"""The maximum number of different running heads of a document, and of characters in one."""


def extract(data: bytes, name: str) -> Extraction:
    """Return the text of a document. Its file name, `name`, matters only if the content fits several types.

    Raises ExtractError, and nothing else, for a document that cannot be read. (MemoryError is left to the sandbox.)
    """
    media_type = detect_media_type(data, name)
    document_type = DOCUMENT_TYPES[media_type]
    reader = importlib.import_module(f"{__name__}.{document_type.module}")
    try:
        extraction = clean_extraction(reader.read(data, media_type))
    except (ExtractError, MemoryError):
        raise
    except Exception as error:  # a parser may raise anything for bad input; an editor needs one sentence
        message = (
            f"This {document_type.label} is damaged: open it in its own program, save it again, and use that copy."
        )
        raise ExtractError(ExtractErrorKind.DAMAGED, message) from error
    if not extraction.sections:
        raise _no_text_error(data, extraction)
    return extraction


def _no_text_error(data: bytes, extraction: Extraction) -> ExtractError:
    """Return the error for a document without text: why it has none, and what to do."""
    if extraction.notes:
        return ExtractError(ExtractErrorKind.EMPTY, extraction.notes[0])
    if has_pictures(data):
        return ExtractError(ExtractErrorKind.SCANNED, ONLY_PICTURES)
    return ExtractError(ExtractErrorKind.EMPTY, NO_TEXT_ON_PAGE if extraction.media_type == HTML else NO_TEXT)


def clean_extraction(raw: Extraction) -> Extraction:
    """Return the extraction with clean text, without empty sections, and with at most MAX_CHARACTERS."""
    sections: list[ExtractedSection] = []
    remaining = MAX_CHARACTERS
    split_words = SplitWords(section.text for section in raw.sections)
    for section in raw.sections:
        text = clean_text(split_words.join(section.text))
        if text_within_limit := text[:remaining]:
            sections.append(replace(section, text=text_within_limit))
        remaining -= len(text)
        if remaining < 0:
            break
    notes = raw.notes if remaining >= 0 else (*raw.notes, f"Only the first {MAX_CHARACTERS:,} characters were read.")
    title, language = clean_line(raw.title), language_tag(raw.language)
    notes = tuple(dict.fromkeys(notes))[:MAX_NOTES]
    return replace(
        raw,
        sections=tuple(sections),
        title=title,
        language=language,
        notes=notes,
        running_heads=_clean_heads(raw.running_heads),
    )


def _clean_heads(lines: Iterable[str]) -> tuple[str, ...]:
    """Return each running head once, as a clean line; very long ones and those beyond MAX_RUNNING_HEADS are dropped."""
    heads = dict.fromkeys(map(clean_line, lines))
    return tuple(head for head in heads if 0 < len(head) <= MAX_HEAD_CHARACTERS)[:MAX_RUNNING_HEADS]
