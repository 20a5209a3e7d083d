"""Bytes become text with locators: the kind is decided from the content, then one extractor reads it.

Each extractor module holds `read(data, media_type) -> Extracted`, imports its own library and never another extractor.
"""

from __future__ import annotations

import importlib
from dataclasses import replace

from catalog.errors import ExtractError
from indexer.extract.cleaning import cleaned, language_tag, one_line
from indexer.extract.media_types import HTML, KINDS
from indexer.extract.office.archive import holds_pictures
from indexer.extract.result import Extracted, Section
from indexer.extract.sniff.media_type import media_type_of

__all__ = ["EXTRACTOR_VERSION", "KINDS", "MAX_CHARACTERS", "Extracted", "Section", "extract"]

EXTRACTOR_VERSION = "3"
"""Part of the cache key: raise it whenever the text of any document could change."""

PICTURES = "This document holds only pictures: save it as PDF and run text recognition (OCR) on that."
SCRIPTED = "This web page holds no text of its own: open it in a browser, print it to PDF and use that."
EMPTY = "This document holds no text: open it, check that it is the right one, and save it again."

MAX_CHARACTERS = 20_000_000
"""The text of one document ends here; a note says so."""


def extract(data: bytes, name: str) -> Extracted:
    """Return the text of a document; `name` is its file name and only breaks ties about its kind.

    Raises ExtractError, and nothing else, for a document that cannot be read. (MemoryError is left to the guard.)
    """
    media_type = media_type_of(data, name)
    kind = KINDS[media_type]
    reader = importlib.import_module(f"{__name__}.{kind.module}")
    try:
        found = _finished(reader.read(data, media_type))
    except (ExtractError, MemoryError):
        raise
    except Exception as error:  # a parser raises what it likes for bad input; an editor needs one sentence
        message = f"This {kind.spoken} is damaged: open it in its own program, save it again and use that copy."
        raise ExtractError("damaged", message) from error
    if not found.sections:
        raise _nothing_to_read(data, media_type)
    return found


def _nothing_to_read(data: bytes, media_type: str) -> ExtractError:
    """Return why a document without text has none, and what to do."""
    if holds_pictures(data):
        return ExtractError("scanned", PICTURES)
    return ExtractError("empty", SCRIPTED if media_type == HTML else EMPTY)


def _finished(raw: Extracted) -> Extracted:
    """Return the same with clean text, no empty sections, and no more than MAX_CHARACTERS."""
    sections: list[Section] = []
    room = MAX_CHARACTERS
    for section in raw.sections:
        text = cleaned(section.text)
        if kept := text[:room]:
            sections.append(replace(section, text=kept))
        room -= len(text)
        if room < 0:
            break
    notes = raw.notes if room >= 0 else (*raw.notes, f"Only the first {MAX_CHARACTERS:,} characters were read.")
    title, language = one_line(raw.title), language_tag(raw.language)
    return replace(raw, sections=tuple(sections), title=title, language=language, notes=notes)
