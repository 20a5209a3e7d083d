"""Puts recognized pages into the text of their document."""

from __future__ import annotations

import re
from dataclasses import replace

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract.result import ExtractedSection, Extraction

NOTHING_RECOGNIZED = "No text was recognized on the scanned pages of this document: scan it again with 300 dpi or more."


def has_scans(outcome: Extraction | ExtractError) -> bool:
    """Return whether a document has pages for text recognition, whether or not it was tried."""
    if isinstance(outcome, ExtractError):
        return outcome.kind == ExtractErrorKind.SCANNED
    return bool(outcome.scanned_pages)


def pictures_note(pictures: int, pages: int) -> str:
    """Return the note for the editor about pages without text."""
    return f"{pictures} of {pages} pages contain only pictures, or letters that cannot be read."


def with_recognized_pages(
    outcome: Extraction | ExtractError, recognized: Extraction | ExtractError
) -> Extraction | ExtractError:
    """Return the outcome of a document's extraction with what was recognized on its scanned pages."""
    if isinstance(recognized, ExtractError):
        return outcome if isinstance(outcome, Extraction) else recognized
    if isinstance(outcome, ExtractError):
        if recognized.sections:
            return replace(recognized, text_source="ocr", notes=_notes(recognized, recognized.scanned_pages))
        if recognized.notes:
            return ExtractError(ExtractErrorKind.SCANNED, recognized.notes[0])
        return ExtractError(ExtractErrorKind.SCANNED, NOTHING_RECOGNIZED)
    known = {section.locator: set(_words(section)) for section in outcome.sections}
    new = [
        section for section in recognized.sections if not known.get(section.locator, set()).issuperset(_words(section))
    ]
    notes = [note for note in outcome.notes if note != pictures_note(len(outcome.scanned_pages), outcome.pages or 0)]
    return replace(
        outcome,
        sections=tuple(sorted((*outcome.sections, *new), key=_page_number)),  # of a PDF
        text_source="mixed" if new else outcome.text_source,
        notes=(*notes, *_notes(recognized, outcome.scanned_pages)),
        running_heads=(*outcome.running_heads, *recognized.running_heads),
    )


def _notes(recognized: Extraction, scanned_pages: tuple[int, ...]) -> tuple[str, ...]:
    """Return the notes of text recognition, and one about pages on which nothing was recognized."""
    if recognized.notes:
        return recognized.notes
    blank = len(scanned_pages) - len(recognized.sections)
    return (pictures_note(blank, recognized.pages or 0),) if blank > 0 else ()


def _words(section: ExtractedSection) -> list[str]:
    return re.findall(r"\w+", section.text.lower())


def _page_number(section: ExtractedSection) -> int:
    """Return the page of a section; the order of sections of one page stays."""
    return int(section.locator.fragment.removeprefix("page="))
