"""Bytes become text with locators: the kind is decided from the content, then one extractor reads it.

Each extractor module holds `read(data, media_type) -> Extracted`, imports its own library and never another extractor.
"""

from __future__ import annotations

import importlib
from dataclasses import replace

from catalog.errors import ExtractError

from .cleaning import cleaned, language_tag, one_line
from .media_types import KINDS
from .result import Extracted, Section
from .sniff import media_type_of

__all__ = ["EXTRACTOR_VERSION", "KINDS", "MAX_CHARACTERS", "Extracted", "Section", "extract"]

EXTRACTOR_VERSION = "2"
"""Part of the cache key: raise it whenever the text of any document could change."""

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
        return _finished(reader.read(data, media_type))
    except (ExtractError, MemoryError):
        raise
    except Exception as error:  # a parser raises what it likes for bad input; an editor needs one sentence
        message = f"This {kind.spoken} is damaged: open it in its own program, save it again and use that copy."
        raise ExtractError("damaged", message) from error


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
    if not sections:
        raise ExtractError("empty", "This document holds no text.")
    notes = raw.notes if room >= 0 else (*raw.notes, f"Only the first {MAX_CHARACTERS:,} characters were read.")
    title, language = one_line(raw.title), language_tag(raw.language)
    return replace(raw, sections=tuple(sections), title=title, language=language, notes=notes)
