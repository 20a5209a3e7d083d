"""The text of a document as its page shows it, place by place. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from catalog.model import Entry, Locator, LocatorKind
from webui.components.cards import foreign, place_words
from webui.components.documents import DocumentView, document_views
from webui.components.text_blocks import Block, blocks, paragraphs
from webui.i18n.locale import gettext
from webui.urls import Addresses, anchor


@dataclass(frozen=True, slots=True)
class TextSection:
    """A place in a document: its anchor (None where an earlier one has it), how it is called, and its text."""

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


def text_view(entry: Entry, number: int, addresses: Addresses) -> TextView | None:
    """Return the text of document `number`, from 0; None where there is no such document or no text of it."""
    documents = tuple(document_views(entry, addresses))
    if not 0 <= number < len(documents) or documents[number].text_url is None:
        return None
    record = entry.record
    return TextView(
        title=record.title,
        resource_url=addresses.resource(record.id),
        lang=foreign(record.language),
        document=documents[number],
        sections=tuple(_sections(entry, number, addresses)),
    )


def _sections(entry: Entry, number: int, addresses: Addresses) -> Iterator[TextSection]:
    """Yield passages of one place together, in their order."""
    document_passages = [passage for passage in entry.passages if passage.document == number]
    seen: set[str] = set()
    for locator, passages in groupby(document_passages, lambda passage: passage.locator):
        name = anchor(locator)
        yield TextSection(
            anchor=None if name in seen else name,
            label=_section_label(locator),
            blocks=tuple(blocks(each for passage in passages for each in paragraphs(passage.text))),
            url=_outside(entry, number, locator, addresses),
        )
        seen.add(name)


def _section_label(locator: Locator) -> str:
    """Return a place's heading: "Page 12", "Slide 4", "04:31", or the heading as it stands."""
    label = locator.label
    if locator.kind is LocatorKind.PAGE and label.startswith("p. "):
        return gettext("Page %(number)s", number=label.removeprefix("p. "))
    if locator.kind is LocatorKind.PAGE:
        return place_words(locator).capitalize()
    return label.removeprefix("00:") if locator.kind is LocatorKind.TIME else label


def _outside(entry: Entry, number: int, locator: Locator, addresses: Addresses) -> str | None:
    """Return where the place opens in the document itself; None where only its text does."""
    url = addresses.place(entry.record, entry.texts, number, locator)
    return None if url is None or url.startswith(addresses.text(entry.record.id, number)) else url
