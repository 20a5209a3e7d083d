"""A resource as its page shows it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.generations.page_pictures import PagePictures
from catalog.model import Entry, Record
from catalog.schemas import is_web_address
from catalog.search.searcher import Searcher
from catalog.web_hosts import site_host
from webui.components.cards import Card, Link, record_card
from webui.components.documents import DocumentView, document_views
from webui.components.text_blocks import paragraphs
from webui.i18n.formatting import date_words, excerpt
from webui.i18n.labels import localized, localized_text, relation_label, translation_note
from webui.i18n.locale import gettext
from webui.resources.elsewhere import Elsewhere, elsewhere
from webui.resources.fact_rows import FactRow, fact_rows
from webui.resources.page_pictures import PictureView, first_pages, page_sizes, pictured_pages
from webui.search.query_links import query_url
from webui.search.state import SearchState
from webui.urls import SiteUrls

RELATED_RESOURCES = 6
"""Related resources on the page, unless the record names more."""
MAX_DESCRIPTION = 160
"""Characters of the meta description, which other search engines show."""


@dataclass(frozen=True, slots=True)
class RelatedCard:
    """A related resource: its card, the relation, and its format and year if known."""

    card: Card
    relation: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """Everything the page of a resource shows.

    `action` opens the resource on the web: at its address, or, if that is on a host that its owner gave up, in another
    way; then `old_address` is the address. `link_note` says when the address was last reached, if that is known. If
    `action` is None, `main_document` is the first document that can be opened, and `listed_at` a page that names the
    resource; if these are None too, nothing can be opened. `translation_note` says in which language the resource
    itself is, if its texts here are translated; its own title follows. `elsewhere` has links for when it cannot be
    opened. `first_pages` has the picture of each document's first page, or None, and `pictured_pages` the documents,
    from 0, and pages, from 1, that have a picture.
    """

    card: Card
    subtitle: str | None
    summary: tuple[str, ...]
    description: str
    translation_note: str
    action: Link | None
    old_address: Link | None
    listed_at: Link | None
    link_note: str
    elsewhere: Elsewhere | None
    main_document: DocumentView | None
    similar_url: str
    documents: tuple[DocumentView, ...]
    first_pages: tuple[PictureView | None, ...]
    pictured_pages: frozenset[tuple[int, int]]
    fact_rows: tuple[FactRow, ...]
    related: tuple[RelatedCard, ...]


def resource_view(entry: Entry, searcher: Searcher, urls: SiteUrls, pictures: PagePictures) -> ResourceView:
    """Return what the page of a resource shows."""
    record, taxonomy, text = entry.record, localized(searcher.taxonomy), localized_text(entry.record)
    documents = tuple(document_views(entry, searcher.passage_counts(record.id), urls))
    is_here, is_dead = any(document.links for document in documents), entry.link_health.is_dead
    ways_out = elsewhere(record, taxonomy, is_here=is_here, is_dead=is_dead)
    address, sizes = _address(record), page_sizes(entry, pictures)
    action = ways_out.best if ways_out and ways_out.best else address
    return ResourceView(
        card=record_card(record, taxonomy, urls),
        subtitle=text.subtitle,
        summary=paragraphs(text.summary or ""),
        description=excerpt(text.summary or text.title, MAX_DESCRIPTION),
        translation_note=translation_note(record),
        action=action,
        old_address=address if address is not action else None,
        listed_at=_listed_at(record),
        link_note=_link_note(entry),
        elsewhere=ways_out,
        main_document=None if action else next((document for document in documents if document.links), None),
        similar_url=query_url(SearchState(), text.title, urls),
        documents=documents,
        first_pages=tuple(first_pages(entry, documents, sizes, urls)),
        pictured_pages=pictured_pages(sizes),
        fact_rows=tuple(fact_rows(record, searcher, urls)),
        related=tuple(_related(record, searcher, urls)),
    )


def _address(record: Record) -> Link | None:
    if record.url and is_web_address(record.url):
        return Link(gettext("Open the resource at %(site)s", site=site_host(record.url)), record.url)
    return None


def _listed_at(record: Record) -> Link | None:
    if record.listed_at and is_web_address(record.listed_at):
        return Link(gettext("Listed at %(site)s", site=site_host(record.listed_at)), record.listed_at)
    return None


def _link_note(entry: Entry) -> str:
    """Return when the address of a resource was last reached, as a sentence; empty if that is not known."""
    health = entry.link_health
    reached = gettext("Last reached on %(date)s.", date=date_words(health.reached)) if health.reached else ""
    if not health.is_dead:
        return reached
    failed = gettext("This address did not work when it was last checked, on several days.")
    return f"{failed} {reached}".strip()


def _related(record: Record, searcher: Searcher, urls: SiteUrls) -> Iterator[RelatedCard]:
    """Yield RELATED_RESOURCES, or more if the record names more."""
    taxonomy = localized(searcher.taxonomy)
    limit = max(RELATED_RESOURCES, len(record.related) + len(record.supersedes))
    for related in searcher.related(record.id, limit):
        related_format, published = related.record.format, related.record.published
        facts = (
            gettext("Sample") if related.record.sample else "",
            taxonomy.label("format", related_format) if related_format else "",
            str(published.year) if published else "",
        )
        card = record_card(related.record, taxonomy, urls)
        yield RelatedCard(card, relation_label(related.relation), tuple(filter(None, facts)))
