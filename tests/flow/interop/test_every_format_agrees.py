"""A search with every parameter gives the same results as page, JSON, feed and download, in both languages."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import feedparser
import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import AgencySize, Document, PartialDate, Rating
from catalog.schemas.queries.query import SEARCH_PARAMETERS
from export_readers import ID_READERS, OPENSEARCH, read_xml
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
LANGUAGES = ("", "/es")
MATCHING_COUNT = 7
MATCHING_RECORD = factories.record(
    "full",
    title="Cameras at work",
    format="publication",
    topics=("technology",),
    agency_size=AgencySize(10, 100),
    audiences=("chief",),
    engagement=("operations",),
    publishers=("BJA",),
    language="en",
    published=PartialDate(2010),
    rating=Rating("Sample ratings", "Promising"),
    study_design="survey",
    url="https://example.org/cameras",
    documents=(Document(path="shared/text.txt", label="Text"),),
)
"""A record that matches every parameter of PARAMETERS."""
MISMATCHES = {
    "q": {"title": "Radios at work"},
    "topic": {"topics": ("crime-analysis",)},
    "format": {"format": "webinar"},
    "agency_size": {"agency_size": AgencySize(10, 49)},
    "availability": {"url": None},
    "audience": {"audiences": ("analyst",)},
    "publisher": {"publishers": ("Town Police Institute",)},
    "engagement": {"engagement": ()},
    "media": {"documents": ()},
    "language": {"language": "es"},
    "rating": {"rating": Rating("Sample ratings", "No effects")},
    "study_design": {"study_design": None},
    "sworn": {"agency_size": AgencySize(60, 100)},
    "published_from": {"published": PartialDate(1999)},
    "published_to": {"published": PartialDate(2020)},
}
"""For each constraint, fields of a record that it excludes."""
PARAMETERS = {
    "q": "cameras",
    "topic": ["technology", "gun-violence"],
    "format": ["publication", "podcast"],
    "agency_size": ["midsize"],
    "availability": ["online"],
    "audience": ["chief"],
    "publisher": ["bja"],
    "engagement": ["operations"],
    "media": ["document"],
    "language": ["en"],
    "rating": ["sample-ratings-promising"],
    "study_design": ["survey"],
    "sworn": "20",
    "published_from": "2001",
    "published_to": "2019-12-31",
    "sort": "title",
    "page": "2",
    "per_page": "3",
    "explain": "1",
}
CONSTRAINTS = {name: value for name, value in PARAMETERS.items() if name not in {"sort", "page", "per_page", "explain"}}
SORTS = ("relevance", "newest", "oldest", "added", "title")


def search_url(path, **changes):
    return f"{path}?{urlencode(PARAMETERS | changes, doseq=True)}"


def total(page):
    """Return the total that a page shows: "Resources 4 to 6 of 7"."""
    return int(re.findall(r"\d+", page.select_one("#results .total").text)[-1])


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agree")
    matching = [
        replace(
            MATCHING_RECORD,
            id=f"matches-{number}",
            title=f"{'Cameras' if number % 3 else 'Work cameras'} {9 - number}",
            topics=("technology", "gun-violence")[number % 2 :][:1],
            format=("publication", "podcast")[number % 4 == 0],
            published=PartialDate(2002 + number * 5 % 7),
            added=dt.date(2026, 1, 1 + number),
        )
        for number in range(MATCHING_COUNT)
    ]
    others = [
        replace(MATCHING_RECORD, id=f"not-{name.replace('_', '-')}", **change) for name, change in MISMATCHES.items()
    ]
    factories.publish(folder, *matching, *others, documents={"shared/text.txt": "Words of a document."})
    return create_app(factories.settings(folder, public_url=PUBLIC_URL)).test_client()


@pytest.fixture(scope="module")
def get(client):
    def checked(url):
        response = client.get(url)
        assert response.status_code == 200, response.text
        return response

    return checked


@pytest.fixture(scope="module")
def all_ids(get):
    """A function that returns the ids of all results, from the pages of the JSON API."""

    def ids(sort):
        pages = [get(search_url("/api/v1/search", sort=sort, page=page)).json for page in (1, 2, 3)]
        assert [page["total"] for page in pages] == [MATCHING_COUNT] * 3
        return [hit["id"] for page in pages for hit in page["hits"]]

    return ids


def test_the_search_has_every_parameter_and_each_one_excludes_a_record(get):
    assert set(PARAMETERS) == set(SEARCH_PARAMETERS)
    assert set(MISMATCHES) == set(CONSTRAINTS)
    for name in CONSTRAINTS:
        other_constraints = urlencode(
            {other_name: value for other_name, value in CONSTRAINTS.items() if other_name != name}, doseq=True
        )
        hits = get(f"/api/v1/search?{other_constraints}&per_page=100").json["hits"]
        assert f"not-{name.replace('_', '-')}" in {hit["id"] for hit in hits}, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_the_page_shows_the_hits_and_the_total_of_the_json(get, sort, language):
    body = get(search_url("/api/v1/search", sort=sort)).json
    page = BeautifulSoup(get(search_url(f"{language}/search", sort=sort)).text, "html.parser")
    links = [link["href"] for link in page.select("#results .card-title a")]
    assert [re.search("/resources/([^?]*)", link)[1] for link in links] == [hit["id"] for hit in body["hits"]]
    assert total(page) == body["total"] == MATCHING_COUNT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("extension", ["csv", "ris", "bib", "csl.json"])
def test_a_download_has_all_results_in_the_order_of_the_json(get, all_ids, extension, sort, language):
    assert ID_READERS[extension](get(search_url(f"{language}/search.{extension}", sort=sort)).text) == all_ids(sort)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_a_feed_is_valid_and_has_the_same_page_of_results_as_the_json(get, extension, sort, language):
    expected = [hit["id"] for hit in get(search_url("/api/v1/search", sort=sort)).json["hits"]]
    feed = get(search_url(f"{language}/search.{extension}", sort=sort))
    assert ID_READERS[extension](feed.text) == expected
    assert not feedparser.parse(feed.data).bozo
    if extension == "atom":
        assert read_xml(feed.text).findtext(f"{OPENSEARCH}totalResults") == str(MATCHING_COUNT)


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_a_feed_without_a_sort_order_has_the_recently_added_first(get, all_ids, extension):
    query_string = urlencode(CONSTRAINTS, doseq=True)
    assert ID_READERS[extension](get(f"/search.{extension}?{query_string}").text) == all_ids("added")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_to_another_format_keeps_all_constraints(get, all_ids, language):
    body = get(search_url("/api/v1/search")).json
    page = BeautifulSoup(get(search_url(f"{language}/search")).text, "html.parser")
    links = [link["href"] for link in page.select("details.disclosure .link-row a[href*='/search.']")]
    links += [link["href"] for link in page.select("head link[type*=atom], head link[type*=rss]")]
    links += [
        link.removeprefix(PUBLIC_URL)
        for name, link in body["links"].items()
        if name in {*ID_READERS, "bibtex", "csl_json"}
    ]
    assert len(links) >= 10
    for link in links:
        extension = re.search(r"/search\.([\w.]+)\?", link)[1]
        ids = ID_READERS[extension](get(link).text)
        assert (set(ids), len(ids)) == (set(all_ids("title")), MATCHING_COUNT), link
        if extension not in {"atom", "rss"}:
            assert ids == all_ids("title"), link


def test_filtering_by_a_facet_value_gives_its_count_in_every_format(get):
    facets = get(search_url("/api/v1/search")).json["facets"]
    assert sum(count["count"] for counts in facets.values() for count in counts) > len(facets)
    for name, counts in facets.items():
        for count in (count for count in counts if count["count"]):
            query_string = urlencode(CONSTRAINTS | {name: [count["value"]]}, doseq=True)
            assert get(f"/api/v1/search?{query_string}").json["total"] == count["count"], (name, count)
            assert len(ID_READERS["csv"](get(f"/search.csv?{query_string}").text)) == count["count"]
            assert len(ID_READERS["atom"](get(f"/es/search.atom?{query_string}").text)) == count["count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_counts_of_the_json_for_every_facet_value(get, language):
    page = BeautifulSoup(get(search_url(f"{language}/search")).text, "html.parser")
    displayed = {
        (box["name"], box["value"]): (
            re.findall(r"\d+", box.find_parent("label").select_one(".count").text)[0],
            box.has_attr("checked"),
        )
        for box in page.select("#filters input[type=checkbox][name]")
    }
    facets = get(search_url("/api/v1/search")).json["facets"]
    for name, counts in facets.items():
        for count in (count for count in counts if count["count"]):
            assert displayed[name, count["value"]] == (str(count["count"]), count["selected"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_removing_a_constraint_on_the_page_gives_the_total_of_the_json_without_it(get, language):
    page = BeautifulSoup(get(search_url(f"{language}/search")).text, "html.parser")
    links = [link["href"] for link in page.select("a.constraint")]
    assert len(links) >= len(CONSTRAINTS)
    for link in links:
        query_string = urlencode(parse_qsl(link.partition("?")[2]))
        expected = get(f"/api/v1/search?{query_string}").json["total"]
        assert total(BeautifulSoup(get(link).text, "html.parser")) == expected, link
