"""Headings and paragraphs in reading order become sections, one for each heading."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.model import Locator
from indexer.extract.cleaning import label, one_line
from indexer.extract.result import Section

MAX_ROW = 1_000
"""A table's row with more characters than this was not made to be read as one line."""


class Outline:
    """Collects a document's paragraphs under its headings; a heading's own text opens its section."""

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._locator = Locator()
        self._paragraphs: list[str] = []
        self.first_heading = ""

    def heading(self, text: str, fragment: str = "") -> None:
        """Begin a section; `fragment` opens the heading in its document. A heading without text is none."""
        line = one_line(text)
        if not line:
            return
        self._close()
        self.first_heading = self.first_heading or line
        self._locator = Locator("heading", label(line), fragment)
        self._paragraphs = [line]

    def paragraph(self, text: str) -> None:
        """Add a paragraph to the section that is open."""
        if text and not text.isspace():
            self._paragraphs.append(text)

    def row(self, cells: Iterable[str]) -> None:
        """Add a table's row."""
        self.paragraph(row_text(cells))

    def sections(self) -> tuple[Section, ...]:
        """Return the sections so far, in reading order; text before the first heading has an empty locator."""
        self._close()
        return tuple(self._sections)

    def _close(self) -> None:
        if self._paragraphs:
            self._sections.append(Section(self._locator, "\n\n".join(self._paragraphs)))
            self._paragraphs = []


def row_text(cells: Iterable[str]) -> str:
    """Return a table's row on one line, empty cells left out; the long cells of a layout table keep paragraphs."""
    cells = tuple(cells)
    if sum(map(len, cells)) > MAX_ROW:
        return "\n\n".join(cells)
    return " | ".join(line for cell in cells if (line := one_line(cell)))
