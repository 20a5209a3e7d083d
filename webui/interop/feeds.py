"""A search as a feed to follow or a file to keep, and a resource as a reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.search.result import SearchResult
from catalog.text import slug
from webui.context import app_context, key, own_links, public_links
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csv_table import table
from webui.formats.records.listing import Listing, whole
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.http.cache import Made
from webui.http.params import typed_pairs
from webui.i18n.labels import labelled, localized
from webui.i18n.messages import SiteMessageId
from webui.search.downloads import search_title
from webui.search.results import chips
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
READ = frozenset({"atom", "rss", "csv"})
"""Forms that people read, in their language; references are kept and cited, in the words of the catalog."""
FILE_NAME = 40
"""Characters of the visitor's words in a file's name."""


@feeds.get("/search.<any(atom, rss):ending>")
def feed(ending: str) -> Response:
    """Answer a search as a feed: newest first unless `sort` asks for another order."""
    opened = app_context().live.opened()
    state = SearchState.from_feed_params(typed_pairs(), opened.searcher)
    return app_context().answers.respond(
        key(opened.searcher, f"search.{ending}", state),
        lambda: Made(_feed(opened, state, ending), _headers(ending)),
    )


def _feed(opened: OpenGeneration, state: SearchState, ending: str) -> str:
    query, public = state.query, public_links()
    result = opened.searcher.search(query)
    listing = replace(_listing(opened, result, ending), page=query.page, per_page=query.per_page)
    own = public.search_as(ending, state.as_feed())
    first_page = state.for_feed(query.order).as_feed()
    html = public.search(first_page)
    if ending == "rss":
        return rss(listing, html=html, own=own)
    pages = page_count(result.total, query.per_page)
    turns = {"first": 1, "previous": query.page - 1, "next": query.page + 1}
    there = {name: page for name, page in turns.items() if 1 <= page <= max(pages, 1)}
    return atom(
        listing,
        html=html,
        own=own,
        feed_id=public.search_as(ending, first_page),
        turns={name: public.search_as(ending, state.with_page(page).as_feed()) for name, page in there.items()},
    )


@feeds.get("/search.<any(csv, ris, bib):ending>")
def file(ending: str) -> Response:
    """Answer a search as a file of all its records, up to the limit, in the order of the page."""
    opened = app_context().live.opened()
    state = SearchState.from_params(typed_pairs(), opened.searcher).without_paging()

    def make() -> Made:
        listing = _listing(opened, whole(opened.searcher, state.query), ending)
        return Made(WRITERS[ending](listing), _headers(ending, _file_name(state.query.text, listing)))

    return app_context().answers.respond(key(opened.searcher, f"search.{ending}", state), make)


def _listing(opened: OpenGeneration, result: SearchResult, ending: str) -> Listing:
    public, taxonomy = public_links(), localized(opened.searcher.taxonomy)
    named = labelled(result, taxonomy)
    return Listing(
        title=search_title(chips(named, public)),
        records=tuple(hit.record for hit in result.hits),
        total=result.total,
        taxonomy=taxonomy if ending in READ else opened.searcher.taxonomy,
        addresses=public,
        made=dt.datetime.fromisoformat(opened.manifest.published_at),
    )


def _file_name(text: str, listing: Listing) -> str:
    """Return the name of a file without its ending; it says so where more matched than there are in it."""
    words = slug(text)[:FILE_NAME].strip("-")
    shown = len(listing.records)
    part = f"first-{shown}-of-{listing.total}" if shown < listing.total else ""
    return "-".join(each for each in ("clearinghouse", words, part) if each)


def _headers(ending: str, file_name: str = "") -> dict[str, str]:
    """Return the headers of a form; browsers keep a file under its name (RFC 6266)."""
    headers = {"Content-Type": f"{TYPES[ending]}; charset=utf-8"}
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}.{ending}"'
    return headers


@feeds.get("/resources/<record_id>.<any(ris, bib):ending>")
def reference(record_id: str, ending: str) -> Response:
    """Answer with a resource as a reference; an old id leads to the present one."""
    opened = app_context().live.opened()
    entry = opened.searcher.get(record_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
    record = entry.record
    if record.id != record_id:
        return redirect(own_links().resource_as(record.id, ending), 301)

    def make() -> Made:
        made = dt.datetime.fromisoformat(opened.manifest.published_at)
        listing = Listing(record.title, (record,), 1, opened.searcher.taxonomy, public_links(), made)
        return Made(WRITERS[ending](listing), _headers(ending, f"clearinghouse-{slug(record.id)}"))

    return app_context().answers.respond(key(opened.searcher, f"resource.{ending}", record_id), make)
