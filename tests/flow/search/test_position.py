"""The search position on a resource page: back to the results, previous and next result, matching passages."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import Document
from webui import create_app

TODAY = dt.date(2026, 11, 24)
PAGES = tuple(f"Page {number} is about cameras." for number in range(1, 13))
RADIOS = tuple(factories.record(f"more-{number:02}", title=f"More on radios {number:02}") for number in range(25))
LONG = factories.record("long", title="Cameras in the long run", documents=(Document(path="long.pdf"),))


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("position")
    others = (factories.record("short", title="Cameras in short"), factories.record("other", title="Budgets"))
    factories.publish(folder, LONG, *others, *RADIOS, documents={"long.pdf": web_catalog.pdf(*PAGES)})
    client = create_app(factories.settings(folder), lambda: TODAY).test_client()
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def hrefs(page, selector):
    return [link["href"] for link in page.select(selector)]


def test_a_result_links_to_its_page_with_the_search_and_its_position(get):
    assert hrefs(get("/search?q=cameras&sort=title"), ".card-title a") == [
        "/resources/short?at=1&q=cameras&sort=title",
        "/resources/long?at=2&q=cameras&sort=title",
    ]


def test_positions_are_counted_across_all_pages_of_results(get):
    page = get("/search?q=radios&sort=title&page=2&per_page=10")
    assert hrefs(page, ".card-title a")[0].startswith("/resources/more-10?at=11&")


def test_the_resource_page_shows_its_position_and_links_to_the_neighbors_and_back(get):
    page = get("/resources/more-10?at=11&q=radios&sort=title")
    assert page.select_one(".position-number").text == "11 of 25"
    assert page.select_one("[rel=prev]")["href"] == "/resources/more-09?at=10&q=radios&sort=title"
    assert page.select_one("[rel=next]")["href"] == "/resources/more-11?at=12&q=radios&sort=title"
    assert page.select_one(".position-back")["href"] == "/search?q=radios&sort=title"


def test_the_first_result_has_no_previous_link_and_the_last_no_next_link(get):
    first, last = (get(f"/resources/more-{n:02}?at={n + 1}&q=radios&sort=title") for n in (0, 24))
    assert (first.select("[rel=prev]"), last.select("[rel=next]")) == ([], [])
    assert first.select("[rel=next]")
    assert last.select("[rel=prev]")


def test_the_resource_page_shows_the_matching_passages_of_its_documents(get):
    page = get(next(url for url in hrefs(get("/search?q=cameras"), ".card-title a") if "/long" in url))
    passages = page.select(".resource-passages li")
    assert len(passages) == 5
    assert all(passage.mark.text == "cameras" for passage in passages)


def test_the_link_to_the_other_language_keeps_the_search_position(get):
    page = get("/resources/more-10?at=11&q=radios&sort=title")
    assert page.select_one("#languages a")["href"] == "/es/resources/more-10?at=11&q=radios&sort=title"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=radios",
        "?at=1&q=radios&topic=nothing",
        "?at=99999&q=radios",
        "?at=0&q=radios",
        "?at=x",
        "?at=3&q=budgets",
        "?at=1&q=radios&colour=red",
        f"?at={'9' * 5000}",
    ],
)
def test_a_resource_page_without_a_valid_search_position_shows_no_position(get, query):
    page = get(f"/resources/other{query}")
    assert page.h1.text == "Budgets"
    assert page.select(".position, .resource-passages") == []


def test_the_canonical_url_has_no_search_position(get):
    page = get("/resources/more-10?at=11&q=radios&sort=title")
    assert page.select_one("link[rel=canonical]")["href"].endswith("/resources/more-10")
