"""A toolkit as a document: the content of its PDF, Word and HTML files, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.toolkit_changes import ResolvedItem
from catalog.web_hosts import site_host
from webui.branding import SITE_NAME, Notice, notice
from webui.components.cards import Link, record_facts
from webui.formats.records.listing import one_line, web_address, xml_safe
from webui.formats.toolkits.labels import change_words, expiry_words, made_words, resource_count_label, written_words
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.formatting import agency_words, excerpt
from webui.i18n.labels import localized_text
from webui.i18n.locale import gettext as _

MAX_PUBLISHERS = 5
"""The publishers of a resource in the line below its title; the page of the resource names all of them."""
MAX_LINE = 400
"""Characters of the title or a change of a resource; its page in the catalog has all of it."""
MAX_FACT = 120
"""Characters of a fact about a resource, such as the name of a publisher."""
MAX_SUMMARY = 1_500
"""Characters of a summary."""
MAX_ADDRESS = 500
"""Characters of a web address that is given; a longer one is on the page in the catalog."""
MAX_LINE_BREAKS = 40
"""Line ends in one text. Further lines are joined: a hundred notes with one letter a line would fill 1,000 pages."""


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """An item. `title` links to its page in the catalog, if it has one; `number` counts from 1 across all sections.

    `facts` are the line below the title, `changes` are sentences with the page of the resource they name, and
    `locations` are the labels and URLs of the resource. `language` is that of title and summary, None if unknown.
    """

    number: int
    title: Link
    facts: tuple[str, ...]
    note: str
    summary: str
    changes: tuple[Link, ...]
    locations: tuple[Link, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A section with its items. The title is empty for items before any titled section."""

    title: str
    items: tuple[DocumentItem, ...]


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """The document. `language` is that of our texts, `toolkit_language` that of its author's, None if unknown.

    `origin` are lines about its source. Texts have only characters that XML allows, and titles are on one line.
    """

    title: str
    purpose: str
    language: str
    toolkit_language: str | None
    facts: tuple[str, ...]
    sections: tuple[DocumentSection, ...]
    origin: tuple[Link, ...]
    notice: Notice

    def contents(self) -> tuple[DocumentSection, ...]:
        """Return the sections for the table of contents; none if only one has a title."""
        titled = tuple(section for section in self.sections if section.title)
        return titled if len(titled) > 1 else ()


def document_model_of(source: ToolkitSource) -> DocumentModel:
    """Return the toolkit as a document, without empty sections."""
    toolkit = source.resolved.toolkit
    items = tuple(source.resolved.items())
    facts_below_title = (resource_count_label(len(items)), made_words(toolkit.made) if toolkit.made else "")
    return DocumentModel(
        title=source.title,
        purpose=clean_lines(toolkit.purpose),
        language=source.urls.language,
        toolkit_language=toolkit.language,
        facts=tuple(filter(None, facts_below_title)),
        sections=tuple(_sections(source)),
        origin=tuple(_origin(source)),
        notice=notice(),
    )


def clean_lines(text: str) -> str:
    """Return a text with its lines, at most one blank line in a row, and only characters that XML allows.

    After MAX_LINE_BREAKS, lines are joined.
    """
    lines = [line.strip() for line in xml_safe(text).splitlines()]
    *first_lines, rest = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().split("\n", MAX_LINE_BREAKS)
    return "\n".join((*first_lines, re.sub(r"\n+", " ", rest)))


def _sections(source: ToolkitSource) -> Iterator[DocumentSection]:
    number = 0
    for section in source.resolved.sections:
        if section.items:
            items = [_item(source, item, number + index) for index, item in enumerate(section.items, 1)]
            number += len(items)
            yield DocumentSection(one_line(section.title), tuple(items))


def _item(source: ToolkitSource, item: ResolvedItem, number: int) -> DocumentItem:
    record = item.record
    text = localized_text(record) if record else None
    return DocumentItem(
        number=number,
        title=Link(_short_line(text.title if text else item.title), source.urls.resource(record.id) if record else ""),
        facts=tuple(_short_line(fact, MAX_FACT) for fact in _facts(source, item)),
        note=clean_lines(item.item.note),
        summary=clean_lines(excerpt(text.summary or "", MAX_SUMMARY)) if text else "",
        changes=tuple(
            Link(_short_line(change_words(change)), source.urls.resource(change.record.id) if change.record else "")
            for change in item.changes
        ),
        locations=tuple(_locations(source, item)),
        language=text.language if text else None,
    )


def _short_line(text: str, limit: int = MAX_LINE) -> str:
    return excerpt(one_line(text[: 4 * limit]), limit)  # white space may be long


def _facts(source: ToolkitSource, item: ResolvedItem) -> Iterator[str]:
    if record := item.record:
        yield from record_facts(record, source.texts.get(record.id, ()), source.taxonomy)
        if record.agency_size:
            yield agency_words(record.agency_size)
        for name in record.publishers[:MAX_PUBLISHERS]:
            yield source.taxonomy.publisher_label(name)


def _locations(source: ToolkitSource, item: ResolvedItem) -> Iterator[Link]:
    if record := item.record:
        if (address := web_address(record)) and len(address) <= MAX_ADDRESS:
            yield Link(_("On the web"), xml_safe(address))
        elif record.listed_at and len(record.listed_at) <= MAX_ADDRESS:
            yield Link(_("Listed at %(site)s", site=site_host(record.listed_at)), xml_safe(record.listed_at))
        yield Link(_("In the catalog"), source.urls.resource(record.id))


def _origin(source: ToolkitSource) -> Iterator[Link]:
    yield Link(_("From the %(name)s", name=SITE_NAME), source.urls.home())
    if source.toolkit_url:
        yield Link(_("This toolkit on the web"), source.toolkit_url)
        if source.expires:
            yield Link(expiry_words(source.expires))
    yield Link(written_words(source.today, source.published_at.date()))
