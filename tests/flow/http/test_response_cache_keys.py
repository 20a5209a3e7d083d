"""The cache key of a response holds all its inputs: requests that differ in one never share a cached response."""

import datetime as dt
import re
import sys
from collections import Counter
from dataclasses import FrozenInstanceError, dataclass

import pytest
from flask import request

import web_catalog
from catalog.live import OpenGeneration
from paths import ROOT
from toolkit_site import Clock
from webui import create_app
from webui.api import content as api
from webui.api import resource_list
from webui.api.overview import ApiOverview
from webui.api.reference import routes as api_reference
from webui.embed import frame, oembed
from webui.embed import routes as widget_files
from webui.embed.builder import routes as embed_builder
from webui.interop import discovery, feeds, well_known
from webui.interop.mcp.tools.tool import ToolAnswer
from webui.pages import help as help_pages
from webui.pages import home, program, topics
from webui.resources import page_routes
from webui.resources import routes as resources
from webui.responses import CachedContent, respond
from webui.search import routes as search
from webui.toolkits import shared_routes as toolkits
from webui.toolkits.builder import routes as builder

BUILD, EMBED, FRAME = "/toolkit/build", "/embed", "/embed/frame"
OEMBED = "/oembed?url=http://127.0.0.1:8000"
URLS: dict[type[CachedContent], tuple[str, ...]] = {
    search.SearchPage: (
        "/search",
        "/search?q=LPR",
        "/search?q=shooting&page=2",
        "/search?q=shooting&per_page=5",
        "/search?q=shooting&sort=title",
        "/search?q=shooting&explain=1",
        "/search?format=publication",
        "/search?format=podcast&format=publication",
        "/search?format=publication&format=podcast",
        "/search?agency_size=small",
        "/search?sworn=40",
        "/search?sworn=41",
        "/search?published_from=2001",
        "/search?published_to=2001",
        "/search?sworn=none",
        "/search?sworn=few",
        "/search?sworn=none&q=LPR",
        "/search?published_from=none",
        "/search?utm_source=newsletter",
    ),
    home.HomePage: ("/",),
    topics.TopicsPage: ("/topics",),
    topics.TopicPage: ("/topics/technology", "/topics/gun-violence"),
    help_pages.SearchHelpPage: ("/help/search",),
    api_reference.ApiPage: ("/api",),
    program.ProgramPage: ("/about", "/approach"),
    program.SitesPage: ("/sites", "/sites?approach=operations", "/sites?state=MI", "/sites?sort=city"),
    resources.ResourcePage: (
        "/resources/guide",
        "/resources/talk",
        "/resources/guide?at=1&q=cameras",
        "/resources/guide?at=2&q=cameras",
        "/resources/guide?at=1&q=towns",
        "/resources/guide?at=1&q=cameras&per_page=5",
    ),
    page_routes.DocumentPage: (
        "/resources/guide/documents/1/pages/1",
        "/resources/guide/documents/1/pages/2",
        "/resources/guide/documents/1/pages/2?q=retention",
        "/resources/guide/documents/1/pages/2?at=1&q=retention",
    ),
    resources.TextPage: (
        "/resources/guide/text/1",
        "/resources/questions/text/1",
        "/resources/questions/text/2",
        "/resources/long/text/1",
        "/resources/long/text/1?page=2",
    ),
    widget_files.WidgetVersions: ("/embed/versions.json",),
    oembed.OembedJson: (
        *(f"{OEMBED}/search", f"{OEMBED}/es/search", f"{OEMBED}/resources/guide", f"{OEMBED}/toolkits/cameras"),
        *(f"{OEMBED}/search&maxwidth=300", f"{OEMBED}/search&maxheight=300"),
    ),
    oembed.OembedXml: (f"{OEMBED}/search&format=xml", f"{OEMBED}/resources/guide&format=xml"),
    frame.FramePage: (
        *(FRAME, f"{FRAME}?mode=results", f"{FRAME}?mode=list", f"{FRAME}?topic=technology", f"{FRAME}?limit=8"),
        *(f"{FRAME}?site=Flint", f"{FRAME}?collection=Flint", f"{FRAME}?label=Flint", f"{FRAME}?placeholder=Flint"),
        *(f"{FRAME}?theme=dark", f"{FRAME}?new_tab=1", f"{FRAME}?hide_credit=1", f"{FRAME}?toolkit=cameras"),
        *(f"{FRAME}?resource=guide", f"{FRAME}?primary=005ea2", f"{FRAME}?bg=005ea2", f"{FRAME}?color=005ea2"),
    ),
    feeds.SearchFeed: (
        "/search.atom",
        "/search.rss",
        "/search.atom?q=shooting",
        "/search.atom?q=shooting&page=2&per_page=5",
        "/search.atom?q=shooting&per_page=5",
        "/search.atom?q=shooting&sort=title",
    ),
    feeds.SearchFile: (
        "/search.csv",
        "/search.ris",
        "/search.bib",
        "/search.csl.json",
        "/search.csv?q=shooting",
        "/search.csv?sort=title",
    ),
    feeds.ResourceReference: ("/resources/guide.ris", "/resources/guide.bib", "/resources/talk.ris"),
    discovery.SearchDescription: ("/opensearch.xml",),
    discovery.BrowserSuggestions: ("/opensearch/suggestions?q=cam", "/opensearch/suggestions?q=sho"),
    well_known.ApiCatalog: ("/.well-known/api-catalog",),
    well_known.SecurityTxt: ("/.well-known/security.txt",),
    discovery.Sitemap: ("/sitemap.xml", "/sitemap-1.xml"),
    toolkits.FeaturedToolkitsPage: ("/toolkits",),
    toolkits.FeaturedToolkitPage: ("/toolkits/cameras",),
    builder.BuilderForm: (BUILD, f"{BUILD}?sworn=none", f"{BUILD}?sworn=few", f"{BUILD}?q=cameras", f"{BUILD}?q=guns"),
    builder.BuilderProposal: (
        f"{BUILD}?topic=technology",
        f"{BUILD}?topic=gun-violence",
        f"{BUILD}?topic=technology&q=cameras",
        f"{BUILD}?topic=technology&sworn=40",
        f"{BUILD}?topic=technology&time=hour",
        f"{BUILD}?topic=technology&audience=chief",
        f"{BUILD}?topic=technology&format=webinar&format=publication",
        f"{BUILD}?topic=technology&format=publication&format=webinar",
    ),
    embed_builder.EmbedBuilderPage: (
        EMBED,
        f"{EMBED}?q=cameras",
        f"{EMBED}?lang=es",
        f"{EMBED}?mode=list",
        f"{EMBED}?mode=list&toolkit=cameras",
        f"{EMBED}?primary=005ea2",
        f"{EMBED}?topic=technology&topic=gun-violence",
        f"{EMBED}?topic=gun-violence&topic=technology",
    ),
    embed_builder.RefusedEmbedBuilder: (
        f"{EMBED}?primary=red",
        f"{EMBED}?primary=blue",
        f"{EMBED}?limit=99",
        f"{EMBED}?limit=99&label=a",
    ),
    api.SearchAnswer: (
        "/api/v1/search",
        "/api/v1/search?q=LPR",
        "/api/v1/search?q=shooting&page=2",
        "/api/v1/search?q=shooting&explain=1",
        "/api/v1/search?format=podcast&format=publication",
        "/api/v1/search?format=publication&format=podcast",
        *("/api/v1/search?q=LPR&lang=es", "/api/v1/search?q=LPR&fields=title", "/api/v1/search?q=LPR&facets=none"),
        "/api/v1/search?q=LPR&snippets=1",
    ),
    api.SuggestAnswer: (
        *("/api/v1/suggest?q=cam", "/api/v1/suggest?q=sho", "/api/v1/suggest?q=cam&lang=es"),
        *("/api/v1/suggest?q=cam&fields=topics", "/api/v1/suggest?q=cam&limit=1"),
        *("/api/v1/suggest?q=cam&topic=technology", "/api/v1/suggest?q=cam&within=storage"),
    ),
    api.ToolkitAnswer: ("/api/v1/toolkits/cameras", "/api/v1/toolkits/cameras?lang=es"),
    api.ResourceAnswer: (
        *("/api/v1/resources/guide", "/api/v1/resources/talk", "/api/v1/resources/723"),
        "/api/v1/resources/guide?lang=es",
    ),
    api.RelatedAnswer: (
        *("/api/v1/resources/guide/related", "/api/v1/resources/talk/related"),
        "/api/v1/resources/guide/related?lang=es",
    ),
    resource_list.ResourceList: (
        "/api/v1/resources",
        "/api/v1/resources?after=guide",
        "/api/v1/resources?changed_since=2020-01-01",
        "/api/v1/resources?per_page=2",
        "/api/v1/resources?lang=es",
    ),
    api.TaxonomyAnswer: ("/api/v1/taxonomy", "/api/v1/taxonomy?lang=es"),
    api.StatusAnswer: ("/api/v1/status",),
    ApiOverview: ("/api/v1",),
    api.OpenApiDescription: ("/api/v1/openapi.json",),
}
"""URLs of each kind of content, which differ in one input at a time."""

