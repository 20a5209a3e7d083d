"""A site whose engine cannot be reached: what needs it asks visitors to come back, everything else goes on."""

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
def away(client, settings):  # noqa: ARG001  # the site must be open before
    remote = load_engine(settings).remote
    remote.go_away()
    yield
    remote.come_back()


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("address", NEEDS_THE_ENGINE)
def test_what_needs_the_engine_is_unavailable_and_says_when_to_ask_again(client, address):
    response = client.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("address", NEEDS_ONLY_THE_FOLDER)
def test_what_does_not_need_the_engine_is_answered(client, address):
    assert client.get(address, buffered=True).status_code == 200


@pytest.mark.usefixtures("away")
def test_a_site_that_starts_while_the_engine_is_away_is_not_ready(settings):
    response = create_app(settings).test_client().get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")


def test_when_the_engine_is_back_the_site_answers_again(client, settings):
    remote = load_engine(settings).remote
    remote.go_away()
    first = client.get("/search?q=plate").status_code
    remote.come_back()
    assert (first, client.get("/search?q=plate").status_code) == (503, 200)
