"""The Atom and RSS feeds of a search, as a feed reader reads them."""

import datetime as dt
import re
from dataclasses import replace
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import PartialDate
from export_readers import ATOM, ID_READERS, OPENSEARCH, atom_ids, read_xml
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
FEEDS = ("atom", "rss")


@pytest.mark.parametrize("extension", FEEDS)
def test_a_feed_has_its_media_type_and_encoding(client, extension):
    assert client.get(f"/search.{extension}").headers["Content-Type"] == f"application/{extension}+xml; charset=utf-8"


@pytest.mark.parametrize("element", ["id", "title", "updated"])
def test_atom_has_the_elements_that_rfc_4287_requires(get, element):
    feed = read_xml(get("/search.atom"))
    for parent in (feed, *feed.iter(f"{ATOM}entry")):
        assert len(parent.findall(f"{ATOM}{element}")) == 1
        assert parent.findtext(f"{ATOM}{element}").strip()


@pytest.mark.parametrize("extension", FEEDS)
def test_a_feed_is_valid_and_complete_for_a_feed_reader(client, extension):
    feed = feedparser.parse(client.get(f"/search.{extension}?per_page=100").data)
    assert not feed.bozo
    assert feed.version == {"atom": "atom10", "rss": "rss20"}[extension]
    assert feed.feed.title == "All resources \u2013 Public Safety Clearinghouse"
    assert len(feed.entries) == len(web_catalog.RECORDS)
    guide = next(entry for entry in feed.entries if entry.id == f"{PUBLIC_URL}/resources/guide")
    assert (guide.title, guide.link) == ("Body-worn cameras in small towns", f"{PUBLIC_URL}/resources/guide")
    assert guide.summary == "What a small agency should settle before it buys cameras."
    assert {"Technology", "Publication"} <= {tag.label or tag.term for tag in guide.tags}


