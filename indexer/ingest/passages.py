"""Extracted text becomes passages: stretches short enough to show and to point at, long enough to make sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Passage
from indexer.extract.result import Extraction

SHORTEST = 450
AIM = 900
LONGEST = 1_400

# Where a passage may end, best first: after a paragraph; after a line or a sentence (a single capital before the full
# stop is an initial, "U.S. Department", and what goes on in small letters is no new sentence); after a word.
_ENDS = (
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n|(?<!\b[A-Z])[.!?…][\"'”’)\]]*\s+(?=[^\sa-z])|[。！？]"),  # noqa: RUF001 - full-width marks are meant
    re.compile(r"\s+"),
)


def passages(document: int, extracted: Extraction) -> tuple[Passage, ...]:
    """Return the passages of a record's document number `document`, in reading order.

    No passage is longer than LONGEST characters or crosses a section, so that its locator is true; where a section
    has to be cut, its passages have about AIM characters, and none fewer than SHORTEST unless white space was
    stripped from it. Apart from white space nothing is lost or added. The time is linear in the text.
    """
    return tuple(
        Passage(document, section.locator, piece) for section in extracted.sections for piece in _pieces(section.text)
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
    """Return where the piece that begins at `start` ends: the best place nearest to AIM.

    It leaves at least SHORTEST characters for the next piece, so that no section ends in a scrap.
    """
    left = len(text) - start
    if left <= LONGEST:
        return len(text)
    last = start + min(LONGEST, left - SHORTEST)
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, start + SHORTEST, last)]
        if ends:
            return min(ends, key=lambda end: abs(end - start - AIM))
    return last
