"""Moves the rest of a word that is split at the end of a page to that page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from indexer.extract.hyphenation import JOINED_LINES

EDGE_LINES = 3
"""The split word may be in this number of last lines, above a page number, and its rest in that of first lines."""

_FIRST_HALF = re.compile(rf"[^\W\d_]{{2,}}[-\u2010\xad\xac{JOINED_LINES}]\s*$")
_SECOND_HALF = re.compile(r"\s*([^\W\d_]+[^\w\s]*)\s*")


def whole_words(texts: Iterable[str]) -> list[str]:
    """Return the texts of the pages, each with the whole of the word at its end, as two lines."""
    pages = [text.splitlines() for text in texts]
    for page, following in itertools.pairwise(pages):
        split = next((index for index in _last_lines(page) if _FIRST_HALF.search(page[index])), None)
        rest = next((index for index in _first_lines(following) if following[index].lstrip()[:1].islower()), None)
        if split is None or rest is None or not (second := _SECOND_HALF.match(following[rest])):
            continue
        page.insert(split + 1, second[1])
        following[rest] = following[rest][second.end() :]
    return ["\n".join(page) for page in pages]


def _first_lines(page: list[str]) -> list[int]:
    return [index for index, line in enumerate(page) if line.strip()][:EDGE_LINES]


def _last_lines(page: list[str]) -> list[int]:
    return [index for index, line in enumerate(page) if line.strip()][-EDGE_LINES:][::-1]
