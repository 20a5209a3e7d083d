"""A resource as its page shows it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from catalog.facets import record_facets
from catalog.model import Entry, Record
from catalog.schemas import is_web_address
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from webui.components.cards import Card, Link, record_card
from webui.components.documents import DocumentView, document_views, host_words
from webui.components.text_blocks import paragraphs
from webui.i18n.formatting import agency_words, date_words, duration_words, excerpt, page_words
from webui.i18n.labels import legend, localized, relation_label
from webui.i18n.locale import gettext
from webui.search.state import SearchState
from webui.urls import Addresses

RELATED = 6
"""Resources shown beside another one."""
PLACED = ("format", "topic", "agency_size", "audience", "publisher", "language", "engagement", "rating")
"""Facets whose row has a fixed place. Those that are added to FACETS follow the engagement, under their labels."""
DESCRIPTION = 160
"""Characters of the line that other search engines show."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A line of what is known; a value without an address is plain text."""

    name: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RelatedCard:
    """A resource to show beside another one: its card, why it is there, and its format and year, as far as known."""

    card: Card
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """Everything the page of a resource shows.

    `action` opens the resource on the web. Where it is None, the likeliest link of the document `main` is what most
    people come for, and where that is None, too, there is nothing to open.
    """

    card: Card
    subtitle: str | None
    summary: tuple[str, ...]
    description: str
    action: Link | None
    main: DocumentView | None
    similar_url: str
    documents: tuple[DocumentView, ...]
    rows: tuple[FactRow, ...]
    related: tuple[RelatedCard, ...]


def resource_view(entry: Entry, searcher: Searcher, addresses: Addresses) -> ResourceView:
    """Return what the page of a resource shows."""
    record, taxonomy = entry.record, localized(searcher.taxonomy)
    documents = tuple(document_views(entry, addresses))
    action = _action(record)
    return ResourceView(
        card=record_card(record, taxonomy, addresses),
        subtitle=record.subtitle,
        summary=paragraphs(record.summary or ""),
        description=excerpt(record.summary or record.title, DESCRIPTION),
        action=action,
        main=None if action else next((each for each in documents if each.links), None),
        similar_url=addresses.search(SearchState().with_text(record.title).as_params()),
        documents=documents,
        rows=tuple(
            row for row in _rows(record, taxonomy, addresses, _replaced(record, searcher, addresses)) if row.values
        ),
        related=tuple(_related(record, searcher, addresses)),
    )


def _action(record: Record) -> Link | None:
    if record.url and is_web_address(record.url):
        return Link(gettext("Open the resource at %(site)s", site=host_words(record.url)), record.url)
    return None


def _related(record: Record, searcher: Searcher, addresses: Addresses) -> Iterator[RelatedCard]:
    """Yield RELATED resources, or as many more as the record itself names."""
    taxonomy = localized(searcher.taxonomy)
    limit = max(RELATED, len(record.related) + len(record.supersedes))
    for each in searcher.related(record.id, limit):
        other = each.record
        kind = taxonomy.label("format", other.format) if other.format else ""
        year = str(other.published.year) if other.published else ""
        card = record_card(other, taxonomy, addresses)
        yield RelatedCard(card, relation_label(each.relation), tuple(fact for fact in (kind, year) if fact))


# What is known


