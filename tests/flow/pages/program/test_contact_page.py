"""The contact page: it promises an answer only if there is an address, and repeats the search that led to it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from webui import create_app

SEARCH = "/contact?q=bus+%22stop%22+robbery"


@pytest.fixture(scope="module")
def get_without_address(settings):
    """A function that returns a parsed page of the same site without an address to write to."""
    client = create_app(settings_without(settings)).test_client()
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def settings_without(settings):
    """Return the settings without a contact."""
    return type(settings)(**{name: getattr(settings, name) for name in settings.__slots__ if name != "contact"})


def test_the_contact_page_has_the_email_address_of_the_settings(get):
    assert get("/contact").select_one("main a[href^=mailto]")["href"] == "mailto:desk@example.org"
    assert not get("/team").select("main a[href^=mailto]")


def test_the_search_that_led_to_the_page_is_shown_and_becomes_the_subject_of_the_message(get):
    page = get(SEARCH)
    assert 'You searched for “bus "stop" robbery”.' in page.select_one(".contact-box").text
    assert page.select_one(".contact-box a[href^='/search']")["href"] == "/search?q=bus+%22stop%22+robbery"
    message = urlsplit(page.select_one("main a[href^=mailto]")["href"])
    subject = parse_qs(message.query)["subject"][0]
    assert (message.path, subject) == (
        "desk@example.org",
        'Public Safety Clearinghouse: search for “bus "stop" robbery”',
    )


def test_the_link_to_the_other_language_keeps_the_search(get):
    assert get("/contact?q=robbery").select_one("#languages a")["href"] == "/es/contact?q=robbery"


@pytest.mark.parametrize("query", ["q=", "q=%00", "utm_source=news", "page=2"])
def test_what_is_no_search_is_ignored(client, get, query):
    assert client.get(f"/contact?{query}").status_code == 200
    assert "You searched" not in get(f"/contact?{query}").main.text


def test_a_long_search_is_shortened(get):
    assert "x" * 200 + "”" in get(f"/contact?q={'x' * 500}").main.text


def test_without_an_address_nobody_is_said_to_answer(get_without_address):
    page = get_without_address(SEARCH)
    assert "nobody can answer here" in page.select_one(".contact-box").text
    assert "You searched for" in page.select_one(".contact-box").text
    assert page.select("a[href^=mailto]") == []
    nothing_found = get_without_address("/search?q=zzzqqq").select_one(".no-results")
    assert "Where else to ask for help" in nothing_found.text
    assert "tell us" not in nothing_found.text
