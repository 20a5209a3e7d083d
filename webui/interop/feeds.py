"""Searches as feeds and files, and resources as references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.live import OpenGeneration
from catalog.search.result import SearchResult
from catalog.text import slug
from webui.components.entries import find_entry
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.citations.signposting import page_link
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csl_json import csl_json_file
from webui.formats.records.csv_table import csv_table
from webui.formats.records.listing import MAX_EXPORTED_RECORDS, Listing
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.http.cache import RenderedContent
from webui.http.machine_routes import FEED_EXTENSIONS, FILE_EXTENSIONS, REFERENCE_EXTENSIONS, any_extension
from webui.http.params import page_params
from webui.http.web_links import link_header
from webui.i18n.labels import localized, with_facet_labels
from webui.i18n.locale import language
from webui.media_types import EXPORT_TYPES
from webui.responses import CachedContent, respond
from webui.search.downloads import search_title
from webui.search.filters.constraints import constraints
from webui.search.state import SearchState, page_count

feeds = Blueprint("feeds", __name__)

WRITERS: Mapping[str, Callable[[Listing], str]] = MappingProxyType(
    {"csv": csv_table, "ris": ris, "bib": bibtex, "csl.json": csl_json_file}
)
LOCALIZED_FORMATS = frozenset({"atom", "rss", "csv"})
"""Formats with labels in the language of the request. References are always in English."""
MAX_FILE_NAME = 40
"""Characters of the query text in the name of a file."""


# Feeds


@feeds.get(f"/search.{any_extension(FEED_EXTENSIONS)}")
def feed(extension: str) -> Response:
    """Send a search as a feed: recently added first unless `sort` says otherwise."""
    generation = app_context().live.current_generation()
    return respond(SearchFeed(SearchState.from_feed_params(page_params(), generation.searcher), extension), generation)


@dataclass(frozen=True, slots=True)
class SearchFeed(CachedContent[OpenGeneration]):
    """A page of a feed."""

    state: SearchState
    extension: str

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the feed."""
        query = self.state.query
        result = generation.searcher.search(replace(query, passages=0, language=language()))
        listing = replace(_listing(generation, result, self.extension), page=query.page, per_page=query.per_page)
        text = self._rss(listing) if self.extension == "rss" else self._atom(listing)
        return RenderedContent(text, _headers(self.extension))

    def _rss(self, listing: Listing) -> str:
        urls = public_site_urls()
        feed_url = urls.search_as(self.extension, self.state.as_feed())
        return rss(listing, page_url=urls.search(self._first_page().as_feed()), feed_url=feed_url)

    def _atom(self, listing: Listing) -> str:
        urls, page = public_site_urls(), self.state.query.page
        first_page = self._first_page().as_feed()
        page_numbers = {"first": 1, "previous": page - 1, "next": page + 1}
        last_page = max(page_count(listing.total, listing.per_page), 1)
        states = {
            relation: self.state.with_page(number)
            for relation, number in page_numbers.items()
            if 1 <= number <= last_page
        }
        return atom(
            listing,
            page_url=urls.search(first_page),
            feed_url=urls.search_as(self.extension, self.state.as_feed()),
            feed_id=urls.search_as(self.extension, first_page),
            page_links={
                relation: urls.search_as(self.extension, state.as_feed()) for relation, state in states.items()
            },
        )

    def _first_page(self) -> SearchState:
        """Return the first page with the default number of entries: its URL identifies the feed."""
        return self.state.for_feed(self.state.query.order)


# Files


@feeds.get(f"/search.{any_extension(FILE_EXTENSIONS)}")
def file(extension: str) -> Response:
    """Send a search as a file with all its records, up to the limit, in the order of the page."""
    generation = app_context().live.current_generation()
    state = SearchState.from_params(page_params(), generation.searcher).without_paging()
    bets_since = generation.bets.unchanged_since(app_context().today())
    return respond(SearchFile(state, extension, bets_since), generation)


@dataclass(frozen=True, slots=True)
class SearchFile(CachedContent[OpenGeneration]):
    """A file with the results of a search. `bets_since` is the first day with the current best bets."""

    state: SearchState
    extension: str
    bets_since: dt.date

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the file."""
        query, first = replace(self.state.query, language=language()), generation.recommended_on(self.bets_since)
        result = generation.searcher.first_hits(query, MAX_EXPORTED_RECORDS, first)
        listing = _listing(generation, result, self.extension)
        headers = _headers(self.extension, _file_name(self.state.query.text, listing))
        return RenderedContent(WRITERS[self.extension](listing), headers)


def _file_name(text: str, listing: Listing) -> str:
    """Return the name of a file without its extension. It says if the file does not have all results."""
    words, length = slug(text)[:MAX_FILE_NAME].strip("-"), len(listing.records)
    limited = f"first-{length}-of-{listing.total}" if length < listing.total else ""
    return "-".join(part for part in ("clearinghouse", words, limited) if part)


# Resources


@feeds.get(f"/resources/<record_id>.{any_extension(REFERENCE_EXTENSIONS)}")
def reference(record_id: str, extension: str) -> Response:
    """Send a resource as a reference; redirect from a former id to the present one."""
    generation = app_context().live.current_generation()
    record = find_entry(record_id, generation).record
    if record.id != record_id:
        return redirect(site_urls().resource_as(record.id, extension), 301)
    return respond(ResourceReference(record_id, extension), generation)


@dataclass(frozen=True, slots=True)
class ResourceReference(CachedContent[OpenGeneration]):
    """A resource as a reference."""

    record_id: str
    extension: str

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the file."""
        record = find_entry(self.record_id, generation).record
        listing = Listing(
            record.title, (record,), 1, generation.searcher.taxonomy, public_site_urls(), generation.published_at
        )
        headers = _headers(self.extension, f"clearinghouse-{slug(record.id)}")
        headers["Link"] = link_header([page_link("describes", record.id, listing.urls)])
        return RenderedContent(WRITERS[self.extension](listing), headers)


# Common parts


def _listing(generation: OpenGeneration, result: SearchResult, extension: str) -> Listing:
    urls, taxonomy = public_site_urls(), localized(generation.searcher.taxonomy)
    return Listing(
        title=search_title(constraints(with_facet_labels(result, taxonomy), urls)),
        records=tuple(hit.record for hit in result.hits),
        total=result.total,
        taxonomy=taxonomy if extension in LOCALIZED_FORMATS else generation.searcher.taxonomy,
        urls=urls,
        updated_at=generation.published_at,
        changed_at=generation.changes.log.changed_at,
    )


def _headers(extension: str, file_name: str = "") -> dict[str, str]:
    """Return the headers of a format. With a name, browsers save the response under it (RFC 6266)."""
    is_json = EXPORT_TYPES[extension].endswith("json")  # always UTF-8; the type has no parameter (RFC 8259, section 11)
    headers = {"Content-Type": EXPORT_TYPES[extension] if is_json else f"{EXPORT_TYPES[extension]}; charset=utf-8"}
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}.{extension}"'
    return headers
