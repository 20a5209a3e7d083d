"""The pages of a PDF that are only pictures, or whose letters cannot be read."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator

import numpy as np
import pypdfium2
from pypdfium2 import raw

from indexer.extract.media_types import PDF
from indexer.extract.scans.image import DPI, MAX_PIXELS, PageImage

MAX_STAMP_CHARACTERS = 60
"""A page with more characters has a text. Fewer may be a page number or a stamp on a scan."""

MAX_STAMP_POINTS = 14.0
"""A page with larger letters is a cover with a title, not a scan with a stamp."""

MIN_PICTURE_SHARE = 0.5
"""A picture that covers less of a page than this is not a scan of it, if the page has characters."""

MAX_SAMPLED_CHARACTERS = 60
"""The number of characters of a page for which is checked whether their font says which letters they are."""

MIN_COMMON_SHARE = 0.02
"""At least this share of the words of a text are common ones."""

_POINTS_PER_INCH = 72
_WORD = re.compile(r"[a-záéíóúñ]{2,}")
_COMMON_WORDS = frozenset(
    "and are as at by for from in is it of on or that the this to with "
    "al con de del el en es la las los para por que se un una".split()
)


def is_scanned(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, text: str) -> bool:
    """Return whether a page has something drawn on it but no text that can be read, apart from a stamp on a scan."""
    if not text:
        return bool(raw.FPDFPage_CountObjects(page) > 0)
    if has_unknown_letters(text_page, text):
        return True
    if len(text) > MAX_STAMP_CHARACTERS:
        return False
    points = (raw.FPDFText_GetFontSize(text_page, index) for index in range(text_page.count_chars()))
    return max(points, default=0.0) <= MAX_STAMP_POINTS and _largest_picture_share(page) >= MIN_PICTURE_SHARE


def has_unknown_letters(text_page: pypdfium2.PdfTextPage, text: str) -> bool:
    """Return whether the text of a page is wrong, because its fonts do not say which letters they draw.

    Some fonts say nothing, and have letters in their usual places nevertheless; then common words can be read.
    """
    count = text_page.count_chars()
    sample = range(0, count, max(1, count // MAX_SAMPLED_CHARACTERS))
    unknown = sum(raw.FPDFText_HasUnicodeMapError(text_page, index) == 1 for index in sample)
    if 2 * unknown <= len(sample):
        return False
    words = _WORD.findall(text.lower())
    return sum(word in _COMMON_WORDS for word in words) <= MIN_COMMON_SHARE * len(words)


def pdf_page_images(data: bytes) -> Iterator[PageImage]:
    """Yield the scanned pages of a PDF; damaged ones are left out. Raises PdfiumError for a damaged document."""
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for index in range(len(document)):
            with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(document[index]) as page:
                with contextlib.closing(page.get_textpage()) as text_page:
                    scanned = is_scanned(page, text_page, text_page.get_text_range().strip())
                if scanned:
                    yield _image(page, index + 1, len(document))


def _image(page: pypdfium2.PdfPage, number: int, page_count: int) -> PageImage:
    """Return a page drawn at DPI, or at less for a large page."""
    width, height = page.get_size()
    scale = min(DPI / _POINTS_PER_INCH, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
    with contextlib.closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
        rows = np.frombuffer(bitmap.buffer, np.uint8).reshape(bitmap.height, bitmap.stride)[:, : bitmap.width]
        return PageImage(PDF, number, page_count, bitmap.width, bitmap.height, rows.tobytes())


def _largest_picture_share(page: pypdfium2.PdfPage) -> float:
    """Return the share of a page that its largest picture covers."""
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    boxes = (picture.get_bounds() for picture in pictures)
    areas = [float((right - left) * (top - bottom)) for left, bottom, right, top in boxes]
    width, height = page.get_size()
    return max(areas, default=0.0) / max(1.0, float(width * height))
