"""Runs in a child process: recognizes the text on a document's scanned pages by Tesseract.

Three processes share the work, so that none has more rights than its part needs:

- one, locked like every extractor, parses the document and draws its pages;
- this one passes the pixels on. It parses nothing, and checks the size of every page;
- one for each page runs Tesseract on the pixels. It can read its program, libraries and language files; it cannot write
  files. With Landlock it can open nothing else, run nothing else, and use no TCP; where the kernel allows it, it has no
  network at all.
"""

from __future__ import annotations

import errno
import importlib
import math
import os
import resource
import select
import struct
import subprocess
import time
from collections.abc import Iterator
from glob import glob

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract import clean_extraction
from indexer.extract.media_types import PDF, PICTURES
from indexer.extract.pdf.page_breaks import whole_words
from indexer.extract.pdf.running_heads import without_running_heads
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.scans.image import MAX_PIXELS, PageImage
from indexer.extract.scans.recognized_text import recognized_text
from indexer.sandbox import landlock
from indexer.sandbox.limits import Limits
from indexer.sandbox.messages import unreadable_error
from indexer.sandbox.privileges import become_nobody, drop_privileges, end_with_parent, leave_network, limit_resource
from indexer.sandbox.protocol import MAX_NUMBER, to_json
from indexer.sandbox.tesseract import Tesseract, library_folders
from indexer.sandbox.worker import send_answer, write_all

MAX_PAGES = 500
"""The maximum number of pages of a document that are recognized."""

MAX_OUTPUT_BYTES = 4 << 20
"""More output of Tesseract for one page is an error; a page of dense text has 200 kB."""

PICTURE_DAMAGED = "This picture or scan is damaged: open it in another program, save it again, and use that copy."

_PARSER_FAILED = 255
"""Exit code of the drawing process; a smaller one is the system's number for an error of reading the document."""

_MEDIA_TYPES = (PDF, *sorted(PICTURES))
_HEADER = struct.Struct(">IIIII")  # index of the media type, number, page count, width, height; then the pixels
_MAX_TESSERACT_FILES = 64
_CHUNK_BYTES = 1 << 20


def recognize_in_child(document_fd: int, reply_fd: int, name: str, tesseract: Tesseract, limits: Limits) -> None:
    """Recognize the scanned pages of the open document, write an extraction of them, and end the process.

    The parent passes `document_fd` and `reply_fd` as Descriptor.
    """
    os.setsid()  # leads the group of its children, so that the parent ends them all at once
    end_with_parent()
    importlib.import_module("indexer.sandbox.preload")
    pages_fd, drawing_fd = os.pipe()
    drawing_process = os.fork()
    if drawing_process == 0:
        os._exit(_draw_pages(document_fd, drawing_fd, name, limits))
    os.close(document_fd)
    os.close(drawing_fd)
    limit_resource(resource.RLIMIT_AS, limits.memory_bytes)
    recognized = _recognized_pages(pages_fd, tesseract)
    error = None if recognized.scanned_pages else _drawing_error(os.waitpid(drawing_process, 0)[1])
    send_answer(reply_fd, to_json(error or recognized))
    os._exit(0)


def _draw_pages(document_fd: int, drawing_fd: int, name: str, limits: Limits) -> int:
    """Write the scanned pages as pixels; return an exit code. If the parser fails, the remaining pages are missing."""
    from indexer.extract.scans.page_images import page_images  # noqa: PLC0415  # preloaded; the parent never needs it

    try:
        with open(document_fd, "rb") as file:
            data = file.read(limits.input_bytes)
    except OSError as error:
        return error.errno or errno.EIO
    drop_privileges(drawing_fd, limits)
    try:
        for image in page_images(data, name):
            kind = _MEDIA_TYPES.index(image.media_type)
            write_all(drawing_fd, _HEADER.pack(kind, image.number, image.page_count, image.width, image.height))
            write_all(drawing_fd, image.pixels)
    except Exception:  # noqa: BLE001 - a parser may raise anything for bad input
        return _PARSER_FAILED
    return 0


def _drawing_error(wait_status: int) -> ExtractError | None:
    """Return why the drawing process failed, or None if the document had no page to draw."""
    exit_code = os.waitstatus_to_exitcode(wait_status)
    if exit_code == 0:
        return None
    if 0 < exit_code < _PARSER_FAILED:
        return unreadable_error(OSError(exit_code, os.strerror(exit_code)))
    return ExtractError(ExtractErrorKind.DAMAGED, PICTURE_DAMAGED)


