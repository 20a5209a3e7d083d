"""What editors write is shown as they mean it, and can do no harm."""

import pytest
from bs4 import BeautifulSoup

from webui.components.markdown import render_markdown
from webui.urls import SiteUrls


def shown(text, addresses=SiteUrls()):  # noqa: B008  # a frozen value
    return BeautifulSoup(str(render_markdown(text, addresses).html), "html.parser")


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "a <b onclick='x'>b</b>", "<img src=x onerror=y>", "<!-- c -->"]
)
def test_html_is_shown_as_text(html):
    page = shown(html)
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
def test_links_that_are_not_safe_are_no_links(href):
    assert not shown(f"[words](<{href}>)").find_all("a")
    assert not shown(f"<{href}>").find_all("a")


@pytest.mark.parametrize("href", ["https://example.org/a?b=c", "http://example.org/", "mailto:a@example.org", "#here"])
def test_other_links_stay_as_they_are(href):
    assert shown(f"[words]({href})").a["href"] == href


def test_a_path_of_the_site_gets_its_language_and_a_file_does_not():
    page = shown("[a](/team) [b](/search?q=x#results) [c](/documents/a.pdf)", SiteUrls("/mount", "", "es"))
    assert [each["href"] for each in page("a")] == [
        "/mount/es/team",
        "/mount/es/search?q=x#results",
        "/mount/documents/a.pdf",
    ]


def test_a_picture_is_a_link_to_it():
    page = shown("![a map](https://example.org/map.png)")
    assert not page("img")
    assert page.a.get_text() == "a map"


def test_headings_stand_below_the_title_and_can_be_linked_to():
    text = render_markdown("# First\n\n## Second *word*\n\n### Third\n\n###### Deep\n\n## First", SiteUrls())
    page = BeautifulSoup(str(text.html), "html.parser")
    assert [(each.name, each["id"]) for each in page.find_all(["h2", "h3", "h4"])] == [
        ("h2", "first"),
        ("h2", "second-word"),
        ("h3", "third"),
        ("h4", "deep"),
        ("h2", "first-2"),
    ]
    assert text.headings == (("first", "First"), ("second-word", "Second word"), ("first-2", "First"))


def test_no_heading_takes_an_id_of_the_page_itself():
    assert [each["id"] for each in shown("## Main\n\n## Notice\n\n## ***")("h2")] == ["main-2", "notice-2", "part"]


def test_text_that_is_nested_a_thousand_times_is_cut_and_not_fatal():
    assert shown("> " * 1_000 + "deep")


def test_a_backslash_leads_nowhere_else():
    assert shown("[words](</\\elsewhere.example>)").a["href"] == "/%5Celsewhere.example"


def test_any_number_of_headings_of_the_same_words_get_anchors_of_their_own():
    anchors = [anchor for anchor, _ in render_markdown("## Same\n\n" * 8_000, SiteUrls("")).headings]
    assert anchors[:3] + anchors[-1:] == ["same", "same-2", "same-3", "same-8000"]
