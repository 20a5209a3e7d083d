"""One search with every parameter there is: page, JSON, facet links, feeds and files agree, in both languages."""

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

PUBLIC = "https://clearinghouse.example"
LANGUAGES = ("", "/es")
MATCHING = 7
FULL = factories.record(
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
    documents=(Document(path="shared/text.txt", label="Text"),),
)
"""What every parameter of ASKED fits."""
OTHERS = {
    "q": {"title": "Radios at work"},
    "topic": {"topics": ("crime-analysis",)},
    "format": {"format": "webinar"},
    "agency_size": {"agency_size": AgencySize(10, 49)},
    "audience": {"audiences": ("analyst",)},
    "publisher": {"publishers": ("Town Police Institute",)},
    "engagement": {"engagement": ()},
    "media": {"documents": ()},
    "language": {"language": "es"},
    "rating": {"rating": Rating("Sample ratings", "No effects")},
    "sworn": {"agency_size": AgencySize(60, 100)},
    "published_from": {"published": PartialDate(1999)},
    "published_to": {"published": PartialDate(2020)},
}
"""Of each parameter that chooses, what it does not fit."""
ASKED = {
    "q": "cameras",
    "topic": ["technology", "gun-violence"],
    "format": ["publication", "podcast"],
    "agency_size": ["midsize"],
    "audience": ["chief"],
    "publisher": ["bja"],
    "engagement": ["operations"],
    "media": ["document"],
    "language": ["en"],
    "rating": ["sample-ratings-promising"],
    "sworn": "20",
    "published_from": "2001",
    "published_to": "2019-12-31",
    "sort": "title",
    "page": "2",
    "per_page": "3",
    "explain": "1",
}
CHOOSING = {name: value for name, value in ASKED.items() if name not in {"sort", "page", "per_page", "explain"}}
SORTS = ("relevance", "newest", "oldest", "title")


def address(path, **changes):
    return f"{path}?{urlencode(ASKED | changes, doseq=True)}"


def total(page):
    """How many resources a page says there are: "Resources 4 to 6 of 7"."""
    return int(re.findall(r"\d+", page.select_one("#results .total").text)[-1])


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("agree")
    fitting = [
        replace(
            FULL,
            id=f"fits-{number}",
            title=f"{'Cameras' if number % 3 else 'Work cameras'} {9 - number}",
            topics=("technology", "gun-violence")[number % 2 :][:1],
            format=("publication", "podcast")[number % 4 == 0],
            published=PartialDate(2002 + number * 5 % 7),
            added=dt.date(2026, 1, 1 + number),
        )
        for number in range(MATCHING)
    ]
    others = [replace(FULL, id=f"not-{name.replace('_', '-')}", **change) for name, change in OTHERS.items()]
    factories.publish(folder, *fitting, *others, documents={"shared/text.txt": "Words of a document."})
    return create_app(factories.settings(folder, public_url=PUBLIC)).test_client()


@pytest.fixture(scope="module")
def get(client):
    def answer(where):
        response = client.get(where)
        assert response.status_code == 200, response.text
        return response

    return answer


@pytest.fixture(scope="module")
def whole(get):
    """Return a function that gives the ids of the whole search as JSON has them, page by page."""

    def ids(sort):
        pages = [get(address("/api/v1/search", sort=sort, page=page)).json for page in (1, 2, 3)]
        assert [page["total"] for page in pages] == [MATCHING] * 3
        return [hit["id"] for page in pages for hit in page["hits"]]

    return ids


