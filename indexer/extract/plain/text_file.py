"""Plain text: one section without a locator, or one for each page, slide, time or section that the text marks."""

from __future__ import annotations

from indexer.extract.decoding import decode_text
from indexer.extract.plain.page_marks import last_page, marked_sections
from indexer.extract.result import Extraction


def read(data: bytes, media_type: str) -> Extraction:
    """Return the text in its marked sections."""
    sections = marked_sections(decode_text(data))
    return Extraction(media_type=media_type, sections=sections, pages=last_page(sections))
