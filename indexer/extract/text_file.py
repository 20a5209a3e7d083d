"""Plain text: one section without a place."""

from __future__ import annotations

from catalog.model import Locator
from indexer.extract.decoding import decoded
from indexer.extract.result import Extracted, Section


def read(data: bytes, media_type: str) -> Extracted:
    """Return the whole text as one section."""
    return Extracted(media_type=media_type, sections=(Section(Locator(), decoded(data)),))
