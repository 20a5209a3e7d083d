"""Scripts of any site may read what is for programs, errors included, and nothing else; never with credentials."""

import pytest

import factories
from webui import create_app

MACHINE_URLS = (
    "/api/v1/search?q=cameras",
    "/api/v1/suggest?q=cam",
    "/api/v1/openapi.json",
    *(f"/search.{extension}?q=cameras" for extension in ("atom", "rss", "csv", "ris", "bib", "csl.json")),
    "/es/search.atom?q=cameras",
    "/es/search.csv?q=cameras",
    "/resources/guide.ris",
    "/es/resources/guide.csl.json",
    "/opensearch.xml",
    "/es/opensearch.xml",
    "/opensearch/suggestions?q=cam",
    "/sitemap.xml",
    "/robots.txt",
    "/data.json",
    "/.well-known/api-catalog",
)
PROBLEM_URLS = {
    "/api/v1/search?x=1": 400,
    "/search.atom?page=0": 400,
    "/opensearch/suggestions?x=1": 400,
    "/api/v1/nothing": 404,
    "/toolkits/nothing.atom": 404,
    "/resources/nothing.bib": 404,
    "/es/resources/nothing.bib": 404,
    "/sitemap-99.xml": 404,
    "/.well-known/nothing": 404,
}
URLS_FOR_PEOPLE = (
    "/",
    "/search",
    "/es/search",
    "/resources/guide",
    "/api",
    "/toolkit",
    "/t/nothing",
    "/t/nothing.pdf",
    "/x",
)
PREFLIGHT = {
    "Origin": "https://partner.example",
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "traceparent, x-requested-with",
}


def assert_open(response):
    headers = response.headers
    assert headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert headers["Access-Control-Allow-Headers"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    exposed = set(headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed == {"Content-Disposition", "Deprecation", "ETag", "Link", "Retry-After", "Sunset"}
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("url", MACHINE_URLS)
def test_a_route_for_programs_is_open_to_every_origin(client, url, method):
    response = client.open(url, method=method, headers={"Origin": "https://partner.example"})
    assert response.status_code == 200
    assert_open(response)


@pytest.mark.parametrize("url", MACHINE_URLS)
def test_a_preflight_request_is_allowed_any_header(client, url):
    response = client.options(url, headers=PREFLIGHT)
    assert (response.status_code, response.data) == (200, b"")
    assert_open(response)


@pytest.mark.parametrize("url", PROBLEM_URLS)
def test_a_problem_is_open_too(client, url):
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (PROBLEM_URLS[url], "application/problem+json")
    assert_open(response)


@pytest.mark.parametrize("url", ["/api/v1/search", "/search.csv", "/opensearch.xml"])
def test_a_method_that_is_not_allowed_is_a_problem_that_any_origin_may_read(client, url):
    response = client.post(url)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")
    assert_open(response)


@pytest.mark.parametrize("url", ["/api/v1/search", "/search.atom", "/sitemap.xml"])
def test_a_site_without_a_generation_says_so_to_every_origin(tmp_path, url):
    response = create_app(factories.settings(tmp_path)).test_client().get(url)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert_open(response)


def test_an_unchanged_response_and_a_redirect_are_open_too(client):
    etag = client.get("/search.atom").headers["ETag"]
    unchanged = client.get("/search.atom", headers={"If-None-Match": etag})
    redirect = client.get("/resources/723.ris")
    assert (unchanged.status_code, redirect.status_code) == (304, 301)
    assert_open(unchanged)
    assert_open(redirect)


@pytest.mark.parametrize("url", URLS_FOR_PEOPLE)
def test_pages_and_toolkits_are_for_our_own_origin_only(client, url):
    headers = client.get(url, headers={"Origin": "https://partner.example"}).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not [name for name in headers.keys() if name.lower().startswith("access-control-")]  # noqa: SIM118  # pairs
