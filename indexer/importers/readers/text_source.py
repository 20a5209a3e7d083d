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

    Line ends stay as they are; LF, CR, or both end a line.
    """
    encoding = _encoding(file)
    file.seek(0)
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")


def source_lines(text: TextIO) -> Iterator[tuple[str, bool]]:
    """Yield each line with its line end, and whether it was too long and is cut."""
    while line := text.readline(MAX_LINE_CHARACTERS):
        is_cut = False
        while len(line) >= MAX_LINE_CHARACTERS and (rest := text.readline(MAX_LINE_CHARACTERS)):
            is_cut = True
            if len(rest) < MAX_LINE_CHARACTERS:
                break
        yield line, is_cut


def _encoding(file: BinaryIO) -> str:
    """Return the encoding of a file: UTF-8 if all of it is, else what detection finds around the first other byte."""
    head = file.read(_CHUNK_BYTES)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    detected = detect_encoding(head)
    if detected.startswith("utf-16"):
        return detected
    offset = _first_other_byte(file)
    if offset is None:
        return "utf-8"
    file.seek(max(0, offset - SAMPLE_BYTES))
    return detect_encoding(file.read(2 * SAMPLE_BYTES).lstrip(_CONTINUATIONS))


_CONTINUATIONS = bytes(range(0x80, 0xC0))
"""Bytes in the middle of a character of UTF-8, with which a sample may begin."""


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
