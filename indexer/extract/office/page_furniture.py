"""Headers and footers, and what the design of slides draws: the same on many pages, so it is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")
_OF_PAGE_NUMBER = re.compile(r"page|pg|p|of|página|pág|de|\d{1,3}|[ivxl]{1,5}")


class PageFurniture:
    """Knows which lines of a document were read already."""

    def __init__(self) -> None:
        self._lines: set[str] = set()

    def remember(self, texts: Iterable[str]) -> None:
        """Take note of text that was read as a part of a page; a header or footer may repeat a line of it."""
        self._lines.update(line.strip() for text in texts for line in text.splitlines())

    def new_lines(self, texts: Iterable[str]) -> Iterator[str]:
        """Yield the lines that are new, and more than the number of a page."""
        for line in (line.strip() for text in texts for line in text.splitlines()):
            is_number = all(_OF_PAGE_NUMBER.fullmatch(word.lower()) for word in _WORD.findall(line))
            if line not in self._lines and not is_number:
                self._lines.add(line)
                yield line