def test_every_entry_has_its_authors_or_those_of_the_feed(get):
    feed = read_xml(get("/search.atom"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Public Safety Clearinghouse"
    authors = {
        record_id_of(entry): [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")] for entry in feed
    }
    assert authors["guide"] == ["A. Author"]
    assert authors["talk"] == ["Bureau of Justice Assistance"]


def record_id_of(element):
    return element.findtext(f"{ATOM}id", "").rpartition("/")[2]


def entry_of(feed, record_id):
    return next(entry for entry in read_xml(feed).iter(f"{ATOM}entry") if record_id_of(entry) == record_id)


def test_ids_are_unique_urls_of_the_public_site(get):
    feed = read_xml(get("/search.atom"))
    ids = [parent.findtext(f"{ATOM}id") for parent in (feed, *feed.iter(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)
    assert all(element_id.startswith(f"{PUBLIC_URL}/") for element_id in ids)


def test_an_entry_links_to_its_page_and_to_the_resource(get):
    links = {link.get("rel"): link.get("href") for link in entry_of(get("/search.atom"), "guide").iter(f"{ATOM}link")}
    assert links == {"alternate": f"{PUBLIC_URL}/resources/guide", "related": "https://example.org/guide"}


def test_an_entry_has_its_topics_and_format_as_categories(get):
    categories = [
        (element.get("term"), element.get("label"))
        for element in entry_of(get("/search.atom"), "guide")
        if "term" in element.attrib
    ]
    assert categories == [("technology", "Technology"), ("publication", "Publication")]


def test_atom_times_follow_rfc_3339(get):
    for element in read_xml(get("/search.atom")).iter():
        if element.tag in {f"{ATOM}updated", f"{ATOM}published"}:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.text)
            assert dt.datetime.fromisoformat(element.text).tzinfo


def test_an_entry_was_updated_when_it_was_reviewed_or_else_added_or_else_published(publish_records):
    day = dt.date(2026, 3, 1)
    records = [
        factories.record("a", added=dt.date(2026, 1, 1), reviewed=day),
        factories.record("b", added=dt.date(2026, 1, 1), published=PartialDate(2010)),
        factories.record("c", published=PartialDate(2016, 5)),
        factories.record("d"),
    ]
    client = create_app(publish_records(*records)).test_client()
    feed = client.get("/search.atom").text
    updated = {name: entry_of(feed, name).findtext(f"{ATOM}updated")[:10] for name in "abcd"}
    generation_day = client.get("/api/v1/status").json["published_at"][:10]
    assert updated == {"a": "2026-03-01", "b": "2026-01-01", "c": "2016-05-01", "d": generation_day}


def test_rss_has_the_elements_that_its_specification_requires(get):
    channel = read_xml(get("/search.rss?q=cameras")).find("channel")
    assert channel.findtext("title") == "\u201ccameras\u201d \u2013 Public Safety Clearinghouse"
    assert channel.findtext("link") == f"{PUBLIC_URL}/search?q=cameras"
    assert channel.findtext("description") == "2 resources"
    assert channel.find(f"{ATOM}link").attrib["href"] == f"{PUBLIC_URL}/search.rss?q=cameras"
    item = channel.find("item")
    assert item.findtext("guid") == item.findtext("link") == f"{PUBLIC_URL}/resources/guide"
    assert parsedate_to_datetime(item.findtext("pubDate")) == dt.datetime(2020, 5, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("extension", FEEDS)
def test_a_feed_says_how_many_resources_match(get, extension):
    feed = read_xml(get(f"/search.{extension}?per_page=5"))
    paging = {name: feed.find(f".//{OPENSEARCH}{name}").text for name in ("totalResults", "startIndex", "itemsPerPage")}
    assert paging == {"totalResults": str(len(web_catalog.RECORDS)), "startIndex": "1", "itemsPerPage": "5"}


def test_a_feed_has_the_newest_first_although_the_page_is_sorted_by_relevance(publish_records):
    best = factories.record("best", title="Gun tracing", summary="Gun tracing.", published=PartialDate(2001))
    newest = factories.record("newest", title="Patrol", summary="A word on gun tracing.", published=PartialDate(2024))
    client = create_app(publish_records(best, newest)).test_client()
    assert [hit["id"] for hit in client.get("/api/v1/search?q=gun+tracing").json["hits"]] == ["best", "newest"]
    for extension in FEEDS:
        assert ID_READERS[extension](client.get(f"/search.{extension}?q=gun+tracing").text) == ["newest", "best"]


@pytest.mark.parametrize("extension", FEEDS)
@pytest.mark.parametrize("query", ["", "q=policing", "topic=technology"])
def test_a_classic_that_is_added_today_is_the_first_entry_of_every_feed(publish_records, extension, query):
    records = [
        factories.record(
            f"r{number:02}", title="Policing", topics=("technology",), published=PartialDate(2026, 1, number + 1)
        )
        for number in range(12)
    ]
    classic = replace(records[0], id="classic", published=PartialDate(1998), added=dt.date(2026, 11, 28))
    client = create_app(publish_records(*records, classic)).test_client()
    pages = [client.get(f"/search.{extension}?{query}&per_page=5&page={page}").text for page in (1, 2, 3)]
    newest_first = [record.id for record in reversed(records)]
    assert [record_id for page in pages for record_id in ID_READERS[extension](page)] == ["classic", *newest_first]
    times = [entry.published_parsed for page in pages for entry in feedparser.parse(page).entries]
    assert times == sorted(times, reverse=True)
    by_publication = client.get(f"/search.{extension}?{query}&sort=newest").text
    assert ID_READERS[extension](by_publication) == [*newest_first, "classic"]


def test_a_feed_keeps_a_requested_sort_order(get, client):
    expected = [hit["id"] for hit in client.get("/api/v1/search?q=review&sort=title&per_page=100").json["hits"]]
    assert atom_ids(get("/search.atom?q=review&sort=title")) == expected


@pytest.mark.parametrize("extension", FEEDS)
@pytest.mark.parametrize(
    ("parameters", "length"), [("", 50), ("per_page=", 50), ("per_page=10", 10), ("per_page=60", 60)]
)
def test_a_feed_has_fifty_entries_unless_another_number_is_requested(large_site, extension, parameters, length):
    assert len(ID_READERS[extension](large_site.get(f"/search.{extension}?{parameters}").text)) == length


@pytest.fixture(scope="module")
def large_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    assert factories.publish(folder, *(factories.record(f"r{number:03}") for number in range(120))).published
    return create_app(factories.settings(folder, public_url=PUBLIC_URL)).test_client()


def test_the_pages_of_a_feed_link_to_each_other_share_one_id_and_have_every_entry_once(large_site):
    url, feed_ids, record_ids = "/search.atom?per_page=50", set(), []
    while url:
        text = large_site.get(url).text
        feed = read_xml(text)
        feed_ids.add(feed.findtext(f"{ATOM}id"))
        record_ids += atom_ids(text)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert ("previous" in links) == (len(record_ids) > 50)
        url = links.get("next", "").removeprefix(PUBLIC_URL)
    assert feed_ids == {f"{PUBLIC_URL}/search.atom"}
    assert record_ids == [f"r{number:03}" for number in range(120)]


@pytest.mark.parametrize("extension", FEEDS)
def test_the_self_link_of_a_feed_gives_the_same_feed(get, extension):
    text = get(f"/search.{extension}?topic=gun-violence&q=review&per_page=10&sort=added&utm_source=news")
    link = next(element for element in read_xml(text).iter(f"{ATOM}link") if element.get("rel") == "self")
    assert link.get("href") == f"{PUBLIC_URL}/search.{extension}?per_page=10&q=review&topic=gun-violence"
    assert get(link.get("href").removeprefix(PUBLIC_URL)) == text


@pytest.mark.parametrize("extension", FEEDS)
def test_a_search_without_results_is_a_feed_without_entries(get, extension):
    assert ID_READERS[extension](get(f"/search.{extension}?q=zzzqqq")) == []


def test_markup_in_a_title_or_summary_is_text_in_a_feed(get):
    entry = entry_of(get("/search.atom"), "hostile")
    for name in ("title", "summary"):
        assert entry.find(f"{ATOM}{name}").attrib == {"type": "text"}
        assert web_catalog.HOSTILE in entry.findtext(f"{ATOM}{name}")
    item = read_xml(get("/search.rss?q=alert")).find(".//item")
    assert item.findtext("title") == web_catalog.HOSTILE
    description = BeautifulSoup(item.findtext("description"), "html.parser")  # feed readers show it as HTML
    assert description.find("script") is None
    assert description.get_text() == f"A summary with {web_catalog.HOSTILE}."


def test_markup_in_a_query_is_text_in_its_feed(client):
    text = client.get("/search.atom", query_string={"q": f"]]>{web_catalog.HOSTILE}"}).text
    assert f"]]>{web_catalog.HOSTILE}" in read_xml(text).findtext(f"{ATOM}title")


def test_an_entry_in_another_language_has_its_language_tag(get):
    entry = entry_of(get("/search.atom?q=vecinos"), "vecinos")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"


def test_the_search_page_links_to_its_feeds(get):
    page = BeautifulSoup(get("/search?q=cameras&topic=technology&sort=title&page=1&per_page=20"), "html.parser")
    links = page.select('head link[rel="alternate"][type$="+xml"]:not([type*="oembed"])')
    assert [(link["type"], link["href"], link["title"]) for link in links] == [
        (f"application/{extension}+xml", f"/search.{extension}?q=cameras&topic=technology", f"{title} ({name})")
        for title in ["\u201ccameras\u201d, Topic: Technology"]
        for extension, name in (("atom", "Atom"), ("rss", "RSS"))
    ]
    for link in links:
        assert get(link["href"])
