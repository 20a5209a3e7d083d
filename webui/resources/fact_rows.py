"""The table of facts about a resource. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from catalog.facets import record_facets
from catalog.identifiers import bare_doi, bare_ncj
from catalog.model import Entry, Record
from catalog.schemas import is_web_address
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from webui.components.cards import Link, foreign_language, record_links
from webui.i18n.formatting import agency_words, date_words, duration_words, page_words
from webui.i18n.labels import facet_label, localized, rating_value
from webui.i18n.locale import ENGLISH, gettext
from webui.search.query_links import facet_url, query_url
from webui.search.state import SearchState
from webui.urls import SiteUrls

FACETS_WITH_FIXED_ROWS = ("format", "topic", "agency_size", "audience", "publisher", "language", "engagement", "rating")
"""Facets with a row of their own below. Any other facet follows the engagement."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of the table: a label, and values with or without a link; `lang` is their language, None for the page's."""

    name: str
    values: tuple[Link, ...]
    lang: str | None = None


def fact_rows(record: Record, searcher: Searcher, urls: SiteUrls) -> Iterator[FactRow]:
    """Yield the rows that have values."""
    taxonomy = localized(searcher.taxonomy)
    for row in _rows(record, taxonomy, urls, _superseded(record, searcher, urls)):
        if row.values:
            yield row


def _rows(record: Record, taxonomy: Taxonomy, urls: SiteUrls, superseded: tuple[Link, ...]) -> Iterator[FactRow]:
    """Yield all rows in their order, including those without values."""

    def facet_links(facet: str, values: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(
            Link(taxonomy.label(facet, value), facet_url(facet, value, urls) if value else "") for value in values
        )

    def field_links(field: str, *texts: str | None) -> tuple[Link, ...]:
        return tuple(Link(text, _field_url(field, text, urls)) for text in texts if text)

    publishers = [taxonomy.publisher(name) for name in record.publishers]
    yield FactRow(gettext("Format"), facet_links("format", (record.format,) if record.format else ()))
    yield FactRow(
        gettext("Topics"), tuple(Link(taxonomy.label("topic", topic), urls.topic(topic)) for topic in record.topics)
    )
    yield FactRow(gettext("Agency size"), _plain_values(_size(record)))
    yield FactRow(gettext("Useful for"), facet_links("audience", record.audiences))
    yield FactRow(gettext("Published"), _dates(record))
    yield FactRow(
        gettext("Publisher"),
        tuple(
            Link(publisher.label, facet_url("publisher", publisher.value, urls) if publisher.value else "")
            for publisher in publishers
        ),
    )
    yield FactRow(gettext("Authors"), field_links("author", *record.authors))
    yield FactRow(gettext("Series"), field_links("series", record.series))
    yield FactRow(gettext("Edition"), _plain_values(record.edition))
    yield FactRow(gettext("Replaces"), superseded)
    yield FactRow(gettext("Length"), _plain_values(*_length(record)))
    yield FactRow(gettext("Language"), facet_links("language", (record.language,) if record.language else ()))
    yield FactRow(gettext("PSP engagement"), facet_links("engagement", record.engagement))
    for facet in record_facets(without=FACETS_WITH_FIXED_ROWS):
        values = tuple(value.value for value in taxonomy.values(facet, Entry(record)))
        yield FactRow(facet_label(facet.name), facet_links(facet.name, values))
    yield FactRow(gettext("Evidence rating"), tuple(_rating(record)))
    yield FactRow(gettext("Identifiers"), tuple(_numbers(record)))
    yield FactRow(
        gettext("Keywords"), field_links("keyword", *record.keywords), foreign_language(record.language or ENGLISH)
    )
    yield FactRow(gettext("Rights"), _plain_values(record.rights))
    yield FactRow(gettext("In this catalog"), _plain_values(*_history(record)))


def _superseded(record: Record, searcher: Searcher, urls: SiteUrls) -> tuple[Link, ...]:
    """Return links to the resources that this one replaces and that are still in the catalog."""
    entries = (searcher.head(record_id) for record_id in record.supersedes)
    return tuple(record_links((entry.record for entry in entries if entry), urls))


def _size(record: Record) -> str | None:
    return agency_words(record.agency_size) if record.agency_size else None


def _plain_values(*texts: str | None) -> tuple[Link, ...]:
    return tuple(Link(text) for text in texts if text)


def _field_url(field: str, text: str, urls: SiteUrls) -> str:
    """Return the URL of the search for a phrase in a field."""
    unquoted = text.replace('"', " ")
    return query_url(SearchState(), f'{field}:"{unquoted}"', urls)


def _dates(record: Record) -> tuple[Link, ...]:
    return (Link(date_words(record.published)),) if record.published else ()


def _length(record: Record) -> Iterator[str]:
    if record.pages:
        yield page_words(record.pages)
    if record.duration_s:
        yield duration_words(record.duration_s)


def _rating(record: Record) -> Iterator[Link]:
    """Yield the rating with the name of its source."""
    if rating := record.rating:
        date = f" ({rating.date})" if rating.date else ""
        url = rating.url if rating.url and is_web_address(rating.url) else ""
        value, scheme = rating_value(rating.value), f"{rating.scheme}{date}"
        yield Link(gettext("%(rating)s, as rated by %(scheme)s", rating=value, scheme=scheme), url)


def _numbers(record: Record) -> Iterator[Link]:
    numbers = record.identifiers
    if numbers.ncj:
        yield Link(f"NCJ {bare_ncj(numbers.ncj)}")
    if numbers.doi:
        doi = bare_doi(numbers.doi)
        yield Link(f"DOI {doi}", f"https://doi.org/{quote(doi, safe='/()')}")
    if numbers.isbn:
        yield Link(f"ISBN {numbers.isbn}")
    if numbers.report:
        yield Link(gettext("Report %(number)s", number=numbers.report))


def _history(record: Record) -> Iterator[str]:
    if record.added:
        yield gettext("Added %(date)s", date=date_words(record.added))
    if record.reviewed:
        yield gettext("reviewed %(date)s", date=date_words(record.reviewed))