def _rows(record: Record, taxonomy: Taxonomy, addresses: Addresses, replaced: tuple[Link, ...]) -> Iterator[FactRow]:
    def terms(facet: str, values: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(taxonomy.label(facet, value), _facet_url(facet, value, addresses)) for value in values)

    def words(field: str, *texts: str | None) -> tuple[Link, ...]:
        return tuple(Link(text, _field_url(field, text, addresses)) for text in texts if text)

    publishers = [taxonomy.publisher(name) for name in record.publishers]
    yield FactRow(gettext("Format"), terms("format", (record.format,) if record.format else ()))
    yield FactRow(
        gettext("Topics"), tuple(Link(taxonomy.label("topic", each), addresses.topic(each)) for each in record.topics)
    )
    yield FactRow(gettext("Agency size"), (Link(agency_words(record.agency_size)),))
    yield FactRow(gettext("Useful for"), terms("audience", record.audiences))
    yield FactRow(gettext("Published"), _dates(record))
    yield FactRow(
        gettext("Publisher"),
        tuple(Link(each.label, _facet_url("publisher", each.value, addresses)) for each in publishers),
    )
    yield FactRow(gettext("Authors"), words("author", *record.authors))
    yield FactRow(gettext("Series"), words("series", record.series))
    yield FactRow(gettext("Edition"), _texts(record.edition))
    yield FactRow(gettext("Replaces"), replaced)
    yield FactRow(gettext("Length"), _texts(*_length(record)))
    yield FactRow(gettext("Language"), terms("language", (record.language,) if record.language else ()))
    yield FactRow(gettext("PSP engagement"), terms("engagement", record.engagement))
    for facet in record_facets(without=PLACED):
        values = tuple(value.value for value in taxonomy.values(facet, Entry(record)))
        yield FactRow(legend(facet.name), terms(facet.name, values))
    yield FactRow(gettext("Evidence rating"), tuple(_rating(record)))
    yield FactRow(gettext("Numbers"), tuple(_numbers(record)))
    yield FactRow(gettext("Keywords"), words("keyword", *record.keywords))
    yield FactRow(gettext("Rights"), _texts(record.rights))
    yield FactRow(gettext("In this catalog"), _texts(*_history(record)))


def _replaced(record: Record, searcher: Searcher, addresses: Addresses) -> tuple[Link, ...]:
    """Return the resources that this one has taken the place of, as far as they are still here."""
    entries = (searcher.get(each) for each in record.supersedes)
    return tuple(Link(each.record.title, addresses.resource(each.record.id)) for each in entries if each)


def _texts(*texts: str | None) -> tuple[Link, ...]:
    return tuple(Link(text) for text in texts if text)


def _facet_url(facet: str, value: str, addresses: Addresses) -> str:
    """Return the search for everything with the value; empty for a value without a name."""
    return addresses.search(SearchState().add(facet, value).as_params()) if value else ""


def _field_url(field: str, text: str, addresses: Addresses) -> str:
    """Return the search for everything with the text in the field."""
    unquoted = text.replace('"', " ")
    return addresses.search(SearchState().with_text(f'{field}:"{unquoted}"').as_params())


def _dates(record: Record) -> tuple[Link, ...]:
    return (Link(date_words(record.published)),) if record.published else ()


def _length(record: Record) -> Iterator[str]:
    if record.pages:
        yield page_words(record.pages)
    if record.duration_s:
        yield duration_words(record.duration_s)


def _rating(record: Record) -> Iterator[Link]:
    """Yield the rating with its source; it is passed on, never made here."""
    if rating := record.rating:
        date = f" ({rating.date})" if rating.date else ""
        url = rating.url if rating.url and is_web_address(rating.url) else ""
        yield Link(
            gettext("%(rating)s, as rated by %(scheme)s", rating=rating.value, scheme=f"{rating.scheme}{date}"), url
        )


def _numbers(record: Record) -> Iterator[Link]:
    numbers = record.identifiers
    if numbers.ncj:
        yield Link(f"NCJ {numbers.ncj}")
    if numbers.doi:
        yield Link(f"DOI {numbers.doi}", f"https://doi.org/{quote(numbers.doi, safe='/()')}")
    if numbers.isbn:
        yield Link(f"ISBN {numbers.isbn}")
    if numbers.report:
        yield Link(gettext("Report %(number)s", number=numbers.report))


def _history(record: Record) -> Iterator[str]:
    if record.added:
        yield gettext("Added %(date)s", date=date_words(record.added))
    if record.reviewed:
        yield gettext("reviewed %(date)s", date=date_words(record.reviewed))
