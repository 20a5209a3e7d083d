"""What editors recommend is marked among the results, where it comes first, once, wherever the order matters."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

import factories
from webui import create_app

TODAY = dt.date(2026, 11, 24)
RECORDS = [factories.record(f"r{number:02}", title="Cameras", url="https://example.org/") for number in range(25)]
BET = {"queries": ["cameras"], "record": "r24", "text": "Begin here."}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recommended")
    factories.write_best_bets(factories.write_corpus(folder / "corpus"), BET)
    factories.publish(folder, *RECORDS)
    return create_app(factories.settings(folder), lambda: TODAY).test_client()


@pytest.fixture
def get(client):
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def links(page):
    return [link["href"] for link in page.select(".card-title a")]


def test_a_recommended_resource_is_the_first_hit_and_on_no_other_page(get):
    first, second = get("/search?q=cameras"), get("/search?q=cameras&page=2")
    assert links(first)[0] == "/resources/r24?at=1&q=cameras"
    assert len({*links(first), *links(second)}) == len(links(first)) + len(links(second)) == 25
    assert [card.h2.get_text() for card in first.select(".card-recommended")] == ["Cameras"]
    assert first.select_one(".card .recommended").get_text() == "Recommended Begin here."
    assert (first.select(".best-bets"), second.select(".card-recommended")) == ([], [])


def test_a_corrected_search_has_the_recommendations_for_its_correction_and_a_way_back(get):
    page = get("/search?q=camras")
    assert links(page)[0].startswith("/resources/r24?")
    assert page.select_one(".card-recommended .recommended")
    assert page.select_one(".notice-box a").get_text() == "Search for \u201ccamras\u201d instead"


def test_in_another_order_it_is_marked_at_its_place_or_has_a_line_above(get):
    assert links(get("/search?q=cameras&sort=title"))[0].startswith("/resources/r00?")
    assert [link["href"] for link in get("/search?q=cameras&sort=title").select(".best-bets a")] == ["/resources/r24"]
    everything = get("/search?q=cameras&sort=title&per_page=100")
    assert (everything.select(".best-bets"), len(everything.select(".card-recommended"))) == ([], 1)


def test_resource_pages_and_files_have_the_order_of_the_page(get, client):
    page = get("/resources/r24?at=1&q=cameras")
    assert page.select_one(".position-number").get_text() == "1 of 25"
    assert page.select_one("[rel=next]")["href"] == "/resources/r00?at=2&q=cameras"
    rows = client.get("/search.csv?q=cameras").text.splitlines()
    assert rows[1].endswith(",r24")


def test_json_keeps_recommendations_apart_from_the_hits(client):
    answer = client.get("/api/v1/search?q=cameras").json
    assert ([bet["id"] for bet in answer["best_bets"]], answer["hits"][0]["id"]) == (["r24"], "r00")
