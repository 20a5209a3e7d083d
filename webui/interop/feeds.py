"""A search as a feed or a file, and a resource as a reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Record
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.text import slug
from webui.context import app_context, own_links, public_links
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csv_table import table
from webui.formats.records.listing import Listing, first_hits
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.http.cache import RenderedContent
from webui.http.params import page_params
from webui.i18n.labels import labelled, localized
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, respond
from webui.search.downloads import search_title
from webui.search.results import constraints
from webui.search.state import SearchState, page_count

feeds = Blueprint("feeds", __name__)

TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "csv": "text/csv",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
"""Media types: RFC 4287 (section 7), RSS Advisory Board, RFC 7111, and what Zotero and others register for."""
WRITERS: Mapping[str, Callable[[Listing], str]] = MappingProxyType({"csv": table, "ris": ris, "bib": bibtex})
LOCALIZED_FORMATS = frozenset({"atom", "rss", "csv"})
"""Formats for people, in their language; citations in the other formats have the terms of the catalog."""
MAX_FILE_NAME = 40
"""Characters of the visitor's words in the name of a file."""


# Feeds


@feeds.get("/search.<any(atom, rss):ending>")
def feed(ending: str) -> Response:
    """Send a search as a feed: newest first unless `sort` says otherwise."""
    opened = app_context().live.opened()
    return respond(SearchFeed(SearchState.from_feed_params(page_params(), opened.searcher), ending), opened)


@dataclass(frozen=True, slots=True)
class SearchFeed(CachedContent[OpenGeneration]):
    """A page of a feed."""

    state: SearchState
    ending: str

    def render(self, opened: OpenGeneration) -> RenderedContent:
        """Return the feed."""
        result, query = opened.searcher.search(self.state.query), self.state.query
        listing = replace(_listing(opened, result, self.ending), page=query.page, per_page=query.per_page)
        text = self._rss(listing) if self.ending == "rss" else self._atom(listing)
        return RenderedContent(text, _headers(self.ending))

    def _rss(self, listing: Listing) -> str:
        public = public_links()
        own = public.search_as(self.ending, self.state.as_feed())
        return rss(listing, html=public.search(self._first_page().as_feed()), own=own)

    def _atom(self, listing: Listing) -> str:
        public, page = public_links(), self.state.query.page
        first_page = self._first_page().as_feed()
        numbers = {"first": 1, "previous": page - 1, "next": page + 1}
        last = max(page_count(listing.total, listing.per_page), 1)
        pages = {name: self.state.with_page(number) for name, number in numbers.items() if 1 <= number <= last}
        return atom(
            listing,
            html=public.search(first_page),
            own=public.search_as(self.ending, self.state.as_feed()),
            feed_id=public.search_as(self.ending, first_page),
            turns={name: public.search_as(self.ending, state.as_feed()) for name, state in pages.items()},
        )

    def _first_page(self) -> SearchState:
        """Return the first page of the feed, whatever its number of entries: its URL identifies the feed."""
        return self.state.for_feed(self.state.query.order)


# Files


@feeds.get("/search.<any(csv, ris, bib):ending>")
def file(ending: str) -> Response:
    """Send a search as a file of all its records, up to the limit, in the order of the page."""
    opened = app_context().live.opened()
    state = SearchState.from_params(page_params(), opened.searcher).without_paging()
    return respond(SearchFile(state, ending), opened)


@dataclass(frozen=True, slots=True)
class SearchFile(CachedContent[OpenGeneration]):
    """A file of the records that a search finds."""

    state: SearchState
    ending: str

    def render(self, opened: OpenGeneration) -> RenderedContent:
        """Return the file."""
        listing = _listing(opened, first_hits(opened.searcher, self.state.query), self.ending)
        headers = _headers(self.ending, _file_name(self.state.query.text, listing))
        return RenderedContent(WRITERS[self.ending](listing), headers)


def _file_name(text: str, listing: Listing) -> str:
    """Return the name of a file without its ending; it says so if more records matched than the file has."""
    words, length = slug(text)[:MAX_FILE_NAME].strip("-"), len(listing.records)
    limited = f"first-{length}-of-{listing.total}" if length < listing.total else ""
    return "-".join(part for part in ("clearinghouse", words, limited) if part)


# Resources


@feeds.get("/resources/<record_id>.<any(ris, bib):ending>")
def reference(record_id: str, ending: str) -> Response:
    """Send a resource as a reference; redirect from a former id to the present one."""
    opened = app_context().live.opened()
    record = _record(record_id, opened.searcher)
    if record.id != record_id:
        return redirect(own_links().resource_as(record.id, ending), 301)
    return respond(ResourceReference(record_id, ending), opened)


@dataclass(frozen=True, slots=True)
class ResourceReference(CachedContent[OpenGeneration]):
    """A resource as a reference."""

    record_id: str
    ending: str

    def render(self, opened: OpenGeneration) -> RenderedContent:
        """Return the file."""
        record = _record(self.record_id, opened.searcher)
        published = dt.datetime.fromisoformat(opened.manifest.published_at)
        listing = Listing(record.title, (record,), 1, opened.searcher.taxonomy, public_links(), published)
        headers = _headers(self.ending, f"clearinghouse-{slug(record.id)}")
        return RenderedContent(WRITERS[self.ending](listing), headers)


def _record(record_id: str, searcher: Searcher) -> Record:
    entry = searcher.get(record_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
    return entry.record


# What they share


def _listing(opened: OpenGeneration, result: SearchResult, ending: str) -> Listing:
    public, taxonomy = public_links(), localized(opened.searcher.taxonomy)
    return Listing(
        title=search_title(constraints(labelled(result, taxonomy), public)),
        records=tuple(hit.record for hit in result.hits),
        total=result.total,
        taxonomy=taxonomy if ending in LOCALIZED_FORMATS else opened.searcher.taxonomy,
        addresses=public,
        made=dt.datetime.fromisoformat(opened.manifest.published_at),
    )


def _headers(ending: str, file_name: str = "") -> dict[str, str]:
    """Return the headers of a format; browsers save a file under its name (RFC 6266)."""
    headers = {"Content-Type": f"{TYPES[ending]}; charset=utf-8"}
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}.{ending}"'
    return headers
