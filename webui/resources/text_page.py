"""The text of a document, in sections by locator. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from catalog.model import Entry, Locator, LocatorKind
from webui.components.cards import foreign_language
from webui.components.documents import DocumentView, document_views
from webui.components.snippets import locator_words
from webui.components.text_blocks import Block, blocks, paragraphs
from webui.i18n.locale import gettext
from webui.urls import SiteUrls, passage_anchor


@dataclass(frozen=True, slots=True)
class TextSection:
    """The text with one locator. `anchor` is None if an earlier section has it; `url` opens the document itself."""

    anchor: str | None
    label: str
    blocks: tuple[Block, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class TextView:
    """The text of one document."""

    title: str
    resource_url: str
    lang: str | None
    document: DocumentView
    sections: tuple[TextSection, ...]


def text_view(entry: Entry, number: int, urls: SiteUrls) -> TextView | None:
    """Return the text of a document, counted from 0, or None if there is no such document or no text of it."""
    documents = tuple(document_views(entry, urls))
    if not 0 <= number < len(documents) or documents[number].text_url is None:
        return None
    record = entry.record
    return TextView(
        title=record.title,
        resource_url=urls.resource(record.id),
        lang=foreign_language(record.language),
        document=documents[number],
        sections=tuple(_sections(entry, number, urls)),
    )


def _sections(entry: Entry, number: int, urls: SiteUrls) -> Iterator[TextSection]:
    """Yield consecutive passages with the same locator as one section."""
    document_passages = [passage for passage in entry.passages if passage.document == number]
    anchors: set[str] = set()
    for locator, passages in groupby(document_passages, lambda passage: passage.locator):
        anchor = passage_anchor(locator)
        yield TextSection(
            anchor=None if anchor in anchors else anchor,
            label=_section_label(locator),
            blocks=tuple(blocks(paragraph for passage in passages for paragraph in paragraphs(passage.text))),
            url=_document_url(entry, number, locator, urls),
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
