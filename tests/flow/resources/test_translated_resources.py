"""Pages show a resource in the reader's language, say in which language it is, and where it leads."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import Document, DocumentRole, RecordText
from factories import record
from webui import create_app

TABLE = "place,shots\nPineway and Third,4\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    factories.publish(
        folder,
        record(
            "cameras",
            title="Working with metadata",
            subtitle="A webinar",
            summary="How officers label video.",
            language="en",
            topics=("technology",),
            url="https://www.example.org/metadata",
            translations=(
                RecordText("es", "Cómo etiquetar videos", "Seminario web", "Los agentes etiquetan sus videos."),
            ),
        ),
        record(
            "guia",
            title="Zonas seguras",
            summary="Una guía para vecinos.",
            language="es",
            translations=(RecordText("en", "Safe places", None, "A guide for neighbors."),),
        ),
        record("listed", title="A newsletter item", listed_at="https://www.example.org/newsletter"),
        record("bare", title="A title alone"),
        record(
            "practice",
            title="Practice data",
            sample=True,
            documents=(Document(path="data.csv", role=DocumentRole.DATA),),
        ),
        documents={"data.csv": TABLE},
    )
    return create_app(factories.settings(folder)).test_client()


def page(client, url):
    return BeautifulSoup(client.get(url).text, "html.parser")


def text_of(node):
    return " ".join(node.get_text(" ").split())


def test_a_spanish_page_shows_the_translation_and_the_language_of_the_resource(client):
    main = page(client, "/es/resources/cameras").main
    assert (main.h1.get_text(), main.select_one(".subtitle").get_text()) == ("Cómo etiquetar videos", "Seminario web")
    assert text_of(main.select_one(".resource-summary")) == (
        "Resumen Los agentes etiquetan sus videos. El recurso en sí está en inglés: Working with metadata: A webinar"
    )
    assert "lang" not in main.h1.attrs


def test_an_english_page_shows_the_resource_as_it_is(client):
    main = page(client, "/resources/cameras").main
    assert (main.h1.get_text(), text_of(main.select_one(".resource-summary"))) == (
        "Working with metadata",
        "Summary How officers label video.",
    )


def test_an_english_page_of_a_spanish_resource_says_that_it_is_in_spanish(client):
    main = page(client, "/resources/guia").main
    assert main.h1.get_text() == "Safe places"
    assert "The resource itself is in Spanish: Zonas seguras" in text_of(main)


def test_a_record_without_a_translation_keeps_its_title_in_its_language_on_a_spanish_page(client):
    title = page(client, "/es/resources/listed").main.h1
    assert title.get_text() == "A newsletter item"


def test_results_on_a_spanish_page_have_translated_titles_and_marked_summaries(client):
    card = page(client, "/es/search?q=etiquetan").select_one("#results .card")
    assert card.select_one(".card-title").get_text() == "Cómo etiquetar videos"
    assert [mark.get_text() for mark in card.select("mark")] == ["etiquetan"]


def test_a_citation_keeps_the_title_of_the_resource_on_a_spanish_page(client):
    assert "Working with metadata" in text_of(page(client, "/es/resources/cameras").select_one(".citation"))


def test_an_address_that_only_names_a_resource_is_shown_as_listed_at(client):
    main = page(client, "/resources/listed").main
    link = main.select_one(".resource-access a.button")
    assert (text_of(link), link["href"]) == ("Listed at example.org", "https://www.example.org/newsletter")


def test_a_record_with_only_a_title_says_nothing_of_what_is_missing(client):
    main = page(client, "/resources/bare").main
    assert [text_of(row.dt) for row in main.select(".resource-about .properties div")] == []
    assert "None" not in text_of(main)


def test_a_card_of_a_resource_for_any_agency_does_not_say_so(client):
    assert "Any agency size" not in page(client, "/search?q=metadata").main.select_one("#results").get_text()


def test_a_sample_is_labeled_on_its_card_and_its_page(client):
    facts = [page(client, f"{root}/search?q=practice").select_one("#results .card .fact") for root in ("", "/es")]
    assert [fact.get_text() for fact in facts] == ["Sample", "Ejemplo"]
    assert "this resource is fictional" in text_of(page(client, "/resources/practice").main)


def test_practice_data_never_answers_a_search_for_its_content(client):
    assert client.get("/api/v1/search?q=pineway").json["total"] == 0


def test_a_file_of_practice_data_is_offered_for_download(client):
    assert page(client, "/resources/practice").select_one("a[href$='data.csv']")


def test_samples_are_not_among_the_newest_additions(client):
    newest = page(client, "/").select("section[aria-labelledby=newest] .tile-title")
    assert "Practice data" not in [title.get_text() for title in newest]


def test_a_spanish_answer_of_the_api_has_translated_texts_and_says_so(client):
    (hit,) = client.get("/api/v1/search?q=metadata&lang=es").json["hits"]
    assert (hit["title"], hit["text_language"], hit["language"]) == ("Cómo etiquetar videos", "es", "en")


def test_a_resource_of_the_api_has_all_languages_and_no_sources(client):
    full = client.get("/api/v1/resources/cameras").json["record"]
    assert full["title"] == "Working with metadata"
    assert full["translations"]["es"]["title"] == "Cómo etiquetar videos"
    assert "sources" not in full


def test_suggestions_in_spanish_have_translated_titles(client):
    suggestions = client.get("/api/v1/suggest?q=etiq&lang=es").json
    assert [resource["title"] for resource in suggestions["resources"]] == ["Cómo etiquetar videos"]


def test_a_toolkit_in_spanish_shows_translated_titles(client):
    client.post("/es/toolkit", data={"add": "cameras"}, headers={"Sec-Fetch-Site": "same-origin"})
    titles = [title.get_text() for title in page(client, "/es/toolkit").select(".card-title")]
    assert titles == ["Cómo etiquetar videos"]


def test_a_spanish_feed_has_translated_titles_and_summaries_with_their_language(client):
    feed = client.get("/es/search.atom?q=metadata").text
    assert 'xml:lang="es"' in feed
    assert "Cómo etiquetar videos" in feed
    assert "Los agentes etiquetan sus videos." in feed


def test_a_table_in_spanish_has_translated_texts_and_says_where_a_resource_is_listed(client):
    rows = {
        row["Id in this catalog"]: row
        for row in csv.DictReader(io.StringIO(client.get("/es/search.csv").text.removeprefix("\ufeff")))
    }
    assert rows["cameras"]["Title"] == "Cómo etiquetar videos"
    assert rows["listed"]["Listed at"] == "https://www.example.org/newsletter"
    assert (rows["practice"]["Sample"], rows["cameras"]["Sample"]) == ("Ejemplo", "")
