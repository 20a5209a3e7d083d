"""The text of a document, on pages of many passages, in sections by locator. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.errors import NotFoundError
from catalog.messages import Message, MessageId
from catalog.model import Entry, Locator, LocatorKind, Passage
from catalog.search.searcher import Searcher
from webui.components.cards import foreign_language
from webui.components.documents import DocumentView, document_views
from webui.components.pagination import Pagination, pagination
from webui.components.snippets import locator_words, page_number
from webui.components.text_blocks import Block, blocks, paragraphs
from webui.i18n.labels import localized_text
from webui.i18n.locale import gettext
from webui.i18n.messages import SiteMessageId
from webui.urls import PASSAGES_PER_TEXT_PAGE, SiteUrls, passage_anchor, text_page

PAGE_PATTERN = re.compile("[1-9][0-9]{0,6}")
"""The numbers that a page of a text can have."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """The text with one locator. `anchor` is None if an earlier section has it; `url` opens the document itself.

    `page` is the number of the page, from 1, if the section is one.
    """

    anchor: str | None
    label: str
    blocks: tuple[Block, ...]
    url: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class TextView:
    """One page of the text of a document; `page_count` is the number of its pages."""

    title: str
    title_lang: str | None
    resource_url: str
    lang: str | None
    document: DocumentView
    sections: tuple[TextSection, ...]
    pagination: Pagination
    page_count: int


def page_from_params(params: Iterable[tuple[str, str]]) -> int:
    """Return the page of a text that URL parameters ask for, 1 by default; raise NotFoundError if it cannot exist."""
    value = next((value for name, value in params if name == "page" and value), "1")
    if not PAGE_PATTERN.fullmatch(value):
        raise NotFoundError(Message(MessageId.PAGE_DOES_NOT_EXIST))
    return int(value)


def find_text(record_id: str, number: int, page: int, searcher: Searcher) -> Entry:
    """Return the resource with a document, counted from 0, whose text has a page, counted from 1.

    Raises NotFoundError if there is no such text, or no such page of it.
    """
    entry = searcher.head(record_id)
    page_count = _page_count(entry, number, searcher) if entry else 0
    if entry is None or not page_count:
        raise NotFoundError(Message(SiteMessageId.NO_DOCUMENT_TEXT))
    if page > page_count:
        raise NotFoundError(Message(MessageId.PAGE_DOES_NOT_EXIST))
    return entry


def _page_count(entry: Entry, number: int, searcher: Searcher) -> int:
    """Return the number of pages of the text of a document, counted from 0; 0 if there is no text of it."""
    counts = searcher.passage_counts(entry.record.id)[: len(entry.record.documents)]
    passages = counts[number] if 0 <= number < len(counts) else 0
    return text_page(passages - 1) if passages else 0


def text_view(entry: Entry, number: int, page: int, searcher: Searcher, urls: SiteUrls) -> TextView:
    """Return the page of a text that `find_text` has found."""
    record, page_count = entry.record, _page_count(entry, number, searcher)
    text = localized_text(record)
    first = (page - 1) * PASSAGES_PER_TEXT_PAGE
    passages = searcher.passages(record.id, number, range(first, first + PASSAGES_PER_TEXT_PAGE))
    documents = tuple(document_views(entry, searcher.passage_counts(record.id), urls))
    return TextView(
        title=text.title,
        title_lang=foreign_language(text.language),
        resource_url=urls.resource(record.id),
        lang=foreign_language(record.language),
        document=documents[number],
        sections=tuple(_sections(entry, number, passages, urls)),
        pagination=pagination(page, page_count, lambda other: urls.document_text(record.id, number, other)),
        page_count=page_count,
    )


def _sections(entry: Entry, number: int, page_passages: Sequence[Passage], urls: SiteUrls) -> Iterator[TextSection]:
    """Yield consecutive passages with the same locator as one section."""
    anchors: set[str] = set()
    for locator, passages in groupby(page_passages, lambda passage: passage.locator):
        anchor = passage_anchor(locator)
        yield TextSection(
            anchor=None if anchor in anchors else anchor,
            label=_section_label(locator),
            blocks=tuple(blocks(paragraph for passage in passages for paragraph in paragraphs(passage.text))),
            url=_document_url(entry, number, locator, urls),
            page=page_number(locator),
        )
        anchors.add(anchor)


def _section_label(locator: Locator) -> str:
    """Return the heading of a section: "Page 12", "Slide 4", "04:31", or an unchanged heading of the document."""
    label = locator.label
    if locator.kind is LocatorKind.PAGE and label.startswith("p. "):
        return gettext("Page %(number)s", number=label.removeprefix("p. "))
    if locator.kind is LocatorKind.PAGE:
        return locator_words(locator).capitalize()
    return label.removeprefix("00:") if locator.kind is LocatorKind.TIME else label


def _document_url(entry: Entry, number: int, locator: Locator, urls: SiteUrls) -> str | None:
    """Return the URL of the document at a locator, or None if only its text can be opened there."""
    url = urls.passage(entry.record, entry.texts, number, locator)
    return None if url is None or url.startswith(urls.document_text(entry.record.id, number)) else url
