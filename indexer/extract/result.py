"""The result of an extractor: a document's text in sections with locators."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Locator


@dataclass(frozen=True, slots=True)
class ExtractedSection:
    """A page, slide, sheet, section under a heading, or run of captions; blank lines separate its paragraphs."""

    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document's text in reading order, and what the document says about itself.

    `media_type` is decided from the content, `language` is a BCP 47 tag or empty, `pages` counts pages or slides, and
    `duration_s` is the end of the last caption. `method` says how the content of an HTML page was found: `landmark`,
    `density` or `whole`. `scanned_pages` are the numbers of pages that are only pictures. `text_source` is `ocr` if
    all of the text was recognized on them by machine, `mixed` for a part of it. `notes` are sentences for an editor.
    `running_heads` are the paragraphs that were repeated at the top or bottom of pages, and are in the text once.
    """

    media_type: str
    sections: tuple[ExtractedSection, ...]
    title: str = ""
    language: str = ""
    pages: int | None = None
    duration_s: int | None = None
    method: str = ""
    scanned_pages: tuple[int, ...] = ()
    text_source: str = ""
    notes: tuple[str, ...] = ()
    running_heads: tuple[str, ...] = ()
