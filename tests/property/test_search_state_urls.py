"""The state of a search is read back from its URL, and so is every link on a page of results."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

import factories
from catalog.search.query.tree import Query
from query_strategies import PUBLISHER, QUERIES
from webui import create_app
from webui.context import AppContext
from webui.embed.options import WidgetOptions
from webui.search.position import position_from_params
from webui.search.state import SearchState
from webui.urls import SiteUrls

URLS = SiteUrls()
RECORDS = tuple(
    factories.record(f"r{number}", title=f"Cameras, part {number}", publishers=(PUBLISHER,), language="en")
    for number in range(15)
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("states")
    factories.publish(folder, *RECORDS, factories.record("spanish", language="es", format="webinar"))
    return create_app(factories.settings(folder), lambda: dt.date(2026, 11, 24))


@pytest.fixture(scope="module")
def searcher(app):
    context: AppContext = app.extensions["clearinghouse"]
    return context.live.current()


def params(url):
    return tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True))


@given(QUERIES)
def test_a_state_is_read_back_from_the_url_of_its_page(searcher, query):
    state = SearchState(query)
    assert SearchState.from_params(params(URLS.search(state.as_params())), searcher) == state


@given(QUERIES, st.integers(1, 10_000))
def test_a_position_is_read_back_from_the_url_of_a_resource(searcher, query, position):
    state = SearchState(query).at(position)
    assert position_from_params(params(URLS.resource("one", state.as_params())), searcher) == state


@given(QUERIES)
def test_a_feed_is_read_back_from_its_url(searcher, query):
    feed = SearchState.from_feed_params(SearchState(query).as_params(), searcher)
    for state in (feed, feed.for_feed()):
        assert SearchState.from_feed_params(params(URLS.search_as("atom", state.as_feed())), searcher) == state


def read_back(url, searcher):
    """Return the parameters of the state that a link leads to."""
    path, url_params = urlsplit(url).path, params(url)
    if path.endswith((".atom", ".rss")):
        return SearchState.from_feed_params(url_params, searcher).as_feed()
    if path.startswith("/api/"):
        return SearchState.from_api_params(url_params, searcher).as_api()
    if path.endswith("/embed"):
        return WidgetOptions.from_params(url_params, searcher).as_params()
    if path.endswith("/oembed"):
        (page_url,) = (value for name, value in url_params if name == "url")
        return url_params if read_back(page_url, searcher) == params(page_url) else None
    if "/resources/" in path:
        state = position_from_params(url_params, searcher)
        return state.as_params() if state else None
    return SearchState.from_params(url_params, searcher).as_params()


def links(page):
    return {
        link["href"]
        for link in BeautifulSoup(page, "html.parser").select("[href]")
        if urlsplit(link["href"]).query and "/static/" not in link["href"]
    }


@given(QUERIES | st.builds(Query, st.sampled_from(["", "cameras", "camras"]), page=st.integers(1, 3)))
@example(Query(per_page=20))
@settings(max_examples=50)
def test_every_link_on_a_page_of_results_is_read_back_unchanged(app, searcher, query):
    page = app.test_client().get(URLS.search(SearchState(query).as_params()))
    assert page.status_code == 200
    assert {url: read_back(url, searcher) for url in links(page.text)} == {url: params(url) for url in links(page.text)}
