"""The pages with the text of a document."""

import pytest

from webui.urls import PASSAGES_PER_TEXT_PAGE

LONG = "/resources/long/text/1"
"""A text with more passages than one page has."""


def test_the_text_page_has_a_section_for_each_page_of_the_document(get):
    page = get("/resources/guide/text/1")
    sections = {section["id"]: section.get_text(" ", strip=True) for section in page.select(".text-section")}
    assert list(sections) == ["at-page-1", "at-page-2"]
    assert sections["at-page-2"].startswith("Page 2 Open")
    assert page.find("a", href="/documents/guide/guide.pdf#page=2")


def test_a_text_on_one_page_has_no_links_to_other_pages(get):
    page = get("/resources/guide/text/1")
    assert "Page" not in page.title.get_text()
    assert page.select(".pagination") == []


def test_a_long_text_is_on_several_pages_without_gaps_or_repetitions(get):
    pages = [get(f"{LONG}?page={number}") for number in (1, 2)]
    lengths = [len(page.select(".text-section")) for page in pages]
    words = " ".join(page.select_one(".text").get_text(" ", strip=True) for page in pages)
    assert (lengths[0], sum(lengths)) == (PASSAGES_PER_TEXT_PAGE, 310)
    assert all(words.count(f"minute {minute}.") == 1 for minute in range(310))


def test_the_pages_of_a_text_link_to_each_other_and_have_their_own_titles_and_urls(get):
    for url, number, relation, other in ((LONG, 1, "next", f"{LONG}?page=2"), (f"{LONG}?page=2", 2, "prev", LONG)):
        page = get(url)
        assert f"Page {number} of 2" in page.title.get_text()
        assert page.find("link", rel="canonical")["href"] == f"http://127.0.0.1:8000{url}"
        assert page.find("a", rel=relation)["href"] == other


def test_in_spanish_the_pages_of_a_text_are_in_spanish(get):
    page = get(f"/es{LONG}")
    assert page.select_one(".count").get_text() == "Página 1 de 2"
    assert page.find("a", rel="next")["href"] == f"/es{LONG}?page=2"


@pytest.mark.parametrize(("minute", "page"), [(7, ""), (305, "?page=2")])
def test_a_matching_passage_links_to_the_page_of_the_text_that_has_it(get, client, minute, page):
    search = f"q=%22talking+minute+{minute}%22"
    link = get(f"/search?{search}").select_one(".passages a")["href"]
    assert link == f"{LONG}{page}#at-t-{minute * 60}"
    url, _, anchor = link.partition("#")
    assert f"minute {minute}." in get(url).find(id=anchor).get_text()
    (hit,) = client.get(f"/api/v1/search?{search}").json["hits"]
    assert hit["snippets"][0]["locator"]["url"] == f"http://127.0.0.1:8000{link}"


def test_a_page_with_tracking_parameters_is_the_same_page(get):
    assert get(f"{LONG}?page=2&utm_source=newsletter").select_one(".count").get_text() == "Page 2 of 2"


@pytest.mark.parametrize(
    "url",
    [
        "/resources/guide/text/0",
        "/resources/guide/text/2",
        "/resources/lonely/text/1",
        "/resources/guide/text/1?page=2",
        *(f"{LONG}?page={page}" for page in ("0", "3", "two", "9" * 5_000)),
    ],
)
def test_a_missing_text_page_is_404(get, url):
    get(url, status=404)


def test_a_table_document_is_shown_as_a_table_that_can_be_scrolled_by_keyboard(get):
    table = get("/resources/questions/text/2").select_one('.table-scroll[tabindex="0"] table')
    assert [cell.get_text() for cell in table.select("th[scope=col]")] == ["task", "done"]
    assert [cell.get_text() for cell in table.select("td")] == ["list the partners", "no"]
