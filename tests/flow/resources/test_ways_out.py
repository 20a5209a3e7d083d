"""The links of a resource page for when the resource itself cannot be opened."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import Document
from webui import create_app

TITLE = 'Hot spots: "what works" & why'


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways-out")
    records = (
        factories.record("listed", title=TITLE, publishers=("RAND",), listed_at="https://example.org/list"),
        factories.record("old", url="https://www.ncjrs.gov/App/Publications/abstract.aspx?ID=194043#top"),
        factories.record("moved", url="http://ncjrs.gov/pdffiles1/nij/grants/239604.pdf"),
        factories.record("good", url="https://example.org/guide"),
        factories.record("archived", url="https://web.archive.org/web/2008/http://example.org/"),
        factories.record("here", documents=(Document(path="here/text.txt"),)),
        factories.record("sample", url="https://example.org/sample", sample=True),
    )
    factories.publish(folder, *records, documents={"here/text.txt": "A text of ours."})
    return create_app(factories.settings(folder)).test_client()


@pytest.fixture(scope="module")
def page(client):
    """A function that returns the page of a resource."""
    return lambda key: BeautifulSoup(client.get(f"/resources/{key}").text, "html.parser")


@pytest.fixture(scope="module")
def section(page):
    """A function that returns the part of a resource page with other ways to it, or None."""
    return lambda key: page(key).select_one(".elsewhere")


def links(section):
    return [link["href"] for link in section.select("a")]


def test_a_resource_without_an_address_is_searched_for_by_its_exact_title(section):
    part = section("listed")
    assert (part.name, part.h2.text) == ("section", "Find it elsewhere")
    title = "%22Hot+spots%3A+what+works+%26+why%22"
    assert links(part) == [
        f"https://duckduckgo.com/?q=site%3Aojp.gov+{title}",
        f"https://duckduckgo.com/?q=site%3Arand.org+{title}",
        f"https://search.worldcat.org/search?q=ti%3A{title}",
    ]


def test_the_main_way_to_an_address_on_an_old_host_is_its_archived_copy_and_the_address_follows_with_a_warning(page):
    button = page("old").select_one(".resource-access .button-large")
    address = "https://www.ncjrs.gov/App/Publications/abstract.aspx?ID=194043"
    assert (button["href"], button.text) == (
        f"https://web.archive.org/web/2/{address}",
        "Look for an archived copy at the Internet Archive",
    )
    note = button.find_next(class_="note")
    assert "may lead nowhere" in note.text
    assert links(note) == [f"{address}#top"]


def test_the_main_way_to_a_file_that_moved_from_an_old_host_is_its_present_place(page):
    button = page("moved").select_one(".resource-access .button-large")
    assert button["href"] == "https://www.ojp.gov/pdffiles1/nij/grants/239604.pdf"


def test_the_other_ways_to_an_address_on_an_old_host_are_shown_at_once_without_the_main_one(section):
    part = section("moved")
    assert (part.name, part.h2.text) == ("section", "If the link does not work")
    assert links(part)[0] == "https://web.archive.org/web/2/http://ncjrs.gov/pdffiles1/nij/grants/239604.pdf"
    assert "https://www.ojp.gov/pdffiles1/nij/grants/239604.pdf" not in links(part)


def test_a_search_with_another_site_names_that_site(section):
    named = {"duckduckgo.com": "DuckDuckGo", "search.worldcat.org": "WorldCat"}
    for link in section("listed").select("a"):
        assert link.text.startswith("Search ")
        assert named[urlsplit(link["href"]).hostname] in link.text


def test_the_other_ways_to_a_resource_with_a_good_address_are_folded(section):
    part = section("good")
    assert (part.name, part.get("open"), part.summary.text) == ("details", None, "If the link does not work")
    assert "https://web.archive.org/web/2/https://example.org/guide" in links(part)


def test_an_archived_copy_has_no_further_archived_copy(section):
    assert not any("/web/2/" in link for link in links(section("archived")))


@pytest.mark.parametrize("key", ["here", "sample"])
def test_a_resource_of_ours_or_a_fictional_one_is_not_searched_for_elsewhere(section, key):
    assert section(key) is None


def test_the_links_tell_other_sites_nothing_and_the_page_may_fetch_nothing_from_them(section):
    part = section("listed")
    assert {tuple(link["rel"]) for link in part.select("a")} == {("noopener", "noreferrer", "nofollow")}
    assert part.select("img, iframe, script, link") == []