IRRELEVANT_HEADERS = {
    "Cookie": "toolkit=x",
    "X-Requested-With": "fetch",
    "Accept-Language": "es",
    "User-Agent": "other",
}
"""Headers that no cached response depends on."""


@dataclass(frozen=True)
class DatedRequest:
    """A request on a certain day."""

    path: str
    root: str = ""
    day: dt.date = dt.date(2030, 6, 30)
    headers: tuple[tuple[str, str], ...] = ()


def variations(path: str):
    """Return requests for a path that differ in one input outside the query string."""
    url, mark, query = path.partition("?")
    slash = [DatedRequest(f"{url}/{mark}{query}")] if url != "/" else []
    spanish = [] if path.startswith("/api/v1") else [DatedRequest(f"/es{path}")]
    days = [DatedRequest(path, day=day) for day in (dt.date(2030, 7, 1), dt.date(2031, 1, 1))]
    return [
        *slash,
        *spanish,
        *days,
        DatedRequest(path, root="/mounted"),
        DatedRequest(path, headers=tuple(IRRELEVANT_HEADERS.items())),
    ]


def requests_for(kind):
    first, *other_urls = URLS[kind]
    return [
        *map(DatedRequest, (first, *other_urls)),
        *variations(first),
        *(variations(other_urls[0]) if other_urls else ()),
    ]


