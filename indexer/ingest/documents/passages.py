"""Splits extracted text into passages: short enough to show and to link to, long enough to make sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Passage
from indexer.extract.result import Extraction
from indexer.ingest.documents.unquoted import Boilerplate

MIN_PASSAGE_CHARACTERS = 450
TARGET_PASSAGE_CHARACTERS = 900
MAX_PASSAGE_CHARACTERS = 1_400

# Where a passage may end, best first: after a paragraph; after a line or a sentence (a single capital before the period
# is an initial, as in "U.S. Department", and a new sentence does not begin with a lower-case letter); after a word.
_ENDS = (
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n|(?<!\b[A-Z])[.!?…][\"'”’)\]]*\s+(?=[^\sa-z])|[。！？]"),  # noqa: RUF001 - full-width marks are meant
    re.compile(r"\s+"),
)


def split_into_passages(document: int, extracted: Extraction) -> tuple[Passage, ...]:
    """Return the passages of a document, in reading order; `document` is its number in the record.

    A passage is within one section, so that its locator is correct, and has at most MAX_PASSAGE_CHARACTERS. Passages of
    a section that is split have about TARGET_PASSAGE_CHARACTERS and at least MIN_PASSAGE_CHARACTERS, not counting white
    space. Only white space is dropped. The time is linear in the length of the text.
    """
    boilerplate = Boilerplate(extracted.running_heads)
    return tuple(
        Passage(document, section.locator, piece, *boilerplate.unquoted(piece))
        for section in extracted.sections
        for piece in _pieces(section.text)
    )


def _pieces(text: str) -> Iterator[str]:
    """Yield a section's text in pieces."""
    text = text.strip()
    start = 0
    while start < len(text):
        end = _end(text, start)
        piece = text[start:end].strip()
        if piece:
            yield piece
        start = end


def _end(text: str, start: int) -> int:
    """Return the end of the piece that begins at `start`: the best boundary nearest to the target length.

    It leaves at least MIN_PASSAGE_CHARACTERS for the next piece.
    """
    remaining = len(text) - start
    if remaining <= MAX_PASSAGE_CHARACTERS:
        return len(text)
    last = start + min(MAX_PASSAGE_CHARACTERS, remaining - MIN_PASSAGE_CHARACTERS)
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, start + MIN_PASSAGE_CHARACTERS, last)]
        if ends:
            return min(ends, key=lambda end: abs(end - start - TARGET_PASSAGE_CHARACTERS))
    return last
