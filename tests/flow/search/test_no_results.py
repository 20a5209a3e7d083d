"""A search without results offers help, and constraints to remove with the number of resources that gives."""

import re

import pytest


def counts_without(page):
    """Return the URL of the search without each constraint, with the number of resources it finds."""
    items = [item for item in page.select(".no-results > ul:first-of-type li") if item.select_one(".count")]
    return {item.a["href"]: int(re.search(r"\d+", item.select_one(".count").get_text())[0]) for item in items}


def test_a_page_without_results_offers_help_and_topics(get):
    page = get("/search?q=zzzqqq")
    assert "No resources found" in page.get_text()
    assert page.select_one('.no-results a[href="/help/search"]')
    assert page.select_one('.no-results a[href="/contact?q=zzzqqq"]')
    assert page.select_one('.no-results a[href="/topics/technology"]')
    assert counts_without(page) == {}


@pytest.mark.parametrize(
    "query_string",
    [
        "q=plate&topic=technology&format=podcast",
        "q=zzzqqq&topic=technology",
        "q=shooting&format=podcast&published_from=2030",
        "topic=technology&format=podcast&format=webinar&sworn=3&published_to=1990",
        "q=zzzqqq&topic=technology&format=podcast",
    ],
)
def test_a_constraint_that_can_be_removed_shows_how_many_resources_that_gives(get, query_string):
    page = get(f"/search?{query_string}")
    assert "No resources found" in page.get_text()
    for url, count in counts_without(page).items():
        assert re.search(r"(\d+) resource", get(url).select_one(".total").get_text())[1] == str(count)


def test_a_query_that_matches_nothing_can_be_removed_and_the_filters_are_not_suggested(get):
    assert counts_without(get("/search?q=zzzqqq&topic=technology")) == {"/search?topic=technology": 3}


def test_the_values_of_a_facet_are_removed_together(get):
    page = get("/search?q=cameras&format=podcast&format=webinar")
    link = page.select_one('.no-results a[href="/search?q=cameras"]')
    assert link.get_text() == "Remove \u201cFormat: Podcast or Webinar\u201d"


def test_only_the_filters_in_use_are_shown(get):
    page = get("/search?q=zzzqqq&topic=technology&published_from=2030")
    boxes = page.select("#filters input")
    assert [(box["name"], box["value"]) for box in boxes] == [
        ("topic", "technology"),
        ("published_from", "2030"),
        ("published_to", ""),
    ]
    assert (get("/search?q=zzzqqq").select("#filters"), len(get("/search?q=zzzqqq").select(".skip-link"))) == ([], 1)
