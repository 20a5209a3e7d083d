"""Discovery by other programs: OpenSearch for browsers, the sitemap and robots.txt for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, json

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES as PROGRAM_PAGES
from webui.context import app_context, public_site_urls
from webui.formats.records.opensearch import opensearch
from webui.formats.records.sitemap import MAX_SITEMAP_URLS, SitemapUrl, sitemap, sitemap_index
from webui.http.cache import RenderedContent
from webui.http.params import allowed_params
from webui.i18n.locale import language
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, respond

discovery = Blueprint("discovery", __name__)

FIXED_PAGES = ("topics", "help/search", "api", "embed")
"""Pages that editors do not write."""
DESCRIPTION_HEADERS = {"Content-Type": "application/opensearchdescription+xml; charset=utf-8"}


@discovery.get("/opensearch.xml")
def opensearch_description() -> Response:
    """Describe the search to browsers, so that they can offer it."""
    return respond(SearchDescription(), None)


@dataclass(frozen=True, slots=True)
class SearchDescription(CachedContent[None]):
    """The OpenSearch description of the site; it does not depend on a generation."""

    def render(self, generation: None) -> RenderedContent:  # noqa: ARG002  # there is none
        """Return the description."""
        return RenderedContent(opensearch(public_site_urls()), DESCRIPTION_HEADERS)


@discovery.get("/opensearch/suggestions")
def suggestions() -> Response:
    """Suggest completions for the address bar of a browser, in the format of OpenSearch's Suggestions extension."""
    generation = app_context().live.current_generation()
    return respond(BrowserSuggestions(allowed_params("q").get("q", "")), generation)


@dataclass(frozen=True, slots=True)
class BrowserSuggestions(CachedContent[OpenGeneration]):
    """Completions of a text, for the address bar of a browser."""

    mimetype: ClassVar[str] = "application/x-suggestions+json"

    q: str

    def render(self, generation: OpenGeneration) -> str:
        """Return the text and its completions as JSON."""
        completions = generation.searcher.suggest(self.q, language=language()).completions
        return json.dumps([self.q, list(completions)], ensure_ascii=False)


@discovery.get("/sitemap.xml")
def full_sitemap() -> Response:
    """List every page and resource, or the parts of the sitemap if one file cannot hold them."""
    return respond(Sitemap(), app_context().live.current_generation())


@discovery.get("/sitemap-<int:number>.xml")
def partial_sitemap(number: int) -> Response:
    """List one part of the pages and resources, counted from 1."""
    generation = app_context().live.current_generation()
    if not 0 < number <= _part_count(generation):
        raise NotFoundError(Message(SiteMessageId.NO_SITEMAP_PART))
    return respond(Sitemap(number), generation)


@dataclass(frozen=True, slots=True)
class Sitemap(CachedContent[OpenGeneration]):
    """A part of the sitemap, counted from 1, or all of it."""

    mimetype: ClassVar[str] = "application/xml"

    part: int | None = None

    def render(self, generation: OpenGeneration) -> str:
        """Return the sitemap, or an index of its parts if it is too long for one file."""
        if self.part is not None:
            first = (self.part - 1) * MAX_SITEMAP_URLS
            return sitemap(list(_sitemap_urls(generation))[first : first + MAX_SITEMAP_URLS])
        parts = _part_count(generation)
        if parts == 1:
            return sitemap(_sitemap_urls(generation))
        return sitemap_index(app_context().public_urls.page(f"sitemap-{part}.xml") for part in range(1, parts + 1))


def _part_count(generation: OpenGeneration) -> int:
    return -(-(len(_page_urls(generation)) + generation.searcher.size) // MAX_SITEMAP_URLS)


def _page_urls(generation: OpenGeneration) -> list[str]:
    """Return the URLs of all pages except resources."""
    urls, editorial = app_context().public_urls, generation.editorial
    topics = [urls.topic(term.value) for term in generation.searcher.taxonomy.topics]
    names = {page.name for page in editorial.pages} | ({"sites"} if editorial.sites else set())
    program = [name for name in PROGRAM_PAGES if name in names]
    toolkits = ["toolkits", *(f"toolkits/{toolkit.name}" for toolkit in editorial.toolkits)]
    return [urls.home(), urls.search(), *topics, *map(urls.page, (*FIXED_PAGES, *program, *toolkits))]


def _sitemap_urls(generation: OpenGeneration) -> Iterator[SitemapUrl]:
    """Yield the URLs of pages, then those of resources in the order of their ids, with the day of their last change."""
    context, log = app_context(), generation.changes.log
    yield from ((url, None) for url in _page_urls(generation))
    for record_id, day in context.overviews.of(generation.searcher).last_checked.items():
        yield context.public_urls.resource(record_id), log.changed_at(record_id) or day


@discovery.get("/robots.txt")
def robots() -> Response:
    """Allow every robot everything, and point it to the sitemap (RFC 9309, section 2.2; sitemaps.org)."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {app_context().public_urls.page('sitemap.xml')}\n"
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
