"""The lines of a PDF's page become paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_END_HYPHENS = "\x02\ufffe"
"""What PDFium writes where a hyphen ended a line and it joined the two halves of the word."""

SHORT_LINE = 0.7
"""A line with less than this share of the page's usual width ends a paragraph."""

ENDING_LINE = 0.9
"""The same for a line that ends a sentence."""

NARROW = 30
"""On a page with lines of fewer characters than this (lists, labels, charts) each line stands for itself."""

USUAL_WIDTH_AT = 0.75  # of the lines sorted by width: of two columns under a wide title, the columns count

_HYPHENATED = re.compile(r"(?<!\w)\w+-\w+")  # the look-behind keeps it linear in a word without an end
_SPLIT_WORD = re.compile(rf"(?<!\w)(\w+)(?:[{LINE_END_HYPHENS}]|-\r?\n)\s*(?=(\w+))")
_ITEM = re.compile(r"[•●▪■◦○\u2013\u2014*·‣➢✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")


def hyphenated_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a hyphen within a line, in lower case."""
    return frozenset(word.lower() for text in texts for word in _HYPHENATED.findall(text))


def paragraphs(text: str, hyphenated: frozenset[str]) -> list[str]:
    """Return a page's text as paragraphs; a word split at a line's end is joined.

    It keeps its hyphen if it is in `hyphenated`, or if its second half is no plain lower-case word.
    """
    lines = [line.strip() for line in _joined_words(text, hyphenated).splitlines()]
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        return []
    usual = widths[int(len(widths) * USUAL_WIDTH_AT)] if len(widths) > 1 else widths[0]
    blocks: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            blocks[-1].append(line)
        if not line or _ends_paragraph(line, following, usual):
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def _joined_words(text: str, hyphenated: frozenset[str]) -> str:
    def joined(split: re.Match[str]) -> str:
        first, second = split.groups()
        plain = second.islower() and second.isalpha() and f"{first}-{second}".lower() not in hyphenated
        return first if plain else f"{first}-"

    return _SPLIT_WORD.sub(joined, text)


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    """Tell whether a paragraph ends with this line, from its width, its last sign and how the next one begins."""
    if not following or _ITEM.match(following):
        return True
    if line.endswith((".", "!", "?", ":", ".”", '."')):
        return len(line) < ENDING_LINE * usual
    return (len(line) < SHORT_LINE * usual or usual < NARROW) and not following[0].islower()
