"""Pictures: they have no text but what is recognized on them."""

from __future__ import annotations

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract.media_types import DOCUMENT_TYPES
from indexer.extract.result import Extraction
from indexer.extract.sniff.media_type import unknown_type_error


def read(_data: bytes, media_type: str) -> Extraction:
    """Raise ExtractError `scanned`, as for a PDF of scanned pages."""
    raise ExtractError(ExtractErrorKind.SCANNED, str(unknown_type_error(DOCUMENT_TYPES[media_type].label)))
