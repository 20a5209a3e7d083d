"""The home page, and the pages for help and open data."""

import datetime as dt

import factories
from catalog.model import Featured
from webui import create_app


def test_the_home_page_has_a_search_topics_formats_and_items_of_interest(get):
    page = get("/")
    assert page.select_one('form[role="search"] input[name="q"]')
    assert [title.get_text() for title in page.select(".carousel h3")] == [
        "License plate readers for violence reduction"
    ]
    assert page.select_one('a[href="/topics/technology"]')
    assert page.select_one('a[href="/search?format=webinar"]').get_text(" ", strip=True) == "Webinars (1 resource )"


def test_an_expired_item_of_interest_is_not_shown(publish_records):
    today = dt.datetime.now(dt.UTC).date()
    expired = factories.record("expired", featured=Featured(until=today - dt.timedelta(days=1)))
    page = create_app(publish_records(expired, factories.record("other"))).test_client().get("/").text
    assert "Items of interest" not in page


def test_the_newest_additions_lead_to_all_resources_in_the_same_order(get):
    home = get("/")
    (link,) = home.select("a[href='/search?sort=added']")
    newest = [title["href"] for title in home.select("section[aria-labelledby=newest] .tile-title a")]
    results = [title["href"].partition("?")[0] for title in get(link["href"]).select("#results .card-title a")]
    assert (len(newest), results[:6]) == (6, newest)


def test_a_small_catalog_has_no_link_to_further_additions(publish_records):
    page = create_app(publish_records(factories.record("a"))).test_client().get("/").text
    assert "Newest additions" in page
    assert "sort=added" not in page


def test_the_examples_on_the_help_and_api_pages_work(get, client):
    for url in ("/help/search", "/api"):
        for link in get(url).select("main a[href^='/']"):
            assert client.get(link["href"], buffered=True).status_code == 200


def test_the_address_of_the_help_leads_to_the_search_help(client):
    for language in ("", "/es"):
        assert client.get(f"{language}/help").location == f"{language}/help/search"
