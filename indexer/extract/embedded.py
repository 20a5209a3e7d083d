"""Reads a document that is a part of another one, such as a web page in a Word document."""

from __future__ import annotations

import importlib

from indexer.extract.media_types import DOCUMENT_TYPES
from indexer.extract.result import Extraction
from indexer.extract.sniff.media_type import detect_media_type


def read_embedded(data: bytes, name: str) -> Extraction:
    """Return the text of an embedded document; of a web page all of it, because there is no site around it.

    Raises whatever its extractor raises.
    """
    media_type = detect_media_type(data, name)
    reader = importlib.import_module(f"indexer.extract.{DOCUMENT_TYPES[media_type].module}")
    read = getattr(reader, "read_whole", reader.read)
    extraction: Extraction = read(data, media_type)
    return extraction
