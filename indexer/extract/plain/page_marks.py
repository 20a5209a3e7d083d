"""Marks in plain text that say which page, slide, time or section follows, so that its passages have locators.

A form feed begins the next page. A line such as one of these says what begins:

    --- page 12 ---
    --- slide 4 ---
    --- 00:04:31 ---
    --- section: What to ask ---
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import locator_label
from indexer.extract.result import ExtractedSection

_MARK = (
    r"^[ \t]*-{3,}[ \t]*(?:(?P<noun>page|p\.|slide)[ \t]*(?P<number>\d{1,6})"
    r"|(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})"
    r"|section:[ \t]*(?P<heading>[^\n]{0,300}?[^\s-]))[ \t]*-{3,}[ \t]*$"
)
_BREAK = re.compile(rf"\f|{_MARK}", re.IGNORECASE | re.MULTILINE)


def marked_sections(text: str) -> tuple[ExtractedSection, ...]:
    """Return the parts of a text between its marks, with their locators; the whole text if it has no marks."""
    sections = tuple(section for section in _sections(text) if section.text.strip())
    is_marked = len(sections) > 1 or any(match[0] != "\f" for match in _BREAK.finditer(text))
    return sections if is_marked else (ExtractedSection(Locator(), text),)


def last_page(sections: tuple[ExtractedSection, ...]) -> int | None:
    """Return the number of the last page or slide, or None if there are none."""
    labels = (section.locator.label for section in sections if section.locator.kind is LocatorKind.PAGE)
    return max((int(label.split()[-1]) for label in labels), default=None)


def mark(locator: Locator) -> str:
    """Return the line that says that the text of a locator follows; empty for a text without a locator."""
    match locator.kind:
        case LocatorKind.PAGE:
            return f"--- {locator.label.replace('p. ', 'page ', 1)} ---"
        case LocatorKind.TIME:
            return f"--- {locator.label} ---"
        case LocatorKind.HEADING:
            return f"--- section: {locator.label} ---"
        case LocatorKind.NONE:
            return ""


def _sections(text: str) -> Iterator[ExtractedSection]:
    start, page, locator = 0, 0, Locator()
    for match in _BREAK.finditer(text):
        is_page_break = match[0] == "\f"
        if is_page_break and not page and not locator.label:  # the first mark: what is above it is the first page
            page, locator = 1, _page("p.", 1)
        yield ExtractedSection(locator, text[start : match.start()])
        page = page + 1 if is_page_break else int(match["number"] or page)
        locator = _page("p.", page) if is_page_break else _locator(match)
        start = match.end()
    yield ExtractedSection(locator, text[start:])


def _locator(match: re.Match[str]) -> Locator:
    if match["number"]:
        return _page("slide" if match["noun"].lower() == "slide" else "p.", int(match["number"]))
    if match["heading"]:
        return Locator(LocatorKind.HEADING, locator_label(match["heading"]))
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    start_s = hours * 3600 + minutes * 60 + seconds
    return Locator(LocatorKind.TIME, f"{start_s // 3600:02d}:{start_s // 60 % 60:02d}:{seconds:02d}", f"t={start_s}")


def _page(noun: str, number: int) -> Locator:
    return Locator(LocatorKind.PAGE, f"{noun} {number}", f"page={number}" if noun == "p." else "")
