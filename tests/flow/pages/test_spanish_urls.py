"""The language of the interface is part of the URL."""

import pytest
from bs4 import BeautifulSoup

import web_catalog
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    client = create_app(web_catalog.publish(tmp_path_factory.mktemp("spanish"), public_url=PUBLIC_URL)).test_client()
    return lambda url, **options: BeautifulSoup(client.get(url, **options).text, "html.parser")


def test_the_language_of_a_page_is_that_of_its_url(get):
    assert [get(url).html["lang"] for url in ("/search", "/es/search", "/es")] == ["en", "es", "es"]


def test_links_to_pages_keep_the_language_and_urls_of_files_have_none(get):
    page = get("/es/search?q=camera")
    assert page.select_one(".card-title a")["href"].startswith("/es/resources/")
    assert page.select_one("link[rel=stylesheet]")["href"].startswith("/static/")
    assert page.select_one(".passages a")["href"].startswith("/documents/")


def test_the_link_to_the_other_language_keeps_the_query_string(get):
    link = get("/search?topic=technology&q=camera").select_one("#languages a")
    assert (link["href"], link["hreflang"]) == ("/es/search?q=camera&topic=technology", "es")
    assert get(link["href"]).select_one("#languages a")["href"] == "/search?q=camera&topic=technology"


def test_every_page_has_hreflang_links_to_all_languages(get):
    links = get("/es/resources/guide").select("link[hreflang]")
    assert {link["hreflang"]: link["href"] for link in links} == {
        "en": f"{PUBLIC_URL}/resources/guide",
        "es": f"{PUBLIC_URL}/es/resources/guide",
    }


def test_the_language_follows_the_path_that_the_site_is_mounted_at(get):
    page = get("/es/search", base_url="http://127.0.0.1:8000/library")
    assert page.select_one(".brand")["href"] == "/library/es/"
    assert page.select_one("link[rel=stylesheet]")["href"].startswith("/library/static/")
