"""Collects headings and paragraphs in reading order, and splits them into sections, one for each heading."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import clean_line, locator_label
from indexer.extract.result import ExtractedSection

MAX_ROW_CHARACTERS = 1_000
"""A longer table row is probably layout, and is not joined to one line."""


class Outline:
    """Collects a document's paragraphs under its headings; a heading's text is the first paragraph of its section."""

    def __init__(self) -> None:
        self._sections: list[ExtractedSection] = []
        self._locator = Locator()
        self._paragraphs: list[str] = []
        self.first_heading = ""

    def add_heading(self, text: str, fragment: str = "") -> None:
        """Begin a section; `fragment` is the URL fragment of the heading. A heading without text is ignored."""
        line = clean_line(text)
        if not line:
            return
        self._close()
        self.first_heading = self.first_heading or line
        self._locator = Locator(LocatorKind.HEADING, locator_label(line), fragment)
        self._paragraphs = [line]

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph to the current section; a blank one is ignored."""
        if text and not text.isspace():
            self._paragraphs.append(text)

    def add_row(self, cells: Iterable[str]) -> None:
        """Add a table row to the current section."""
        self.add_paragraph(row_text(cells))

    def add_section(self, section: ExtractedSection) -> None:
        """Add a section of an embedded document; one without a heading continues the current section."""
        if section.locator.kind == LocatorKind.HEADING:
            self._close()
            self._locator = Locator(LocatorKind.HEADING, section.locator.label)
        self.add_paragraph(section.text)

    def sections(self) -> tuple[ExtractedSection, ...]:
        """Return the sections in reading order; text before the first heading has an empty locator."""
        self._close()
        return tuple(self._sections)

    def _close(self) -> None:
        if self._paragraphs:
            self._sections.append(ExtractedSection(self._locator, "\n\n".join(self._paragraphs)))
            self._paragraphs = []


def row_text(cells: Iterable[str]) -> str:
    """Return a table row on one line without empty cells; long cells of a layout table stay paragraphs."""
    cells = tuple(cells)
    if sum(map(len, cells)) > MAX_ROW_CHARACTERS:
        return "\n\n".join(cells)
    return " | ".join(line for cell in cells if (line := clean_line(cell)))
