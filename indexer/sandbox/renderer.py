"""Draws the pages of a PDF in a child process, which answers with pixels.

The parent makes the pictures that visitors get from these pixels, so whatever a PDF does to the child, a picture is
only a picture.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import struct
import zlib
from collections.abc import Iterable, Iterator

from indexer.extract.pdf.page_rendering import (
    MAX_PAGE_HEIGHT,
    MAX_PAGE_WORDS,
    MAX_WORD_CHARACTERS,
    PAGE_WIDTH,
    RenderedPage,
    RenderedWord,
    rendered_pages,
)
from indexer.sandbox.child import ExtractorProcess, Job
from indexer.sandbox.limits import Limits
from indexer.sandbox.privileges import drop_privileges
from indexer.sandbox.process_pool import ProcessPool
from indexer.sandbox.protocol import without_control_characters
from indexer.sandbox.worker import send_answer

RenderedPages = tuple[RenderedPage, ...]

TIME_SHARE = 0.5
"""The share of a document's time after which no further page is begun, so that the others arrive in time."""

_HEADER = struct.Struct(">HHHBII")
"""Of a page: its number, width, height, channels, and the lengths of its compressed pixels and of its words."""
_MAX_WORDS_BYTES = 1_000_000
_GRAY, _COLOR = 1, 3


class RendererPool(ProcessPool[RenderedPages]):
    """Draws the first pages of PDFs in child processes."""

    def __init__(self, *, limits: Limits, max_pages: int, workers: int | None = None) -> None:
        """Take the limits of a document, and how many of its pages to draw."""
        super().__init__(workers)
        self._limits = limits
        self._max_pages = max_pages

    def _process(self, job: Job) -> ExtractorProcess[RenderedPages]:
        return ExtractorProcess(
            job, self._context, render_in_child, (self._max_pages, job.sha256), self._limits, decode=pages_from_bytes
        )


def render_in_child(document_fd: int, reply_fd: int, _name: str, program: tuple[int, str], limits: Limits) -> None:
    """Draw the first pages of the open PDF, write the answer, and end the process.

    The parent passes both descriptors as Descriptor. `program` has the number of pages and the hash of the document;
    if it was replaced since it was hashed, or in case of any error, the process ends without an answer.
    """
    os.setsid()  # leave the terminal's group: Ctrl-C goes to the parent, which ends this child
    importlib.import_module("indexer.sandbox.preload")
    with open(document_fd, "rb") as file:
        data = file.read(limits.input_bytes + 1)
    max_pages, sha256 = program
    if hashlib.sha256(data).hexdigest() != sha256:
        os._exit(1)
    drop_privileges(reply_fd, limits)
    pages = rendered_pages(data, max_pages, limits.wall_s * TIME_SHARE)
    send_answer(reply_fd, b"".join(_within(map(_page_bytes, pages), limits.output_bytes)))
    os._exit(0)


def _within(parts: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """Yield parts as long as all of them together have at most `max_bytes`."""
    for part in parts:
        max_bytes -= len(part)
        if max_bytes < 0:
            return
        yield part


def _page_bytes(page: RenderedPage) -> bytes:
    words = json.dumps(page.words, separators=(",", ":")).encode()
    lengths = (len(page.pixels), len(words))
    return _HEADER.pack(page.number, page.width, page.height, page.channels, *lengths) + page.pixels + words


def pages_from_bytes(answer: bytes) -> RenderedPages:
    """Return the pages of an answer; raise ValueError if it is invalid in any way."""
    pages: list[RenderedPage] = []
    position, last = 0, 0
    while position < len(answer):
        page, position = _page_at(answer, position)
        if page.number <= last:
            raise ValueError("pages in the wrong order")
        pages.append(page)
        last = page.number
    return tuple(pages)


def _page_at(answer: bytes, position: int) -> tuple[RenderedPage, int]:
    """Return the page that begins at a position, and the position after it."""
    try:
        number, width, height, channels, pixels_length, words_length = _HEADER.unpack_from(answer, position)
    except struct.error as error:
        raise ValueError("not the header of a page") from error
    if not (0 < width <= PAGE_WIDTH + 1 and 0 < height <= MAX_PAGE_HEIGHT + 1 and channels in {_GRAY, _COLOR}):
        raise ValueError("not the size of a page")
    position += _HEADER.size
    middle, end = position + pixels_length, position + pixels_length + words_length
    if end > len(answer) or words_length > _MAX_WORDS_BYTES:
        raise ValueError("the answer ends within a page")
    words = _words(answer[middle:end], width, height)
    return RenderedPage(number, width, height, channels, answer[position:middle], words), end


def pixels_of(page: RenderedPage) -> bytes:
    """Return the pixels of a page; raise ValueError if they are invalid.

    They stay compressed until they are needed, because those of a malicious answer could fill the memory.
    """
    size = page.width * page.height * page.channels
    try:
        pixels = zlib.decompressobj().decompress(page.pixels, size)
    except zlib.error as error:
        raise ValueError("not the pixels of a page") from error
    if len(pixels) != size:
        raise ValueError("the wrong number of pixels")
    return pixels


def _words(data: bytes, width: int, height: int) -> tuple[RenderedWord, ...]:
    """Return the words of a page after checking every value."""
    try:
        value = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, list) or len(value) > MAX_PAGE_WORDS:
        raise ValueError("not the words of a page")
    return tuple(_word(item, width, height) for item in value)


def _word(value: object, width: int, height: int) -> RenderedWord:
    match value:
        case [str(text), [*boxes]] if len(text) <= MAX_WORD_CHARACTERS and len(boxes) <= MAX_WORD_CHARACTERS:
            return without_control_characters(text), tuple(_box(box, width, height) for box in boxes)
    raise ValueError("not a word of a page")


def _box(value: object, width: int, height: int) -> tuple[int, int, int, int]:
    match value:
        case [int(x), int(y), int(box_width), int(box_height)]:
            if 0 <= x <= x + box_width <= width and 0 <= y <= y + box_height <= height:
                return x, y, box_width, box_height
    raise ValueError("not a box in a page")
