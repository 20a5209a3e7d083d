"""The HTTP requests that are recorded, by the folder of their recordings."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote_plus

from tests.responses.exchange import Request
from tests.responses.resource_ids import DOCUMENTS, FROM_SEARCH, RESOURCES, STARTERS, TOOLKITS
from tests.responses.searches import FACETS, MISTAKES, PREFIXES, QUERIES, REFINEMENTS, SPANISH_QUERIES, entries

API = "/api/v1"
FRAGMENT = {"X-Fragment": "1"}
FEEDS, FILES = ("atom", "rss"), ("csv", "ris", "bib", "csl.json")
TOOLKIT_FORMATS = ("pdf", "docx", "html", "csv", "ris", "bib", "json", "atom", "rss")


def in_spanish(urls: Iterable[str]) -> list[str]:
    """Return the same pages in Spanish."""
    return [f"/es{url}" for url in urls]


PAGES = (
    *("/", "/help/search", "/api", "/toolkits", "/toolkit", "/toolkit/build", "/toolkit/copy", "/sites", "/embed"),
    *("/about", "/approach", "/contact", "/disclaimer", "/privacy", "/team"),
    *("/sites?state=OH", "/sites?approach=operations", "/sites?approach=unknown&sort=cohort", "/sites?sort=city"),
    *("/sites?approach=diagnostic&state=CA&sort=approach", "/sites?state=XX", "/sites?x=1", "/sites?sort=a&sort=b"),
    *(f"/topics/{topic}" for topic in (*FACETS["topic"], "zeppelin", "Technology")),
    *(f"/toolkits/{name}" for name in TOOLKITS),
)
SEARCHES = (
    "/search",
    *(f"/search?q={quote_plus(text)}" for text in QUERIES),
    *(f"/search?{name}={value}" for name, values in FACETS.items() for value in values),
    *(f"/search?{refinement}" for refinement in REFINEMENTS),
)
SPANISH_SEARCHES = (
    "/search",
    *(f"/search?q={quote_plus(text)}" for text in SPANISH_QUERIES),
    *(f"/search?{refinement}" for refinement in (*REFINEMENTS[::3], *MISTAKES[:24:3])),
    *(f"/search?{name}={values[0]}" for name, values in FACETS.items()),
)
RESOURCE_PAGES = (
    *(f"/resources/{name}" for name in RESOURCES),
    *(f"/resources/{name}?{search}" for name, search in FROM_SEARCH),
    *(f"/resources/{name}/text/1" for name in STARTERS),
    *(f"/resources/starter-practice-shooting-data/text/{number}" for number in ("2", "3", "0", "-1", "x")),
    *("/resources/oakland-ceasefire/text/1", "/resources/%00", "/resources/%ff", "/resources/", "/resources"),
)
ANSWERS = entries("""
    topic=gun-violence | topic=technology&time=hour | topic=technology&time=afternoon&sworn=25
    topic=gun-violence&q=review&format=podcast&format=webinar&sworn=1%2C200&time=hour&audience=chief
    topic=crime-analysis&audience=analyst | topic=investigations&q=witness | topic=agency-management&sworn=9
    topic=community-engagement&format=publication&format=toolkit | topic=constitutional-policing&format=podcast
    topic=technology&q=zeppelin | topic=&q=&sworn= | topic=gun-violence&utm_source=mail | topic=Gun-Violence
    q=cameras | topic=gun-violence&sworn=many | sworn=0 | topic=zeppelin | topic=technology&time=week
    topic=technology&topic=gun-violence | topic=technology&x=1 | topic=technology&format=zeppelin | q=%00
