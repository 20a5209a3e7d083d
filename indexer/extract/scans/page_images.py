"""The pages of a document that are only pictures, drawn in gray for text recognition."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.extract.media_types import PDF, PICTURES
from indexer.extract.scans.image import PageImage
from indexer.extract.scans.pdf_pages import pdf_page_images
from indexer.extract.scans.picture_frames import picture_images
from indexer.extract.sniff.media_type import detect_media_type


def page_images(data: bytes, name: str) -> Iterator[PageImage]:
    """Yield the pages without text of a PDF, or the frames of a picture; nothing for a document of another type."""
    media_type = detect_media_type(data, name)
    if media_type == PDF:
        yield from pdf_page_images(data)
    elif media_type in PICTURES:
        yield from picture_images(data, media_type)
