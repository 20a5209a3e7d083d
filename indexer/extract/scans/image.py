"""A page as a picture."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PIXELS = 16_000_000
"""The maximum size of a page as a picture: a page of 8.5 by 11 inches has 8.4 million pixels at DPI."""

DPI = 300
"""The resolution that text recognition needs."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page in gray, one byte for each pixel, row by row. `number` counts from 1 to `page_count`.

    `media_type` is that of the document.
    """

    media_type: str
    number: int
    page_count: int
    width: int
    height: int
    pixels: bytes
