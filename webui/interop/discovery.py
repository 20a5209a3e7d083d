"""What tells programs of the site: its search for browsers, and its addresses for other search engines."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, json, request

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES as WRITTEN
from webui.context import app_context, key, public_links
from webui.formats.records.opensearch import opensearch
from webui.formats.records.sitemap import MOST, Place, sitemap, sitemap_index
from webui.http.cache import Key, Made
from webui.http.params import asked_only
from webui.i18n.messages import SiteMessageId

discovery = Blueprint("discovery", __name__)

PAGES = ("help/search", "api")
"""Pages of our own; those that editors wrote join them."""
DESCRIPTION = {"Content-Type": "application/opensearchdescription+xml; charset=utf-8"}


@discovery.get("/opensearch.xml")
def description() -> Response:
    """Describe the search to browsers, which then offer it themselves."""
    site = app_context()
    return site.answers.respond(
        Key("", "opensearch", (), request.script_root), lambda: Made(opensearch(public_links()), DESCRIPTION)
    )


@discovery.get("/opensearch/suggestions")
def suggestions() -> Response:
    """Answer with what a browser offers while somebody types, in the form of OpenSearch's Suggestions extension."""
    site = app_context()
    searcher = site.live.current()
    q = asked_only("q").get("q", "")
    return site.answers.respond(
        key(searcher, "opensearch/suggestions", q),
        lambda: json.dumps([q, list(searcher.suggest(q).completions)], ensure_ascii=False),
        "application/x-suggestions+json",
    )


@discovery.get("/sitemap.xml")
def whole_sitemap() -> Response:
    """List every page and resource, or the sitemaps that do where there are more than one may have."""
    site = app_context()
    opened = site.live.opened()
    searcher = opened.searcher
    parts = -(-(len(_fixed(opened)) + searcher.size) // MOST)

    def make() -> str:
        if parts == 1:
            return sitemap(_places(opened))
        return sitemap_index(site.public.page(f"sitemap-{number}.xml") for number in range(1, parts + 1))

    return site.answers.respond(key(searcher, "sitemap"), make, "application/xml")


@discovery.get("/sitemap-<int:number>.xml")
def part_of_sitemap(number: int) -> Response:
    """List one part of the pages and resources, counted from 1."""
    site = app_context()
    opened = site.live.opened()
    searcher = opened.searcher
    first = (number - 1) * MOST
    if not 0 <= first < len(_fixed(opened)) + searcher.size:
        raise NotFoundError(Message(SiteMessageId.NO_SITEMAP_PART))
    return site.answers.respond(
        key(searcher, "sitemap", number),
        lambda: sitemap(list(_places(opened))[first : first + MOST]),
        "application/xml",
    )


def _fixed(opened: OpenGeneration) -> list[str]:
    """Return the addresses of the pages that are no resources."""
    public, editorial = app_context().public, opened.editorial
    topics = [public.topic(term.value) for term in opened.searcher.taxonomy.topics]
    there = {page.name for page in editorial.pages} | ({"sites"} if editorial.sites else set())
    written = [name for name in WRITTEN if name in there]
    toolkits = ["toolkits", *(f"toolkits/{each.name}" for each in editorial.toolkits)]
    return [public.home(), public.search(), *topics, *map(public.page, (*PAGES, *written, *toolkits))]


def _places(opened: OpenGeneration) -> Iterator[Place]:
    """Yield every address of the sitemap, resources by id."""
    site = app_context()
    yield from ((address, None) for address in _fixed(opened))
    for record_id, day in site.overviews.of(opened.searcher).changed.items():
        yield site.public.resource(record_id), day


@discovery.get("/robots.txt")
def robots() -> Response:
    """Let every robot in, and show it the sitemap (RFC 9309, section 2.2; sitemaps.org)."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {app_context().public.page('sitemap.xml')}\n"
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