""")
BUILDER = tuple(f"/toolkit/build?{answers}" for answers in ANSWERS)
FEEDS_AND_FILES = (
    *(
        f"/search.{ending}{query}"
        for ending in (*FEEDS, *FILES)
        for query in ("", "?q=lpr", "?topic=technology&sort=title", "?q=zeppelin", "?q=gun&page=2&per_page=5", "?x=1")
    ),
    *("/search.csv?q=%22hot+spots%22&language=en", "/search.atom?q=policia", "/search.rss?format=webinar&page=9"),
    *("/search.atom?q=gun&page=2", "/search.pdf", "/search.json?q=lpr"),
    *(
        f"/resources/{name}.{ending}"
        for name in (*RESOURCES[5:50:8], "723", "nothing")
        for ending in ("ris", "bib", "csl.json", "csv")
    ),
)
TOOLKIT_FILES = (
    *(f"/toolkits/{name}.{ending}" for name in TOOLKITS[3:5] for ending in TOOLKIT_FORMATS),
    *(f"/toolkits/{name}.{ending}" for name in (*TOOLKITS[:3], *TOOLKITS[5:]) for ending in ("pdf", "docx")),
    *("/toolkits/gun-violence-in-a-small-town.zip", "/t/xxxxxxxxxxxxxxxxxxxxxx", "/t/short", "/t/%00"),
    "/t/xxxxxxxxxxxxxxxxxxxxxx.pdf",
)
API_URLS = (
    *(f"{API}/search?q={quote_plus(text)}" for text in QUERIES),
    *(f"{API}/search?{name}={values[0]}" for name, values in FACETS.items()),
    *(f"{API}/search?{params}" for params in (*REFINEMENTS, *MISTAKES)),
    *(f"{API}/suggest?q={quote_plus(text)}" for text in PREFIXES),
    *(f"{API}/suggest{query}" for query in ("", "?x=1", "?q=a&q=b", "?q=%00", "?q=%ff", "?q=" + "x" * 2001)),
    *(f"{API}/resources/{name}" for name in (*RESOURCES[::2], "723", "898", "nothing", "%00")),
    *(f"{API}/resources/{name}/related" for name in (*RESOURCES[::3], "723", "nothing")),
    *(f"{API}/{name}" for name in ("", "search", "taxonomy", "status", "openapi.json", "nothing", "search/x")),
    *(f"{API}/{name}?x=1" for name in ("taxonomy", "status", "openapi.json", "resources/crimesolutions")),
    *("/api/v2/search", "/api/", f"/es{API}/search?q=gun", f"{API}/resources/crimesolutions/related?x=1"),
)
DISCOVERY = (
    *("/opensearch.xml", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-0.xml", "/robots.txt"),
    *("/data.json", "/data-2.json", "/.well-known/api-catalog", "/.well-known/security.txt"),
    *("/healthz", "/readyz", "/static/icons.svg", "/static/mark.svg", "/static/none.svg", "/favicon.ico"),
    *(f"/opensearch/suggestions?q={text}" for text in ("lic", "", "zepp", "poli")),
    *("/opensearch/suggestions", "/opensearch/suggestions?x=1"),
)
WIDGET = (
    *("/embed/versions.json", "/embed/frame", "/es/embed/frame?mode=results&topic=gun-violence&primary=005ea2"),
    *(f"/embed/frame?mode=list&{params}" for params in ("q=lpr", "resource=crimesolutions", "resource=nothing", "x=1")),
    *(f"/embed/frame?mode=list&toolkit={name}" for name in ("gun-violence-in-a-small-town", "nothing")),
    *(f"/oembed?url={url}" for url in ("", "https://example.org/search")),
    *(f"{API}/suggest?q=li&{params}" for params in ("topic=technology", "within=policy&limit=5", "limit=0")),
    *(f"{API}/toolkits/{name}" for name in ("gun-violence-in-a-small-town", "nothing")),
)
OLD_AND_WRONG = (
    *entries("""
        /clearinghouse/resource/723 | /clearinghouse/resource/723/midsize-police-agencies
        /clearinghouse/resource/898/x/y | /clearinghouse/resource/1 | /clearinghouse/resource/ | /clearinghouse
        /resources/723 | /resources/898.ris | /resources/723/text/1 | /resources/723?utm_source=x | /nothing
        /search/ | /about/ | //search | /topics/ | /es | /es/ | /es/nothing | /en/search | /fr/search | /es/es/search
        /Search | /search%2F | /index.html | /%00 | /%ff | /%3Cb%3E | /nothing?q=gun&page=2 | /.git/config
        /documents | /static/
    """),
    "/" + "x" * 3000,
)
METHODS = (
    *(Request(url, "HEAD") for url in ("/", "/search?q=lpr", "/nothing", f"{API}/search?q=lpr", "/search.csv")),
    *(Request(f"/documents/{path}", "HEAD") for path in DOCUMENTS[5:7]),
    *(Request(url, "OPTIONS") for url in ("/", "/search", "/toolkit", f"{API}/search", f"{API}/status")),
    *(Request(url, "DELETE") for url in ("/", "/search", "/toolkit", f"{API}/search", f"{API}/resources/723")),
    *(Request(url, form=(("q", "gun"),)) for url in ("/", "/search", "/es/search", f"{API}/search", "/toolkits")),
    Request("/search", form=(("q", "x" * 70_000),), title="POST too large"),
    Request("/search?q=lpr", headers={"Accept-Encoding": "gzip"}),
    Request(f"{API}/search?q=lpr", headers={"Accept-Encoding": "gzip, br, zstd"}),
    Request("/static/icons.svg", headers={"Accept-Encoding": "br"}),
    Request(f"/documents/{DOCUMENTS[5]}", headers={"Range": "bytes=0-99"}),
    Request(f"/documents/{DOCUMENTS[5]}", headers={"Range": "bytes=999999999-"}),
    Request("/search?q=lpr", headers={"Accept-Language": "es"}),
    Request("/", headers={"Host": "evil.example"}),
    Request(f"{API}/search?q=lpr", headers={"Origin": "https://elsewhere.example"}),
)
FRAGMENTS = tuple(
    Request(url, headers=FRAGMENT)
    for url in (
        "/search?q=lpr",
        "/search?topic=technology&page=2",
        "/search?sworn=many",
        "/es/search?q=policia",
        "/",
    )
)


def plain(urls: Iterable[str]) -> tuple[Request, ...]:
    """Return a GET request for each URL."""
    return tuple(map(Request, urls))


REQUESTS = {
    "pages": plain((*PAGES, *in_spanish(PAGES))),
    "searches": plain((*SEARCHES, *in_spanish(SPANISH_SEARCHES))),
    "search-mistakes": plain(f"/search?{mistake}" for mistake in MISTAKES),
    "resources": plain((*RESOURCE_PAGES, *in_spanish(RESOURCE_PAGES[::4]))),
    "documents": plain(f"/documents/{path}" for path in DOCUMENTS),
    "builder": plain((*BUILDER, *in_spanish(BUILDER[::2]))),
    "feeds-and-files": plain((*FEEDS_AND_FILES, *in_spanish(FEEDS_AND_FILES[::2]))),
    "toolkit-files": plain((*TOOLKIT_FILES, *in_spanish(TOOLKIT_FILES[:9]))),
    "api": plain(API_URLS),
    "widget": plain(WIDGET),
    "discovery": plain((*DISCOVERY, *in_spanish(DISCOVERY))),
    "old-and-wrong": plain(OLD_AND_WRONG),
    "methods": METHODS,
    "fragments": FRAGMENTS,
}
"""Requests to a site with an index."""

UNINDEXED_REQUESTS = (
    *plain(
        ("/", "/search?q=gun", "/es/search", "/about", "/toolkit", "/search.atom", "/healthz", "/readyz", "/nothing")
    ),
    *plain(f"{API}/{name}" for name in ("search?q=gun", "status", "taxonomy", "openapi.json", "nothing")),
    *plain(("/robots.txt", "/sitemap.xml", "/opensearch.xml", "/help/search", "/resources/crimesolutions")),
    *(Request(url, headers={"Host": "evil.example"}) for url in ("/", f"{API}/search", "/healthz", "/readyz")),
)
"""Requests to a site without an index that trusts its own host name only."""
