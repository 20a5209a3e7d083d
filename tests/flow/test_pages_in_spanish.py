"""Pages at /es speak Spanish throughout, but for what records say themselves."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from indexer.ingest import Choices, ingest
from webui import create_app

TAXONOMY = Path(__file__).parents[2] / "corpus" / "taxonomy.yaml"
SPOKEN = ("aria-label", "placeholder", "data-one", "data-many", "data-all", "data-counted", "data-text")
SAME = {
    *("Public Safety Clearinghouse", "National Public Safety Partnership", "Bureau of Justice Assistance"),
    *("PDF", "JSON", "RIS", "BibTeX", "Error:", "Error 400", "Error 404"),
}
"""Names, and words that both languages have."""
PAGES = (
    "/",
    "/search",
    "/search?q=LPR",
    "/search?q=camers&sworn=x",
    "/search?q=review&topic=gun-violence&page=2&sworn=20&published_from=2001",
    "/search?q=zzzzqqq&topic=technology&format=podcast",
    "/search?q=review&page=9",
    "/search?q=the",
    "/search?topic=tecno&foo=1&page=0",
    "/topics/technology",
    "/topics/nothing",
    "/resources/talk",
    "/resources/guide?q=cameras&at=1",
    "/resources/questions",
    "/resources/lonely",
    "/resources/nothing",
    "/resources/questions/text/2",
    "/help/search",
    "/api",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spanish")
    settings = web_catalog.publish(folder, contact="office@example.org")
    (settings.corpus / "taxonomy.yaml").write_bytes(TAXONOMY.read_bytes())
    assert ingest(settings, Choices()).published
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


def spoken(page):
    """Return the texts that a page shows or reads out; what is marked as another language or as code is not its own."""
    for foreign in page.select('body [lang], code, kbd, em, .citation, script, [lang="en"]'):
        foreign.decompose()
    shown = {" ".join(text.split()) for text in page.find_all(string=True)}
    read = {each[name] for each in page.select("*") for name in SPOKEN if each.get(name)}
    return {text for text in shown | read if re.search(r"[^\W\d_]{2}", text)}


def said_by_records():
    """Return everything that the records, their documents and the best bets say, as one text."""
    records = [asdict(record) for record in web_catalog.RECORDS]
    words = json.dumps([records, web_catalog.BETS], default=str, ensure_ascii=False)
    return words + web_catalog.CAPTIONS + web_catalog.PAGE + web_catalog.TABLE


@pytest.mark.parametrize("address", PAGES)
def test_no_word_of_the_interface_is_english_on_a_spanish_page(get, address):
    english, spanish = spoken(get(address)), spoken(get(f"/es{address}"))
    records = said_by_records()
    assert {text for text in english & spanish if text not in records} - SAME == set()


def test_dates_counts_and_vocabularies_are_in_spanish(get):
    page = get("/es/resources/guide").get_text(" ", strip=True)
    assert "mayo de 2020" in page
    assert "Hasta 49 agentes juramentados" in page
    assert "Tecnología" in page
    assert get("/es/search?q=review").select_one(".total").text == "1\u201310 de 12 recursos"


def test_a_resource_in_english_says_so_to_browsers_and_one_in_spanish_does_not(get):
    assert get("/es/resources/guide").h1["lang"] == "en"
    assert "lang" not in get("/es/resources/vecinos").h1.attrs


def test_suggestions_have_the_words_of_the_page_and_the_endpoint_stays_as_it_is(get, client):
    template = get("/es/").select_one("#suggestions")
    assert template["data-address"] == "/api/v1/suggest"
    assert template.select_one('[data-topic="technology"]').string == "Tecnología"
    assert client.get("/es/api/v1/suggest?q=tech").status_code == 404
    assert client.get("/api/v1/suggest?q=techn").json["topics"][0]["label"] == "Technology"


def test_a_feed_in_spanish_is_called_so_and_the_columns_of_a_table_are_not(client):
    assert "Tema: Tecnología" in client.get("/es/search.atom?topic=technology").text
    table = client.get("/es/search.csv?topic=technology").text.splitlines()
    assert "Topics" in table[0]
    assert any("Tecnología" in line for line in table[1:])


def test_a_file_that_cannot_be_made_is_explained_to_programs_in_english(client):
    assert "write a whole number" in client.get("/es/search.csv?sworn=x").json["errors"]["sworn"][0]


def test_a_taxonomy_without_spanish_is_shown_in_english(tmp_path):
    client = create_app(web_catalog.publish(tmp_path)).test_client()
    assert "Gun violence" in client.get("/es/topics/gun-violence").text
    assert factories.TAXONOMY["topics"][0]["label"] in client.get("/es/").text