def _recognized_pages(pages_fd: int, tesseract: Tesseract) -> Extraction:
    """Return a section for each page with text; notes name what was left out."""
    deadline = time.monotonic() + tesseract.document_s
    texts: dict[int, str] = {}
    media_type, page_count, failed = PDF, 0, 0
    notes: list[str] = []
    has_more = False
    for image in _drawn_pages(pages_fd, deadline):
        media_type, page_count = image.media_type, image.page_count
        has_more = len(texts) == MAX_PAGES
        text = None if has_more else _page_text(image, tesseract, deadline)
        if text is None and (has_more or time.monotonic() >= deadline):
            break
        failed += text is None
        texts[image.number] = text or ""
    if has_more or time.monotonic() >= deadline:
        notes.append(
            f"Text recognition stopped after {len(texts)} scanned pages (the limit is {MAX_PAGES} pages or "
            f"{tesseract.document_s:g} seconds): split the document, or ask your administrator to raise the limit "
            "(ocr_document_s)."
        )
    if failed:
        notes.append(
            f"Text recognition failed on {failed} of {page_count} pages: scan them again, or ask your administrator to "
            "raise the limit (ocr_page_s)."
        )
    headed = without_running_heads(list(texts.values()))
    whole = zip(texts, whole_words(headed.texts), strict=True)
    return clean_extraction(
        Extraction(
            media_type=media_type,
            sections=tuple(ExtractedSection(_locator(media_type, number, page_count), text) for number, text in whole),
            pages=page_count if media_type == PDF or page_count > 1 else None,
            scanned_pages=tuple(texts),
            notes=tuple(notes),
            running_heads=headed.heads,
        )
    )


def _locator(media_type: str, number: int, page_count: int) -> Locator:
    """Return the position of a page; programs open a page only of a PDF by a URL fragment."""
    if media_type == PDF:
        return Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}")
    return Locator(LocatorKind.PAGE, f"p. {number}") if page_count > 1 else Locator()


def _drawn_pages(pages_fd: int, deadline: float) -> Iterator[PageImage]:
    """Yield the pages that the drawing process writes, as far as they are complete and of a valid size, in time."""
    last = 0
    while header := _read(pages_fd, _HEADER.size, deadline):
        kind, number, page_count, width, height = _HEADER.unpack(header)
        if kind >= len(_MEDIA_TYPES) or not (
            last < number <= page_count <= MAX_NUMBER and 0 < width * height <= MAX_PIXELS * 1.01
        ):
            return
        pixels = _read(pages_fd, width * height, deadline)
        if not pixels:
            return
        yield PageImage(_MEDIA_TYPES[kind], number, page_count, width, height, pixels)
        last = number


def _read(descriptor: int, size: int, deadline: float) -> bytes:
    """Return exactly `size` bytes, or nothing if the pipe ends before, or the deadline passes."""
    received = bytearray()
    while len(received) < size:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return b""
        chunk = os.read(descriptor, min(_CHUNK_BYTES, size - len(received)))
        if not chunk:
            return b""
        received += chunk
    return bytes(received)


def _page_text(image: PageImage, tesseract: Tesseract, deadline: float) -> str | None:
    """Return the text of a page, or None if Tesseract fails or takes too long."""
    timeout_s = min(tesseract.page_s, deadline - time.monotonic())
    if timeout_s <= 0:
        return None
    picture = b"P5 %d %d 255\n" % (image.width, image.height) + image.pixels  # netpbm, pgm(5): a header and pixels
    try:
        finished = subprocess.run(  # noqa: S603 - the program that the deployer installed
            tesseract.arguments,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(tesseract),
            cwd="/",
            timeout=timeout_s,
            check=True,
            preexec_fn=lambda: _lock_tesseract(tesseract),  # safe, because this process has one thread
        )
        return recognized_text(finished.stdout[:MAX_OUTPUT_BYTES].decode("utf-8", "replace"))
    except (OSError, subprocess.SubprocessError, MemoryError, ValueError):
        return None


def _environment(tesseract: Tesseract) -> dict[str, str]:
    """Return the environment of Tesseract: one thread, and the language files that its own query named."""
    data = {"TESSDATA_PREFIX": tesseract.data_folder} if tesseract.data_folder else {}
    return {"LC_ALL": "C", "OMP_THREAD_LIMIT": "1", "PATH": os.defpath, **data}


def _lock_tesseract(tesseract: Tesseract) -> None:
    """Give up what Tesseract does not need, just before it runs."""
    become_nobody()
    leave_network()
    end_with_parent()
    folders = (*library_folders(tesseract.program), tesseract.data_folder)
    loaders = glob("/lib*/ld-*.so*") + glob("/lib/*/ld-*.so*")  # noqa: PTH207 - a plain list of names
    landlock.restrict(readable=folders, executable=(os.path.realpath(tesseract.program), *loaders))
    limit_resource(resource.RLIMIT_CPU, math.ceil(tesseract.page_s))
    limit_resource(resource.RLIMIT_CORE, 0)
    limit_resource(resource.RLIMIT_FSIZE, 0)
    limit_resource(resource.RLIMIT_NOFILE, _MAX_TESSERACT_FILES)
    limit_resource(resource.RLIMIT_NPROC, 0)
