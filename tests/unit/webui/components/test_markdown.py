"""Markdown by editors becomes safe HTML."""

import pytest
from bs4 import BeautifulSoup

from webui.components.markdown import render_markdown
from webui.urls import SiteUrls


def html_of(text, urls=SiteUrls()):  # noqa: B008  # a frozen value
    return BeautifulSoup(str(render_markdown(text, urls).html), "html.parser")


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "a <b onclick='x'>b</b>", "<img src=x onerror=y>", "<!-- c -->"]
)
def test_html_is_shown_as_text(html):
    page = html_of(html)
    assert page.get_text().strip() == html
    assert {tag.name for tag in page.find_all()} == {"p"}


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//elsewhere.example",
        "relative/page",
        "ftp://example.org/",
    ],
)
def test_unsafe_links_are_not_links(href):
    assert not html_of(f"[words](<{href}>)").find_all("a")
    assert not html_of(f"<{href}>").find_all("a")


@pytest.mark.parametrize("href", ["https://example.org/a?b=c", "http://example.org/", "mailto:a@example.org", "#here"])
def test_safe_links_are_unchanged(href):
    assert html_of(f"[words]({href})").a["href"] == href


def test_a_link_to_a_page_gets_the_language_and_a_link_to_a_file_does_not():
    page = html_of("[a](/team) [b](/search?q=x#results) [c](/documents/a.pdf)", SiteUrls("/mount", "", "es"))
    assert [link["href"] for link in page("a")] == [
        "/mount/es/team",
        "/mount/es/search?q=x#results",
        "/mount/documents/a.pdf",
    ]


def test_an_image_becomes_a_link_to_it():
    page = html_of("![a map](https://example.org/map.png)")
    assert not page("img")
    assert page.a.get_text() == "a map"


def test_headings_are_below_the_page_title_and_have_ids():
    text = render_markdown("# First\n\n## Second *word*\n\n### Third\n\n###### Deep\n\n## First", SiteUrls())
    page = BeautifulSoup(str(text.html), "html.parser")
    assert [(heading.name, heading["id"]) for heading in page.find_all(["h2", "h3", "h4"])] == [
        ("h2", "first"),
        ("h2", "second-word"),
        ("h3", "third"),
        ("h4", "deep"),
        ("h2", "first-2"),
    ]
    assert text.headings == (("first", "First"), ("second-word", "Second word"), ("first-2", "First"))


def test_no_heading_has_an_id_that_the_page_uses():
    assert [heading["id"] for heading in html_of("## Main\n\n## Notice\n\n## ***")("h2")] == [
        "main-2",
        "notice-2",
        "part",
    ]


def test_deeply_nested_text_does_not_fail():
    assert html_of("> " * 1_000 + "deep")


def test_a_backslash_in_a_link_does_not_lead_to_another_site():
    assert html_of("[words](</\\elsewhere.example>)").a["href"] == "/%5Celsewhere.example"


def test_headings_with_the_same_text_get_unique_ids():
    anchors = [anchor for anchor, _ in render_markdown("## Same\n\n" * 8_000, SiteUrls("")).headings]
    assert anchors[:3] + anchors[-1:] == ["same", "same-2", "same-3", "same-8000"]
