"""Text files to import, line by line, whatever their encoding."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from indexer.extract.decoding import BYTE_ORDER_MARKS, SAMPLE_BYTES, detect_encoding

MAX_LINE_CHARACTERS = 4 << 20
"""A longer line is cut, and the rest of it is left out."""

_CHUNK_BYTES = 1 << 20


def open_text(file: BinaryIO) -> TextIO:
    """Return the file as text, from its beginning; bytes that cannot be decoded become U+FFFD.

    A file that is mostly UTF-8 and has other bytes was put together from several: these are read as those of Windows.
    Line ends stay as they are; LF, CR, or both end a line.
    """
    encoding, errors = _encoding(file)
    file.seek(0)
    return io.TextIOWrapper(file, encoding, errors=errors, newline="")


def source_lines(text: TextIO) -> Iterator[tuple[str, bool]]:
    """Yield each line with its line end, and whether it was too long and is cut."""
    while line := text.readline(MAX_LINE_CHARACTERS):
        is_cut = False
        while len(line) >= MAX_LINE_CHARACTERS and (rest := text.readline(MAX_LINE_CHARACTERS)):
            is_cut = True
            if len(rest) < MAX_LINE_CHARACTERS:
                break
        yield line, is_cut


def _encoding(file: BinaryIO) -> tuple[str, str]:
    """Return the encoding of a file, and how to read what it does not have.

    It is UTF-8 if all of it is, or most of its beginning; else what detection finds around the first other byte.
    """
    head = file.read(_CHUNK_BYTES)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding, "replace"
    detected = detect_encoding(head)
    if detected.startswith("utf-16"):
        return detected, "replace"
    offset = _first_other_byte(file)
    if offset is None:
        return "utf-8", "replace"
    if _is_mostly_utf8(head):
        return "utf-8", _AS_WINDOWS
    file.seek(max(0, offset - SAMPLE_BYTES))
    return detect_encoding(file.read(2 * SAMPLE_BYTES).lstrip(_CONTINUATIONS)), "replace"


_CONTINUATIONS = bytes(range(0x80, 0xC0))
"""Bytes in the middle of a character of UTF-8, with which a sample may begin."""


def _is_mostly_utf8(head: bytes) -> bool:
    """Return whether the beginning of a file has characters of UTF-8 beyond ASCII, at least as many as other bytes."""
    text = head.decode("utf-8", "replace")
    others = text.count("\ufffd")
    return sum(not char.isascii() for char in text) >= max(1, others) + others


_AS_WINDOWS = "clearinghouse.windows"


def _windows_text(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are not UTF-8 as those of Windows (West European), and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_WINDOWS, _windows_text)


def _first_other_byte(file: BinaryIO) -> int | None:
    """Return about where the first byte is that is not UTF-8, or None if there is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return offset + error.start
        offset += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return offset - 1
    return None