class Process:
    """One process of the site, with its own cache and clock."""

    def __init__(self, settings):
        self.clock = Clock()
        self.app = create_app(settings, self.clock)
        self.client = self.app.test_client()

    def send(self, dated_request):
        """Return the status, the body without `took_ms`, and the headers of a response."""
        self.clock.day = dated_request.day
        response = self.client.get(
            dated_request.path,
            headers=dict(dated_request.headers),
            environ_overrides={"SCRIPT_NAME": dated_request.root},
        )
        body = re.sub(r'"took_ms":[0-9.e-]+', "", response.text)
        names = ("ETag", "Content-Type", "Content-Disposition", "Cache-Control")
        return response.status_code, body, tuple(response.headers.get(name) for name in names)

    def cached_kinds(self):
        return Counter(type(key.content) for key in self.app.extensions["clearinghouse"].responses.cached_keys())


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return web_catalog.publish(tmp_path_factory.mktemp("keys"), contact="desk@example.org")


@pytest.fixture(scope="module")
def processes(settings):
    return Process(settings), Process(settings)


@pytest.mark.parametrize("kind", URLS, ids=lambda kind: kind.__name__)
def test_a_response_does_not_depend_on_which_others_were_cached_before(processes, kind):
    forward, backward = processes
    responses = {variant: forward.send(variant) for variant in requests_for(kind)}
    assert responses == {variant: backward.send(variant) for variant in reversed(requests_for(kind))}
    assert {status for status, _body, _headers in responses.values()} <= {200, 400}
    assert forward.cached_kinds()[kind] > 1
    etags = {headers[0] for _status, _body, headers in responses.values()} - {None}
    assert len(etags) == len({(headers[0], body) for _status, body, headers in responses.values() if headers[0]})


def test_every_kind_of_cached_content_has_urls_in_this_test():
    tools = set(kinds(ToolAnswer))  # not at URLs: tests/flow/interop/mcp/test_mcp_cache.py
    assert set(URLS) | tools == set(kinds(CachedContent))


def kinds(base):
    """Yield all kinds of content, without the classes that a decorator replaced."""
    for kind in base.__subclasses__():
        yield from kinds(kind)
        module = sys.modules[kind.__module__]
        if (
            not kind.__abstractmethods__
            and kind.__module__.startswith("webui")
            and vars(module).get(kind.__name__) is kind
        ):
            yield kind


@pytest.mark.parametrize("kind", [*URLS, *kinds(ToolAnswer)], ids=lambda kind: kind.__name__)
def test_content_is_frozen_and_compared_by_every_field(kind):
    parameters = kind.__dataclass_params__
    assert (parameters.frozen, parameters.eq) == (True, True)
    assert all(field.compare and field.repr for field in kind.__dataclass_fields__.values())


@dataclass(frozen=True, slots=True)
class RequestAsRendered(CachedContent[OpenGeneration]):
    """Renders everything that a template could read of the request."""

    def render(self, generation):  # noqa: ARG002  # the request is what it renders
        return repr((request.args, request.query_string, sorted(request.headers), request.cookies, request.get_data()))


def test_rendering_sees_nothing_of_the_request_that_is_not_in_the_cache_key(settings):
    app = create_app(settings)
    opened = app.extensions["clearinghouse"].live.current_generation()
    secrets = {"query_string": "q=secret", "headers": {"Cookie": "key=secret", "X-Secret": "secret"}, "data": "secret"}
    with app.test_request_context("/search", **secrets):
        assert "secret" not in respond(RequestAsRendered(), opened).get_data(as_text=True)


def test_content_is_immutable():
    with pytest.raises(FrozenInstanceError):
        topics.TopicPage("technology").topic = "gun-violence"


def test_no_template_reads_the_request():
    templates = (ROOT / "webui" / "templates").rglob("*.html")
    assert [path for path in templates if re.search(r"\brequest\b", path.read_text("utf-8"))] == []
