"""Draws the pages of documents, and stores their pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from PIL import Image

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.generations.page_pictures import MAX_PICTURE_BYTES, PagePicture, PagePictures, PageWord
from catalog.settings import Settings
from indexer.extract.pdf.page_rendering import RenderedPage
from indexer.sandbox.child import Job
from indexer.sandbox.limits import Limits
from indexer.sandbox.renderer import RendererPool, pixels_of

NOT_STORED = "Pictures of pages could not be stored: check for free disk space."
LEVELS = 16
"""The shades of each color that a picture of text needs. With fewer, letters get rough edges; more take more bytes."""
MAX_TEXT_BYTES = 400_000
"""A page whose pixels take more bytes, compressed, has photos: without loss, it would be far too large."""
QUALITIES = (60, 35, 15)
"""The qualities of WebP to try for other pages, from 0 to 100, until one is small enough."""

_MIB = 1 << 20


def draw_pages(jobs: Mapping[str, Job], pictures: PagePictures, settings: Settings) -> Iterator[tuple[Job, str]]:
    """Draw the pages of documents and store their pictures; yield each job, and what editors should know of it.

    That is empty if all went well. No problem here concerns the record or its text, so nothing is raised for one.
    """
    room = settings.page_pictures_mb * _MIB - sum(pictures.stored().values())
    full = f"It has no pictures of its pages: those of others take {settings.page_pictures_mb:,} MB (page_pictures_mb)."
    with RendererPool(limits=Limits.from_settings(settings), max_pages=pictures.max_pages) as pool:
        outcomes = pool.run(job for job in jobs.values() if room > 0)
        for job, outcome in outcomes:
            if isinstance(outcome, ExtractError) and outcome.kind is ExtractErrorKind.UNREADABLE:
                yield job, ""  # the next run may be able to open it
                continue
            drawn = () if isinstance(outcome, ExtractError) else tuple(filter(None, map(encode_page, outcome)))
            room -= sum(len(picture.content) for picture in drawn)
            yield job, _stored(job.sha256, drawn, pictures)
    for job in jobs.values():
        if room <= 0 and not pictures.has(job.sha256):
            yield job, full


def _stored(sha256: str, drawn: tuple[PagePicture, ...], pictures: PagePictures) -> str:
    """Store the pictures of a document, or that it has none; return what editors should know."""
    try:
        pictures.put(sha256, drawn)
    except OSError:
        return NOT_STORED
    return ""


def encode_page(page: RenderedPage) -> PagePicture | None:
    """Return the picture of a page, or None if its pixels are invalid, or it would be too large."""
    try:
        content = _encoded(page)
    except (ValueError, OSError):
        return None
    words = tuple(PageWord(text, boxes) for text, boxes in page.words)
    return PagePicture(page.number, (page.width, page.height), content, words) if content else None


def _encoded(page: RenderedPage) -> bytes | None:
    """Return a page as WebP of at most MAX_PICTURE_BYTES, or None."""
    mode = "L" if page.channels == 1 else "RGB"
    image = Image.frombytes(mode, (page.width, page.height), pixels_of(page))
    attempts = [{"quality": quality, "method": 2} for quality in QUALITIES]
    if len(page.pixels) <= MAX_TEXT_BYTES:
        attempts = [{"lossless": True, "quality": 20, "method": 1}, *attempts]
    for options in attempts:
        buffer = io.BytesIO()
        (_with_few_shades(image) if "lossless" in options else image).save(buffer, "WEBP", **options)
        if buffer.tell() <= MAX_PICTURE_BYTES:
            return buffer.getvalue()
    return None


def _with_few_shades(image: Image.Image) -> Image.Image:
    """Return a picture with LEVELS shades of each color: for text, WebP without loss is smaller than with it."""
    highest = LEVELS - 1
    shades = [round(round(value * highest / 255) * 255 / highest) for value in range(256)]
    return image.point(shades * len(image.getbands()))