def test_the_search_asks_for_every_parameter_and_each_keeps_something_out(get):
    assert set(ASKED) == set(SEARCH_PARAMETERS)
    assert set(OTHERS) == set(CHOOSING)
    for name in CHOOSING:
        fewer = urlencode({each: value for each, value in CHOOSING.items() if each != name}, doseq=True)
        hits = get(f"/api/v1/search?{fewer}&per_page=100").json["hits"]
        assert f"not-{name.replace('_', '-')}" in {hit["id"] for hit in hits}, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_the_page_shows_the_hits_and_the_total_of_the_json(get, sort, language):
    answer = get(address("/api/v1/search", sort=sort)).json
    page = BeautifulSoup(get(address(f"{language}/search", sort=sort)).text, "html.parser")
    links = [link["href"] for link in page.select("#results .card-title a")]
    assert [re.search("/resources/([^?]*)", link)[1] for link in links] == [hit["id"] for hit in answer["hits"]]
    assert total(page) == answer["total"] == MATCHING


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("ending", ["csv", "ris", "bib"])
def test_a_file_has_the_whole_search_in_the_order_of_the_json(get, whole, ending, sort, language):
    assert ID_READERS[ending](get(address(f"{language}/search.{ending}", sort=sort)).text) == whole(sort)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_a_feed_has_the_page_of_the_json_and_a_reader_finds_nothing_wrong(get, ending, sort, language):
    wanted = [hit["id"] for hit in get(address("/api/v1/search", sort=sort)).json["hits"]]
    feed = get(address(f"{language}/search.{ending}", sort=sort))
    assert ID_READERS[ending](feed.text) == wanted
    assert not feedparser.parse(feed.data).bozo
    if ending == "atom":
        assert read_xml(feed.text).findtext(f"{OPENSEARCH}totalResults") == str(MATCHING)


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_a_feed_without_an_order_is_newest_first(get, whole, ending):
    asked = urlencode(CHOOSING, doseq=True)
    assert ID_READERS[ending](get(f"/search.{ending}?{asked}").text) == whole("newest")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_to_another_form_keeps_all_that_chooses(get, whole, language):
    answer = get(address("/api/v1/search")).json
    page = BeautifulSoup(get(address(f"{language}/search")).text, "html.parser")
    links = [link["href"] for link in page.select("details.disclosure .link-row a") if "/api/" not in link["href"]]
    links += [link["href"] for link in page.select("head link[type*=atom], head link[type*=rss]")]
    links += [link.removeprefix(PUBLIC) for name, link in answer["links"].items() if name in {*ID_READERS, "bibtex"}]
    assert len(links) >= 10
    for link in links:
        ending = re.search(r"\.(\w+)\?", link)[1]
        ids = ID_READERS[ending](get(link).text)
        assert (set(ids), len(ids)) == (set(whole("title")), MATCHING), link
        if ending not in {"atom", "rss"}:
            assert ids == whole("title"), link


def test_every_facet_value_alone_gives_the_number_shown_beside_it_in_every_form(get):
    facets = get(address("/api/v1/search")).json["facets"]
    assert sum(count["count"] for counts in facets.values() for count in counts) > len(facets)
    for name, counts in facets.items():
        for each in (each for each in counts if each["count"]):
            one = urlencode(CHOOSING | {name: [each["value"]]}, doseq=True)
            assert get(f"/api/v1/search?{one}").json["total"] == each["count"], (name, each)
            assert len(ID_READERS["csv"](get(f"/search.csv?{one}").text)) == each["count"]
            assert len(ID_READERS["atom"](get(f"/es/search.atom?{one}").text)) == each["count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_counts_of_the_json_beside_every_box(get, language):
    page = BeautifulSoup(get(address(f"{language}/search")).text, "html.parser")
    shown = {
        (box["name"], box["value"]): (
            re.findall(r"\d+", box.find_parent("label").select_one(".count").text)[0],
            box.has_attr("checked"),
        )
        for box in page.select("#filters input[type=checkbox][name]")
    }
    facets = get(address("/api/v1/search")).json["facets"]
    for name, counts in facets.items():
        for each in (each for each in counts if each["count"]):
            assert shown[name, each["value"]] == (str(each["count"]), each["selected"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chip_leaves_out_one_thing_and_finds_what_the_json_finds_without_it(get, language):
    page = BeautifulSoup(get(address(f"{language}/search")).text, "html.parser")
    chips = [chip["href"] for chip in page.select("a.constraint")]
    assert len(chips) >= len(CHOOSING)
    for chip in chips:
        query = urlencode(parse_qsl(chip.partition("?")[2]))
        found = get(f"/api/v1/search?{query}").json["total"]
        assert total(BeautifulSoup(get(chip).text, "html.parser")) == found, chip
