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
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.query.tree import Query, Sort
from catalog.search.result import SearchResult
from catalog.text import slug
from webui.context import app_context, key, own_links, public_links
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csv_table import table
from webui.formats.records.listing import Listing, first_page, whole
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.http.cache import Made
from webui.http.params import typed_pairs
from webui.i18n.labels import labelled, localized
from webui.search.downloads import FEED, search_title
from webui.search.results import chips
from webui.search.state import PAGING, Pairs, page_count, turned

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
    """Answer a search as a feed: newest first unless `sort` asks for another order, FEED entries a page."""
    opened, typed = app_context().live.opened(), tuple(typed_pairs())
    if not any(name == "per_page" and value.strip() for name, value in typed):
        typed = (*typed, ("per_page", str(FEED)))
    asked = query_from_pairs(typed, opened.searcher.taxonomy, opened.searcher)
    query = replace(asked, sort=asked.sort or Sort.NEWEST, explain=False)
    return app_context().answers.respond(
        key(opened.searcher, f"search.{ending}", query_to_pairs(query)),
        lambda: Made(_feed(opened, query, ending), _headers(ending)),
    )


def _feed(opened: OpenGeneration, query: Query, ending: str) -> str:
    result, public, pairs = opened.searcher.search(query), public_links(), _feed_pairs(query)
    listing = replace(_listing(opened, result, ending), page=query.page, per_page=query.per_page)
    own = public.search_as(ending, pairs)
    everywhere = [pair for pair in pairs if pair[0] not in PAGING]
    html = public.search(everywhere)
    if ending == "rss":
        return rss(listing, html=html, own=own)
    pages = page_count(result.total, query.per_page)
    turns = {"first": 1, "previous": query.page - 1, "next": query.page + 1}
    there = {name: page for name, page in turns.items() if 1 <= page <= max(pages, 1)}
    return atom(
        listing,
        html=html,
        own=own,
        feed_id=public.search_as(ending, everywhere),
        turns={name: public.search_as(ending, turned(pairs, page)) for name, page in there.items()},
    )


def _feed_pairs(query: Query) -> Pairs:
    """Return the one way to write a feed's query as URL pairs; what is default in a feed is left out."""
    others = [pair for pair in query_to_pairs(query) if pair[0] not in ("per_page", "sort")]
    length = [("per_page", str(query.per_page))] if query.per_page != FEED else []
    order = [("sort", str(query.order))] if query.order is not Sort.NEWEST else []
    return tuple(sorted((*others, *length, *order)))


@feeds.get("/search.<any(csv, ris, bib):ending>")
def file(ending: str) -> Response:
    """Answer a search as a file of all its records, up to the limit, in the order of the page."""
    opened = app_context().live.opened()
    asked = query_from_pairs(typed_pairs(), opened.searcher.taxonomy, opened.searcher)
    query = first_page(asked)

    def make() -> Made:
        listing = _listing(opened, whole(opened.searcher, query), ending)
        return Made(WRITERS[ending](listing), _headers(ending, _file_name(query, listing)))

    return app_context().answers.respond(key(opened.searcher, f"search.{ending}", query_to_pairs(query)), make)


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


def _file_name(query: Query, listing: Listing) -> str:
    """Return the name of a file without its ending; it says so where more matched than there are in it."""
    words = slug(query.text)[:FILE_NAME].strip("-")
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
        raise NotFoundError(f"There is no resource '{record_id[:80]}'.")
    record = entry.record
    if record.id != record_id:
        return redirect(own_links().resource_as(record.id, ending), 301)

    def make() -> Made:
        made = dt.datetime.fromisoformat(opened.manifest.published_at)
        listing = Listing(record.title, (record,), 1, opened.searcher.taxonomy, public_links(), made)
        return Made(WRITERS[ending](listing), _headers(ending, f"clearinghouse-{slug(record.id)}"))

    return app_context().answers.respond(key(opened.searcher, f"resource.{ending}", record_id), make)
