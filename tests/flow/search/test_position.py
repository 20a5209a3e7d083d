"""The search that led to a resource: the way back, its neighbours, and where it has the words."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import AgencySize, Document
from webui import create_app

TODAY = dt.date(2026, 11, 24)
PAGES = tuple(f"Page {number} is about cameras." for number in range(1, 13))
RADIOS = tuple(factories.record(f"more-{number:02}", title=f"More on radios {number:02}") for number in range(25))
LONG = factories.record("long", title="Cameras in the long run", documents=(Document(path="long.pdf"),))


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("led")
    others = (factories.record("short", title="Cameras in short"), factories.record("other", title="Budgets"))
    factories.publish(folder, LONG, *others, *RADIOS, documents={"long.pdf": web_catalog.pdf(*PAGES)})
    client = create_app(factories.settings(folder), lambda: TODAY).test_client()
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


def addresses(page, selector):
    return [link["href"] for link in page.select(selector)]


def test_a_result_leads_to_its_page_with_the_search_and_its_place(get):
    assert addresses(get("/search?q=cameras&sort=title"), ".card-title a") == [
        "/resources/short?at=1&q=cameras&sort=title",
        "/resources/long?at=2&q=cameras&sort=title",
    ]


def test_the_places_are_counted_through_all_pages_of_the_results(get):
    page = get("/search?q=radios&sort=title&page=2&per_page=10")
    assert addresses(page, ".card-title a")[0].startswith("/resources/more-10?at=11&")


def test_the_page_says_which_result_it_is_and_leads_to_the_ones_beside_it_and_back(get):
    page = get("/resources/more-10?at=11&q=radios&sort=title")
    assert page.select_one(".position-number").text == "11 of 25"
    assert page.select_one("[rel=prev]")["href"] == "/resources/more-09?at=10&q=radios&sort=title"
    assert page.select_one("[rel=next]")["href"] == "/resources/more-11?at=12&q=radios&sort=title"
    assert page.select_one(".position-back")["href"] == "/search?page=2&q=radios&sort=title"


def test_the_first_has_none_before_it_and_the_last_none_after(get):
    first, last = (get(f"/resources/more-{n:02}?at={n + 1}&q=radios&sort=title") for n in (0, 24))
    assert (first.select("[rel=prev]"), last.select("[rel=next]")) == ([], [])
    assert first.select("[rel=next]")
    assert last.select("[rel=prev]")


def test_the_page_shows_where_in_its_documents_the_words_are(get):
    page = get(next(each for each in addresses(get("/search?q=cameras"), ".card-title a") if "/long" in each))
    places = page.select(".resource-passages li")
    assert len(places) == 5
    assert all(place.mark.text == "cameras" for place in places)


def test_in_the_other_language_the_search_goes_along(get):
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
def test_a_resource_is_shown_as_ever_where_the_address_tells_of_no_search_that_has_it_there(get, query):
    page = get(f"/resources/other{query}")
    assert page.h1.text == "Budgets"
    assert page.select(".position, .resource-passages") == []


def test_the_address_without_the_search_stays_the_one_for_others(get):
    page = get("/resources/more-10?at=11&q=radios&sort=title")
    assert page.select_one("link[rel=canonical]")["href"].endswith("/resources/more-10")


def test_years_to_begin_with_keep_the_rest_of_the_search(get):
    page = get("/search?published_from=2023&q=cameras&page=1")
    assert [(each.text, each.get("href")) for each in page.select(".date-presets li > *")] == [
        ("Any time", "/search?q=cameras"),
        ("Since 2025", "/search?published_from=2025&q=cameras"),
        ("Since 2023", None),
        ("Since 2021", "/search?published_from=2021&q=cameras"),
    ]


def test_what_is_made_for_an_agency_of_the_size_asked_for_says_so(published):
    exact = factories.record("exact", agency_size=AgencySize(1, 49))
    page = create_app(published(exact, factories.record("any"))).test_client().get("/search?sworn=40").text
    cards = BeautifulSoup(page, "html.parser").select(".card")
    assert [bool(card.select(".size-match")) for card in cards] == [True, False]
