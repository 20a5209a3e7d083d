"""Snippets with their matches marked, and links to the matching passages of documents. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.model import Locator, LocatorKind
from catalog.search.result import Hit, Snippet
from webui.components.text_blocks import without_bars
from webui.i18n.locale import gettext
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class SnippetSpan:
    """A part of a snippet; `marked` parts match the query."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class MatchingPassage:
    """A passage of a document that matches the query: the label of its link, its URL, and its text.

    `page` has the number of its document, from 0, and its page, from 1; None if it is on no page of a document.
    """

    label: str
    url: str
    spans: tuple[SnippetSpan, ...]
    page: tuple[int, int] | None = None


def matching_passages(hit: Hit, urls: SiteUrls) -> Iterator[MatchingPassage]:
    """Yield the passages of a hit's documents that match the query."""
    for snippet in hit.snippets:
        if url := urls.snippet(hit, snippet):
            yield MatchingPassage(passage_label(snippet), url, tuple(snippet_spans(snippet)), _page(snippet))


def _page(snippet: Snippet) -> tuple[int, int] | None:
    page = page_number(snippet.locator)
    return None if page is None or snippet.document is None else (snippet.document, page)


def page_number(locator: Locator) -> int | None:
    """Return the page that a locator names, from 1; None if it names none, or one that no program can open."""
    name, _, number = locator.fragment.partition("=")
    is_page = locator.kind is LocatorKind.PAGE and name == "page"
    return int(number) if is_page and number.isascii() and number.isdigit() else None


def passage_label(snippet: Snippet) -> str:
    """Return the label of the link to a snippet's passage."""
    label = snippet.locator.label
    if snippet.locator.kind is LocatorKind.TIME and label:
        return _told_apart(gettext("Jump to %(time)s", time=label.removeprefix("00:")), snippet)
    return _told_apart(locator_words(snippet.locator) or gettext("In the text"), snippet)


def snippet_place(snippet: Snippet) -> str:
    """Return where a snippet is, in the language of the request: "p. 12", or "p. 12, passage 2" of several there."""
    return _told_apart(locator_words(snippet.locator), snippet)


def _told_apart(place: str, snippet: Snippet) -> str:
    """Return a place with what tells a snippet from others there: a heading, or else its number."""
    number = gettext("passage %(number)s", number=snippet.part) if snippet.part else ""
    return ", ".join(filter(None, (place, snippet.heading or number)))


def locator_words(locator: Locator) -> str:
    """Return a locator in the language of the request: "p. 12", "slide 4", or an unchanged heading."""
    unit, _, number = locator.label.partition(" ")
    if locator.kind is LocatorKind.PAGE and unit == "slide":
        return gettext("slide %(number)s", number=number)
    if locator.kind is LocatorKind.PAGE and unit == "p.":
        return gettext("p. %(number)s", number=number)
    return locator.label


def snippet_spans(snippet: Snippet) -> Iterator[SnippetSpan]:
    """Yield a snippet's text as marked and unmarked spans, with dots for the bars between table cells."""
    text = without_bars(snippet.text)  # keeps the length, so that the marks still fit
    position = 0
    for start, end in snippet.marks:
        if start > position:
            yield SnippetSpan(text[position:start])
        yield SnippetSpan(text[start:end], marked=True)
        position = end
    if position < len(text):
        yield SnippetSpan(text[position:])
