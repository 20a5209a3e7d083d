"""The list of topics, and a topic's page: where to start, what was evaluated, toolkits, what is new, and numbers."""

import datetime as dt

import pytest
import yaml
from bs4 import BeautifulSoup

import factories
from catalog.model import Rating
from indexer.ingest.pipeline import ingest
from webui import create_app


def on_topic(record_id, **fields):
    return factories.record(
        record_id, **{"topics": ("technology",), "format": "publication", "url": "https://example.org/", **fields}
    )


def rated(record_id, value):
    return on_topic(record_id, format="podcast", rating=Rating("CrimeSolutions", value, "2019-05"))


RECORDS = (
    on_topic("first", added=dt.date(2020, 1, 1)),
    on_topic("second", added=dt.date(2020, 1, 2)),
    on_topic("made-up", sample=True, added=dt.date(2026, 5, 5)),
    *(on_topic(f"part-{number}", series="Parts", added=dt.date(2026, 3, number)) for number in range(1, 5)),
    *(rated(f"effective-{number}", "Effective") for number in range(3)),
    rated("failed", "No Effects"),
    rated("promising", "Promising"),
    factories.record("elsewhere", topics=("gun-violence",), format="webinar", url="https://example.org/"),
)


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """A function that returns a parsed page of a site with these records."""
    folder = tmp_path_factory.mktemp("topics")
    corpus = factories.write_corpus(folder / "corpus", *RECORDS)
    taxonomy = factories.TAXONOMY | {
        "rating_schemes": [{"name": "CrimeSolutions", "values": ["Effective", "Promising", "No Effects"]}]
    }
    technology, *others = taxonomy["topics"]
    taxonomy["topics"] = [{**technology, "scope_note": "For editors only."}, *others]
    (corpus / "taxonomy.yaml").write_text(yaml.safe_dump(taxonomy), encoding="utf-8")
    factories.write_start_here(corpus, {"topic": "technology", "records": ["second", "made-up", "first"]})
    for name, topic in (("kit", "technology"), ("other-kit", "gun-violence")):
        factories.write_toolkit(corpus, name, title=f"The {name}", topics=[topic], items=[{"record": "first"}])
    assert ingest(factories.settings(folder)).problems == ()
    client = create_app(factories.settings(folder)).test_client()
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


@pytest.fixture(scope="module")
def page(get):
    return get("/topics/technology")


def ids(page, part):
    return [
        link["href"].split("/")[-1].partition("?")[0] for link in page.select(f"section[aria-labelledby={part}] h3 a")
    ]


def bars(page, chart):
    links = page.select(f"section[aria-labelledby={chart}] a")
    return [
        (a.select_one(".bar-label").text, a.select_one(".bar-count").text, a["href"], a.rect["width"]) for a in links
    ]


def test_every_topic_is_listed_with_its_description_and_number_of_resources(get):
    tiles = [tile.get_text(" ", strip=True) for tile in get("/topics").select(".topic")]
    assert tiles == [
        "Technology Tools. 12 resources",
        "Gun violence Shootings. 1 resource",
        "Crime analysis Patterns. 0 resources",
    ]


def test_the_parts_of_a_topic_follow_one_another(page):
    headings = [heading.text for heading in page.select(".topic-parts h2")]
    assert headings == ["Start here", "Evaluated, best rating first", "Toolkits on this topic", "Newest additions"]


def test_a_topic_begins_with_what_editors_chose_in_their_order_but_no_samples(page):
    assert ids(page, "start") == ["second", "first"]


def test_rated_resources_are_listed_best_first_with_their_rating(page):
    assert ids(page, "rated") == ["effective-0", "effective-1", "effective-2", "promising"]
    assert page.select_one(".rated-rating").text == "Rated Effective by CrimeSolutions (2019)"
    assert page.select_one("section[aria-labelledby=rated] .more-link").text == "See all 5 resources with a rating"


def test_only_the_toolkits_on_the_topic_are_listed(page):
    assert ids(page, "toolkits") == ["kit"]


def test_the_newest_additions_are_real_have_two_of_a_series_and_repeat_nothing(page):
    assert ids(page, "newest") == ["part-4", "part-3", "failed"]


def test_the_bars_show_numbers_of_resources_and_lead_to_them(page, get):
    assert bars(page, "by-format") == [
        ("Publication", "7 resources", "/search?format=publication&topic=technology", "100%"),
        ("Podcast", "5 resources", "/search?format=podcast&topic=technology", "71%"),
    ]
    effective, *_ = bars(page, "by-rating")
    assert effective[0] == "CrimeSolutions: Effective"
    assert "3 resources" in get(effective[2]).select_one(".total").text


def test_the_advice_for_editors_is_not_shown(page):
    assert "For editors only" not in page.text


def test_a_topic_without_resources_shows_none_of_the_parts(get):
    page = get("/topics/crime-analysis")
    assert page.select(".topic-parts section, .bar-chart") == []
    assert "No resource has this topic yet." in page.text


def test_a_topic_has_a_search_within_it(page):
    assert page.select_one('form[role="search"] input[name="topic"][value="technology"]')
