"""Best bets that are not among the results, on the search page and in JSON: only until their last day."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

import web_catalog
from toolkit_site import Clock
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
LAST_DAY = dt.date(2030, 6, 30)
DAY_AFTER = dt.date(2030, 7, 1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return web_catalog.publish(tmp_path_factory.mktemp("bets"), public_url=PUBLIC_URL)


@pytest.fixture
def clock():
    return Clock(LAST_DAY)


@pytest.fixture
def client(settings, clock):
    return create_app(settings, clock).test_client()


@pytest.fixture
def page(client):
    return lambda query: BeautifulSoup(client.get(f"/search?{query}").text, "html.parser")


@pytest.fixture
def json_of(client):
    return lambda query: client.get(f"/api/v1/search?{query}").json


def titles(page):
    return [link.get_text() for link in page.select(".best-bets a")]


def test_the_page_shows_up_to_two_best_bets_in_lines_above_the_results(page):
    results = page("q=where+to+begin")
    assert titles(results) == ["Body-worn cameras in small towns", "Vecinos y policía"]
    assert [link["href"] for link in results.select(".best-bets a")] == ["/resources/guide", "/resources/vecinos"]
    assert {mark.get_text() for mark in results.select(".best-bets strong")} == {"Recommended"}
    assert str(results).index('class="best-bets"') < str(results).index("No resource")


def test_a_best_bet_in_another_language_is_marked_with_its_language(page):
    _, second = page("q=where+to+begin").select(".best-bets li")
    assert (second.a["lang"], second.select_one(".best-bet-text")["lang"]) == ("es", "es")


def test_a_best_bet_on_another_site_names_the_site(page):
    (bet,) = page("q=elsewhere").select(".best-bets li")
    assert (bet.a["href"], bet.a["rel"]) == ("https://www.example.org/a?b=c&d", ["noopener"])
    assert bet.select_one(".best-bet-site").get_text() == "(example.org)"


def test_markup_in_a_best_bet_is_shown_as_text(page):
    assert page("q=LPR").select_one(".best-bet-text").get_text() == f"What to settle first {web_catalog.HOSTILE}"
    assert not page("q=LPR").select("script:not([src]):not([type='application/ld+json'])")


def test_a_search_without_results_still_has_its_best_bet(page):
    assert titles(page("q=nothing+like+it&format=podcast")) == ["A page elsewhere"]


@pytest.mark.parametrize("query", ["", "q=cameras", 'q="where+to+begin"', "q=LPR&page=2"])
def test_a_search_without_a_best_bet_has_no_line(page, query):
    assert page(query).select(".best-bets") == []


def test_json_lists_best_bets_apart_from_hits_and_counts(json_of):
    response = json_of("q=LPR&per_page=100")
    assert response["best_bets"] == [
        {
            "id": "guide",
            "title": "Body-worn cameras in small towns",
            "url": "https://example.org/guide",
            "page_url": f"{PUBLIC_URL}/resources/guide",
            "text": f"What to settle first {web_catalog.HOSTILE}",
        }
    ]
    assert ([hit["id"] for hit in response["hits"]], response["total"]) == (["talk"], 1)


def test_json_has_no_id_for_a_best_bet_on_another_site(json_of):
    assert json_of("q=elsewhere")["best_bets"] == [
        {
            "id": None,
            "title": "A page elsewhere",
            "url": "https://www.example.org/a?b=c&d",
            "page_url": None,
            "text": None,
        }
    ]


def test_json_without_best_bets_has_an_empty_list(json_of):
    assert json_of("q=cameras")["best_bets"] == []


def test_a_best_bet_disappears_after_its_last_day_even_from_cached_responses(page, json_of, clock):
    before = (titles(page("q=LPR")), len(json_of("q=LPR")["best_bets"]))
    clock.day = DAY_AFTER
    assert before == (["Body-worn cameras in small towns"], 1)
    assert (titles(page("q=LPR")), json_of("q=LPR")["best_bets"]) == ([], [])


@pytest.mark.parametrize("url", ["/search?q=LPR", "/api/v1/search?q=LPR"])
def test_the_etag_changes_on_the_day_a_best_bet_expires_and_on_no_other_day(client, clock, url):
    etags = []
    for day in (LAST_DAY - dt.timedelta(days=90), LAST_DAY, DAY_AFTER, DAY_AFTER + dt.timedelta(days=90)):
        clock.day = day
        etags.append(client.get(url).headers["ETag"])
    assert (etags[0] == etags[1], etags[1] == etags[2], etags[2] == etags[3]) == (True, False, True)
