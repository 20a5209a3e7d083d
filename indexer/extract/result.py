"""What an extractor hands back: a document's text in sections that know their place."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Locator


@dataclass(frozen=True, slots=True)
class Section:
    """One page, slide, sheet, heading's section or run of captions; its paragraphs are separated by a blank line."""

    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text in reading order, and what the document says about itself.

    `media_type` was decided from the content; `language` is BCP 47 or empty; `pages` counts pages or slides;
    `duration_s` is the end of the last caption; `method` says which way was used where there are several
    (for HTML `landmark`, `density` or `whole`); `notes` are plain remarks for an editor.
    """

    media_type: str
    sections: tuple[Section, ...]
    title: str = ""
    language: str = ""
    pages: int | None = None
    duration_s: int | None = None
    method: str = ""
    notes: tuple[str, ...] = ()
