"""A Spanish resource is found by any form of a Spanish word, next to English resources."""

import pytest
from bs4 import BeautifulSoup

from catalog.model import Document
from factories import record
from webui import create_app

GUIDE = (
    "<html lang='es'><body><h1>Gu\u00eda</h1><p>Si hay un arma en el hogar, llame a la polic\u00eda.</p></body></html>"
)
FLYER = "<html><body><p>Keep a firearm out of arm\u2019s reach: police arms, one arma catalog.</p></body></html>"


@pytest.fixture
def client(publish_records):
    guide = record(
        "guia",
        title="Hogares seguros",
        summary="Investigaci\u00f3n sobre violencia.",
        language="es-MX",
        documents=(Document(path="guia.html"),),
    )
    flyer = record("flyer", title="Safe homes", language="en", documents=(Document(path="flyer.html"),))
    return create_app(publish_records(guide, flyer, documents={"guia.html": GUIDE, "flyer.html": FLYER})).test_client()


def search(client, text):
    return client.get("/api/v1/search", query_string={"q": text}).json


def highlights(snippet):
    return [snippet["text"][start:end] for start, end in snippet["marks"]]


def test_a_plural_finds_and_highlights_the_singular_in_a_spanish_resource(client):
    hits = {hit["id"]: hit for hit in search(client, "armas")["hits"]}
    assert [highlights(snippet) for snippet in hits["guia"]["snippets"]] == [["arma"]]
    page = BeautifulSoup(client.get("/search?q=armas+hogar").text, "html.parser")
    assert [mark.get_text() for mark in page.select("mark")] == ["arma", "hogar"]


@pytest.mark.parametrize(
    "text", ["investigaciones", "investigacion", "hogar seguro", "\u00bfD\u00f3nde hay polic\u00edas?", "title:hogar"]
)
def test_a_spanish_resource_is_found_by_other_forms_of_its_words(client, text):
    body = search(client, text)
    assert ([hit["id"] for hit in body["hits"]], body["relaxed"]) == (["guia"], False)


def test_an_english_resource_is_matched_with_english_word_forms(client):
    (hit,) = search(client, "arms reached")["hits"]
    assert hit["id"] == "flyer"
    assert [highlights(snippet) for snippet in hit["snippets"]] == [["arm\u2019s reach", "arms"]]
