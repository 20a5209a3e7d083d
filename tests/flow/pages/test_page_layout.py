"""What every page has: the header, the print URL, the funding notice, and escaped text."""

import pytest
from bs4 import BeautifulSoup

import web_catalog


@pytest.mark.parametrize(
    ("url", "marked"),
    [
        ("/topics", [("/topics", "page")]),
        ("/topics/technology", [("/topics", "true")]),
        ("/toolkits", [("/toolkits", "page")]),
        ("/toolkit", [("/toolkits", "true")]),
        ("/es/about", [("/es/about", "page")]),
        ("/es/sites", [("/es/about", "true")]),
        ("/search?q=plate", []),
        ("/", []),
    ],
)
def test_the_header_marks_the_current_page_or_part_of_the_site(get, url, marked):
    assert [(link["href"], link["aria-current"]) for link in get(url).select(".nav [aria-current]")] == marked


def test_the_header_of_an_error_page_marks_no_link(client):
    response = client.get("/search?topic=nothing")
    assert response.status_code == 400
    assert not BeautifulSoup(response.text, "html.parser").select(".nav [aria-current]")


@pytest.mark.parametrize(
    ("url", "printed_url"),
    [
        ("/search?topic=technology&q=plate", "/search?q=plate&topic=technology"),
        ("/resources/guide?at=1&q=cameras", "/resources/guide"),
        ("/es/about", "/es/about"),
    ],
)
def test_a_printed_page_shows_its_url(get, url, printed_url):
    assert get(url).select_one(".header .print-only").get_text().endswith(printed_url)


def test_every_page_has_the_funding_notice(get):
    for url in ("/", "/search", "/topics/technology", "/resources/guide", "/help/search", "/api"):
        assert "funded through a grant from the Bureau of Justice Assistance" in get(url).footer.get_text()


def test_markup_in_records_and_queries_is_shown_as_text(get):
    for url in ("/search?q=quoted", "/resources/hostile", f"/search?q={web_catalog.HOSTILE.replace('&', '%26')}"):
        page = get(url)
        assert page.select('script:not([src], [type="application/ld+json"])') == []
        assert web_catalog.HOSTILE in page.get_text()
