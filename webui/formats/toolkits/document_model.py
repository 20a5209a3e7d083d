"""A toolkit as a document: the content that its PDF, Word and HTML files have in common, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.toolkit_changes import ResolvedItem
from webui.branding import SITE_NAME, Notice, notice
from webui.components.cards import Link, record_facts
from webui.formats.records.listing import one_line, plain, publisher_labels, web_address
from webui.formats.toolkits.labels import change_words, expiry_words, made_words, resource_count_label, written_words
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.formatting import agency_words
from webui.i18n.locale import gettext as _


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """An item. `title` leads to its page in the catalog, if it is there; `number` counts from 1 through all sections.

    `facts` is a line below the title, `changes` are sentences, each with the page of the resource it names, and
    `places` where the resource is, each with its address. `language` is that of title and summary, where known.
    """

    number: int
    title: Link
    facts: tuple[str, ...]
    note: str
    summary: str
    changes: tuple[Link, ...]
    places: tuple[Link, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A section with its items; items before the first section are in one without a title."""

    title: str
    items: tuple[DocumentItem, ...]


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """The whole. `language` is that of the words that are ours, `own_language` that of the maker's, where known.

    `origin` says where it came from. No text has a character that XML forbids, and titles are on one line.
    """

    title: str
    purpose: str
    language: str
    own_language: str | None
    facts: tuple[str, ...]
    sections: tuple[DocumentSection, ...]
    origin: tuple[Link, ...]
    notice: Notice

    def contents(self) -> tuple[DocumentSection, ...]:
        """Return the sections for the table of contents, none if there is only one."""
        titled = tuple(section for section in self.sections if section.title)
        return titled if len(titled) > 1 else ()


def document_model_of(source: ToolkitSource) -> DocumentModel:
    """Return the toolkit as a document, without empty sections."""
    toolkit = source.held.toolkit
    items = tuple(source.held.items())
    facts_below_title = (resource_count_label(len(items)), made_words(toolkit.made) if toolkit.made else "")
    return DocumentModel(
        title=source.title,
        purpose=tidy(toolkit.purpose),
        language=source.urls.language,
        own_language=toolkit.language,
        facts=tuple(filter(None, facts_below_title)),
        sections=tuple(_sections(source)),
        origin=tuple(_origin(source)),
        notice=notice(),
    )


def tidy(text: str) -> str:
    """Return a text with its lines, at most one blank line in a row, and only characters that XML allows."""
    lines = [line.strip() for line in plain(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _sections(source: ToolkitSource) -> Iterator[DocumentSection]:
    number = 0
    for section in source.held.sections:
        if section.items:
            items = [_item(source, held, number + index) for index, held in enumerate(section.items, 1)]
            number += len(items)
            yield DocumentSection(one_line(section.title), tuple(items))


def _item(source: ToolkitSource, held: ResolvedItem, number: int) -> DocumentItem:
    record = held.record
    return DocumentItem(
        number=number,
        title=Link(one_line(held.title), source.urls.resource(record.id) if record else ""),
        facts=tuple(map(one_line, _facts(source, held))),
        note=tidy(held.item.note),
        summary=tidy(record.summary or "") if record else "",
        changes=tuple(
            Link(one_line(change_words(change)), source.urls.resource(change.record.id) if change.record else "")
            for change in held.changes
        ),
        places=tuple(_places(source, held)),
        language=record.language if record else None,
    )


def _facts(source: ToolkitSource, held: ResolvedItem) -> Iterator[str]:
    if record := held.record:
        yield from record_facts(record, source.texts.get(record.id, ()), source.taxonomy)
        yield agency_words(record.agency_size)
        yield from publisher_labels(record, source.taxonomy)


def _places(source: ToolkitSource, held: ResolvedItem) -> Iterator[Link]:
    if record := held.record:
        if address := web_address(record):
            yield Link(_("On the web"), plain(address))
        yield Link(_("In the catalog"), source.urls.resource(record.id))


def _origin(source: ToolkitSource) -> Iterator[Link]:
    yield Link(_("From the %(name)s", name=SITE_NAME), source.urls.home())
    if source.own_url:
        yield Link(_("This toolkit on the web"), source.own_url)
        if source.expires:
            yield Link(expiry_words(source.expires))
    yield Link(written_words(source.today, source.made.date()))
