"""The lines of a PDF page, joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_END_HYPHENS = "\x02\ufffe"
"""PDFium writes one of these where it joined a word that was hyphenated at the end of a line."""

SHORT_LINE_SHARE = 0.7
"""A line with less than this share of the page's usual width ends a paragraph."""

SHORT_SENTENCE_SHARE = 0.9
"""The same for a line that ends a sentence."""

NARROW_WIDTH = 30
"""On a page whose lines have fewer characters (lists, labels, charts), each line is a paragraph."""

USUAL_WIDTH_QUANTILE = 0.75  # under a wide title, the width of the columns is the usual one

_HYPHENATED = re.compile(r"(?<!\w)\w+-\w+")  # the look-behind keeps it linear in an endless word
_SPLIT_WORD = re.compile(rf"(?<!\w)(\w+)(?:[{LINE_END_HYPHENS}]|-\r?\n)\s*(?=(\w+))")
_ITEM = re.compile(r"[•●▪■◦○\u2013\u2014*·‣➢✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")


def hyphenated_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that have a hyphen within a line, in lower case."""
    return frozenset(word.lower() for text in texts for word in _HYPHENATED.findall(text))


def page_paragraphs(text: str, hyphenated: frozenset[str]) -> list[str]:
    """Return the text of a page as paragraphs; words split at the end of a line are joined.

    A joined word keeps its hyphen if it is in `hyphenated`, or if its second half is not a lower-case word.
    """
    lines = [line.strip() for line in _join_words(text, hyphenated).splitlines()]
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        return []
    usual = widths[int(len(widths) * USUAL_WIDTH_QUANTILE)] if len(widths) > 1 else widths[0]
    blocks: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            blocks[-1].append(line)
        if not line or _ends_paragraph(line, following, usual):
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def _join_words(text: str, hyphenated: frozenset[str]) -> str:
    def join(split: re.Match[str]) -> str:
        first, second = split.groups()
        is_one_word = second.islower() and second.isalpha() and f"{first}-{second}".lower() not in hyphenated
        return first if is_one_word else f"{first}-"

    return _SPLIT_WORD.sub(join, text)


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    """Return whether a line ends a paragraph, by its width, its last character, and the start of the next line."""
    if not following or _ITEM.match(following):
        return True
    if line.endswith((".", "!", "?", ":", ".”", '."')):
        return len(line) < SHORT_SENTENCE_SHARE * usual
    return (len(line) < SHORT_LINE_SHARE * usual or usual < NARROW_WIDTH) and not following[0].islower()
