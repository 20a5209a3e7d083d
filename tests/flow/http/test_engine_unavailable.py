"""While the search engine is unavailable, pages that need it are 503 with Retry-After, and all others still work."""

import pytest

import web_catalog
from catalog.search.ports import load_engine
from remote_engine import ENGINE
from webui import create_app

NEEDS_THE_ENGINE = ("/search?q=cameras", "/es/search?q=cameras", "/resources/guide", "/api/v1/search?q=cameras")
NEEDS_ONLY_THE_FOLDER = ("/about", "/help/search", "/disclaimer", "/healthz", "/static/site.css")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return web_catalog.publish(tmp_path_factory.mktemp("away"), engine=ENGINE)


@pytest.fixture
def client(settings):
    client = create_app(settings).test_client()
    assert client.get("/search").status_code == 200
    return client


@pytest.fixture
def engine_away(client, settings):  # noqa: ARG001  # the site must have opened its index before
    remote = load_engine(settings).remote
    remote.go_away()
    yield
    remote.come_back()


@pytest.mark.usefixtures("engine_away")
@pytest.mark.parametrize("url", NEEDS_THE_ENGINE)
def test_pages_that_need_the_engine_are_unavailable_with_a_retry_after_header(client, url):
    response = client.get(url)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("engine_away")
@pytest.mark.parametrize("url", NEEDS_ONLY_THE_FOLDER)
def test_pages_that_do_not_need_the_engine_still_work(client, url):
    assert client.get(url, buffered=True).status_code == 200


@pytest.mark.usefixtures("engine_away")
def test_a_site_started_while_the_engine_is_unavailable_is_not_ready(settings):
    response = create_app(settings).test_client().get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")


def test_the_site_works_again_when_the_engine_is_back(client, settings):
    remote = load_engine(settings).remote
    remote.go_away()
    first = client.get("/search?q=plate").status_code
    remote.come_back()
    assert (first, client.get("/search?q=plate").status_code) == (503, 200)
