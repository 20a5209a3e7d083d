"""The lines of a PDF page, joined to paragraphs."""

from __future__ import annotations

import re

from indexer.extract.line_kinds import is_row

SHORT_LINE_SHARE = 0.7
"""A line with less than this share of the page's usual width ends a paragraph."""

SHORT_SENTENCE_SHARE = 0.9
"""The same for a line that ends a sentence."""

NARROW_WIDTH = 30
"""On a page whose lines have fewer characters (lists, labels, charts), each line is a paragraph."""

USUAL_WIDTH_QUANTILE = 0.75  # under a wide title, the width of the columns is the usual one

_ITEM = re.compile(r"[•●▪■◦○\u2013\u2014*·‣➢✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")


def page_paragraphs(text: str) -> list[str]:
    """Return the text of a page as paragraphs."""
    lines = [line.strip() for line in text.splitlines()]
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


def _is_row(line: str) -> bool:
    """Return whether a line is a row; a single number may be the last word of a paragraph."""
    return " " in line and is_row(line)


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    """Return whether a line ends a paragraph, by its width, its last character, and the start of the next line."""
    if not following or _ITEM.match(following) or _is_row(line) or _is_row(following):
        return True
    if line.endswith((".", "!", "?", ":", ".”", '."')):
        return len(line) < SHORT_SENTENCE_SHARE * usual
    return (len(line) < SHORT_LINE_SHARE * usual or usual < NARROW_WIDTH) and not following[0].islower()
