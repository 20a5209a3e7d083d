"""What tells other programs about the site: its search for browsers, and its pages for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, json

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES as PROGRAM_PAGES
from webui.context import app_context, public_links
from webui.formats.records.opensearch import opensearch
from webui.formats.records.sitemap import MAX_SITEMAP_URLS, SitemapUrl, sitemap, sitemap_index
from webui.http.cache import RenderedContent
from webui.http.params import only_params
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, respond

discovery = Blueprint("discovery", __name__)

OWN_PAGES = ("help/search", "api")
"""Pages that are there without editors."""
DESCRIPTION = {"Content-Type": "application/opensearchdescription+xml; charset=utf-8"}


@discovery.get("/opensearch.xml")
def opensearch_description() -> Response:
    """Describe the search to browsers, so that they can offer it."""
    return respond(SearchDescription(), None)


@dataclass(frozen=True, slots=True)
class SearchDescription(CachedContent[None]):
    """The OpenSearch description of the site; it needs no generation."""

    def render(self, opened: None) -> RenderedContent:  # noqa: ARG002  # there is none
        """Return the description."""
        return RenderedContent(opensearch(public_links()), DESCRIPTION)


@discovery.get("/opensearch/suggestions")
def suggestions() -> Response:
    """Suggest completions for the address bar of a browser, in the format of OpenSearch's Suggestions extension."""
    opened = app_context().live.opened()
    return respond(BrowserSuggestions(only_params("q").get("q", "")), opened)


@dataclass(frozen=True, slots=True)
class BrowserSuggestions(CachedContent[OpenGeneration]):
    """Completions of what somebody types."""

    mimetype: ClassVar[str] = "application/x-suggestions+json"

    q: str

    def render(self, opened: OpenGeneration) -> str:
        """Return the text and its completions as JSON."""
        return json.dumps([self.q, list(opened.searcher.suggest(self.q).completions)], ensure_ascii=False)


@discovery.get("/sitemap.xml")
def full_sitemap() -> Response:
    """List every page and resource, or the sitemaps that do if there are more than one sitemap may have."""
    return respond(Sitemap(), app_context().live.opened())


@discovery.get("/sitemap-<int:number>.xml")
def partial_sitemap(number: int) -> Response:
    """List one part of the pages and resources, counted from 1."""
    opened = app_context().live.opened()
    if not 0 < number <= _part_count(opened):
        raise NotFoundError(Message(SiteMessageId.NO_SITEMAP_PART))
    return respond(Sitemap(number), opened)


@dataclass(frozen=True, slots=True)
class Sitemap(CachedContent[OpenGeneration]):
    """A part of the sitemap, counted from 1, or all of it."""

    mimetype: ClassVar[str] = "application/xml"

    part: int | None = None

    def render(self, opened: OpenGeneration) -> str:
        """Return the sitemap, or an index of its parts if it is too long for one file."""
        if self.part is not None:
            first = (self.part - 1) * MAX_SITEMAP_URLS
            return sitemap(list(_places(opened))[first : first + MAX_SITEMAP_URLS])
        parts = _part_count(opened)
        if parts == 1:
            return sitemap(_places(opened))
        return sitemap_index(app_context().public.page(f"sitemap-{part}.xml") for part in range(1, parts + 1))


def _part_count(opened: OpenGeneration) -> int:
    return -(-(len(_fixed(opened)) + opened.searcher.size) // MAX_SITEMAP_URLS)


def _fixed(opened: OpenGeneration) -> list[str]:
    """Return the URLs of all pages but those of resources."""
    public, editorial = app_context().public, opened.editorial
    topics = [public.topic(term.value) for term in opened.searcher.taxonomy.topics]
    written = {page.name for page in editorial.pages} | ({"sites"} if editorial.sites else set())
    program = [name for name in PROGRAM_PAGES if name in written]
    toolkits = ["toolkits", *(f"toolkits/{toolkit.name}" for toolkit in editorial.toolkits)]
    return [public.home(), public.search(), *topics, *map(public.page, (*OWN_PAGES, *program, *toolkits))]


def _places(opened: OpenGeneration) -> Iterator[SitemapUrl]:
    """Yield every URL of the sitemap, resources by id."""
    site = app_context()
    yield from ((address, None) for address in _fixed(opened))
    for record_id, day in site.overviews.of(opened.searcher).changed.items():
        yield site.public.resource(record_id), day


@discovery.get("/robots.txt")
def robots() -> Response:
    """Allow every robot everything, and point it to the sitemap (RFC 9309, section 2.2; sitemaps.org)."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {app_context().public.page('sitemap.xml')}\n"
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
