"""Plain text: one section without a locator."""

from __future__ import annotations

from catalog.model import Locator
from indexer.extract.decoding import decode_text
from indexer.extract.result import ExtractedSection, Extraction


def read(data: bytes, media_type: str) -> Extraction:
    """Return the whole text as one section."""
    return Extraction(media_type=media_type, sections=(ExtractedSection(Locator(), decode_text(data)),))
