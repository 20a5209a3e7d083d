"""Editors' toolkits: listed, read, cached and copied."""

import datetime as dt

import factories
from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit
from webui import create_app

FEATURED = FeaturedToolkit(
    "first-cameras",
    Toolkit(
        "First cameras",
        "For a town that buys its first cameras.",
        (Section("", (Item("guide", "Begin here"),)), Section("Then", (Item("questions"), Item("gone")))),
        made=dt.date(2026, 1, 5),
    ),
    ("technology",),
    1,
    49,
)


def test_featured_toolkits_are_listed_and_shown_like_shared_ones(site, visitor):
    site.feature(FEATURED)
    link = visitor.get("/toolkits").select_one("main .card-title a")
    assert (link.text, link["href"]) == ("First cameras", "/toolkits/first-cameras")
    page = visitor.get(link["href"])
    assert page.h1.text == "First cameras"
    assert "For agencies with 1 to 49 sworn officers" in page.text
    assert page.select_one("main .meta a")["href"] == "/topics/technology"
    assert "Begin here" in page.text
    assert "This resource is no longer in the catalog." in page.select_one("#item-gone").text
    assert page.find("link", rel="canonical")["href"].endswith("/toolkits/first-cameras")


def test_pages_of_featured_toolkits_may_be_cached(site, visitor):
    site.feature(FEATURED)
    for url in ("/toolkits", "/toolkits/first-cameras"):
        response = visitor.client.get(url)
        assert response.headers["Cache-Control"].startswith("public")
        assert "noindex" not in response.text
        again = visitor.client.get(url, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


def test_a_featured_toolkit_can_be_copied(site, visitor):
    site.feature(FEATURED)
    visitor.post("/toolkit/copy", featured="first-cameras")
    assert visitor.titles() == ["Body-worn cameras in small towns", "Questions to ask about storage", "gone"]


def test_the_page_of_an_empty_toolkit_links_to_featured_ones(site, visitor):
    site.feature(FEATURED)
    assert visitor.get().select_one(".toolkit-empty a[href='/toolkits/first-cameras']").text == "First cameras"


def test_an_unknown_featured_toolkit_is_a_friendly_404(visitor):
    response = visitor.client.get("/toolkits/none")
    assert (response.status_code, "There is no toolkit &#39;none&#39;" in response.text) == (404, True)


def test_an_empty_list_of_featured_toolkits_says_so(publish_records):
    client = create_app(publish_records(factories.record("one"))).test_client()
    assert "There are no featured toolkits at the moment." in client.get("/toolkits").text
