"""On Spanish pages, what editors wrote in English is marked as English, and fixed values are in Spanish."""

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import Rating
from webui import create_app

URL = "https://example.org/"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    corpus = factories.write_corpus(folder / "corpus")
    factories.write_best_bets(
        corpus,
        {"queries": ["cameras"], "record": "guide", "text": "Begin here."},
        {"queries": ["cameras"], "record": "other", "text": "Comience aqu\u00ed.", "language": "es"},
    )
    for name, language in (("english", None), ("spanish", "es")):
        given = {"language": language} if language else {}
        factories.write_toolkit(corpus, name, title=name, items=[{"record": "guide"}], **given)
    factories.publish(
        folder,
        factories.record(
            "guide", title="Cameras", url=URL, keywords=("body cameras",), rating=Rating("Agency", "Promising")
        ),
        factories.record("other", title="Cameras", url=URL, rating=Rating("Agency", "Five stars")),
        factories.record("third", title="Cameras"),
    )
    client = create_app(factories.settings(folder)).test_client()
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def test_the_notes_of_best_bets_are_marked_with_their_language_english_unless_given(get):
    notes = get("/es/search?q=cameras").select(".card .recommended > span:last-child")
    assert [(note.text, note.get("lang")) for note in notes] == [("Begin here.", "en"), ("Comience aqu\u00ed.", None)]


def test_keywords_are_marked_with_the_language_of_their_resource(get):
    assert get("/es/resources/guide").find("a", string="body cameras").parent["lang"] == "en"
    assert get("/resources/guide").find("a", string="body cameras").parent.get("lang") is None


def test_the_values_of_evidence_ratings_are_translated_if_they_are_known(get):
    labels = [label.text for label in get("/es/search").select(".choice-label")]
    assert {"Agency: Prometedor", "Agency: Five stars"} <= set(labels)
    assert "Prometedor, seg\u00fan Agency" in get("/es/resources/guide").select_one(".properties").text


def test_a_toolkit_says_that_it_is_in_another_language_than_the_page(get):
    notes = {card.h2.text: "Escrito en ingl\u00e9s" in card.text for card in get("/es/toolkits").select(".card")}
    assert notes == {"english": True, "spanish": False}
    assert "Escrito en ingl\u00e9s" in get("/es/toolkits/english").select_one(".page-head").text
    assert "Written in" not in get("/toolkits/english").select_one(".page-head").text
