"""Draws the first pages of a PDF, and says where their words are."""

from __future__ import annotations

import contextlib
import ctypes
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from indexer.extract.hyphenation import JOINED_LINES

PAGE_WIDTH = 760
"""Pixels: the small print of a page of 8.5 by 11 inches can still be read."""
MAX_PAGE_HEIGHT = 1_520
MAX_PAGE_WORDS = 3_000
MAX_PAGE_CHARACTERS = 30_000
MAX_WORD_CHARACTERS = 64
"""As many characters of a word as the index has."""

_COLOR_CHANNELS = 3
_FAST = 1  # the level of compression that costs less than sending the pixels as they are
_SURROGATES = range(0xD800, 0xE000)


RenderedWord = tuple[str, tuple[tuple[int, int, int, int], ...]]
"""A word, and its boxes: left, top, width and height in pixels from the top left. A split word has two."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as pixels, row by row, compressed by zlib: with one channel if it is gray, otherwise three.

    `number` counts from 1. `words` are in reading order; each has its boxes.
    """

    number: int
    width: int
    height: int
    channels: int
    pixels: bytes
    words: tuple[RenderedWord, ...]


def rendered_pages(data: bytes, max_pages: int, max_s: float) -> Iterator[RenderedPage]:
    """Yield the first pages of a PDF, without damaged ones, and none that would be begun after `max_s` seconds.

    Raises PdfiumError for a damaged document.
    """
    deadline = time.monotonic() + max_s
    with contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        document.init_forms()
        for index in range(min(max_pages, len(document))):
            if time.monotonic() >= deadline:
                return
            with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(document[index]) as page:
                yield _rendered(page, index + 1)


def _rendered(page: pypdfium2.PdfPage, number: int) -> RenderedPage:
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / max(1.0, width), MAX_PAGE_HEIGHT / max(1.0, height))
    with contextlib.closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
        rows = np.frombuffer(bitmap.buffer, np.uint8).reshape(bitmap.height, bitmap.stride)
        pixels = rows[:, : bitmap.width * bitmap.n_channels].reshape(bitmap.height, bitmap.width, bitmap.n_channels)
        with contextlib.closing(page.get_textpage()) as text_page:
            words = tuple(_words(text_page, bitmap.get_posconv(page), bitmap.width, bitmap.height))
        channels = _without_color(pixels)
        compressed = zlib.compress(channels.tobytes(), _FAST)
        return RenderedPage(number, bitmap.width, bitmap.height, channels.shape[2], compressed, words)


def _without_color(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return one channel if the pixels are gray, otherwise red, green and blue."""
    colors = pixels[:, :, :_COLOR_CHANNELS]
    is_gray = colors.shape[2] < _COLOR_CHANNELS or bool((colors == colors[:, :, :1]).all())
    return colors[:, :, :1] if is_gray else colors


@dataclass(slots=True)
class _Word:
    """A word while its characters are read: a box for each line that it is on, in points from the bottom left.

    `is_split` says whether the rest of it follows on the next line.
    """

    text: str = ""
    boxes: list[list[float]] = field(default_factory=list)
    is_split: bool = False

    def add(self, character: str, box: raw.FS_RECTF) -> None:
        """Add a character with its box."""
        self.text += character
        last = self.boxes[-1] if self.boxes else None
        if last is None or box.bottom > last[3] or box.top < last[1]:  # on another line
            self.boxes.append([box.left, box.bottom, box.right, box.top])
        else:
            last[0], last[1] = min(last[0], box.left), min(last[1], box.bottom)
            last[2], last[3] = max(last[2], box.right), max(last[3], box.top)


def _words(
    text_page: pypdfium2.PdfTextPage, positions: pypdfium2.PdfPosConv, width: int, height: int
) -> Iterator[RenderedWord]:
    """Yield the words of a page with their boxes in its picture, which has this size."""
    found = (word for word in _text_words(text_page) if word.text and word.boxes)
    for _, word in zip(range(MAX_PAGE_WORDS), found, strict=False):
        boxes = (_pixel_box(box, positions, width, height) for box in word.boxes)
        yield word.text[:MAX_WORD_CHARACTERS], tuple(box for box in boxes if box[2] > 0 and box[3] > 0)


def _text_words(text_page: pypdfium2.PdfTextPage) -> Iterator[_Word]:
    word, box = _Word(), raw.FS_RECTF()
    for index in range(min(text_page.count_chars(), MAX_PAGE_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = " " if code in _SURROGATES else chr(code)
        if character in JOINED_LINES:
            word.is_split = True
        elif character.isspace() and not word.is_split:
            yield word
            word = _Word()
        elif _is_visible(character) and raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            word.add(character, box)
            word.is_split = False
    yield word


def _is_visible(character: str) -> bool:
    return character.isprintable() and not character.isspace()


def _pixel_box(box: list[float], positions: pypdfium2.PdfPosConv, width: int, height: int) -> tuple[int, int, int, int]:
    """Return a box of a page in its picture, cut off at the edges; the page may be rotated."""
    corners = positions.to_bitmap(box[0], box[1]), positions.to_bitmap(box[2], box[3])
    left, right = (min(max(0, x), width) for x in sorted(x for x, _ in corners))
    top, bottom = (min(max(0, y), height) for y in sorted(y for _, y in corners))
    return left, top, right - left, bottom - top
