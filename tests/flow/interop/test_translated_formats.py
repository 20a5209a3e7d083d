"""What people read in Spanish has translated titles in every format, in their order; references keep the original."""

import datetime as dt

import feedparser
import pytest
from bs4 import BeautifulSoup

import factories
from assistant_messages import data_of
from catalog.model import RecordStatus, RecordText, Withdrawal
from export_readers import ID_READERS, csv_rows
from factories import record
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    factories.write_best_bets(factories.write_corpus(folder / "corpus"), {"queries": ["video"], "record": "cameras"})
    factories.publish(
        folder,
        record(
            "cameras",
            title="Working with metadata",
            subtitle="A webinar",
            summary="How officers label video.",
            language="en",
            url="https://example.org/metadata",
            translations=(RecordText("es", "Cómo etiquetar videos", "Seminario", "Los agentes etiquetan sus videos."),),
        ),
        record("knives", title="Knives at school", related=("cameras",)),
        record(
            "old",
            title="Old guide",
            status=RecordStatus.WITHDRAWN,
            withdrawn=Withdrawal(dt.date(2026, 5, 1), "It is out of date", "cameras"),
        ),
    )
    return create_app(factories.settings(folder)).test_client()


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize("extension", ["atom", "rss"])
@pytest.mark.parametrize(
    ("root", "title", "summary"),
    [
        ("", "Working with metadata", "How officers label video."),
        ("/es", "Cómo etiquetar videos", "Los agentes etiquetan sus videos."),
    ],
)
def test_a_feed_has_titles_and_summaries_in_its_language(client, extension, root, title, summary):
    (entry,) = feedparser.parse(client.get(f"{root}/search.{extension}?q=metadata").data).entries
    assert (entry.title, entry.summary) == (title, summary)


def test_an_entry_of_an_atom_feed_is_in_the_language_of_its_text(client):
    (entry,) = feedparser.parse(client.get("/es/search.atom?q=metadata").data).entries
    assert entry.title_detail.language == "es"


def test_a_spanish_table_has_spanish_texts_and_says_that_the_resource_is_in_english(client):
    (row,) = csv_rows(client.get("/es/search.csv?q=metadata").text)
    texts = ["Cómo etiquetar videos", "Seminario", "Los agentes etiquetan sus videos.", "English"]
    assert [row[name] for name in ("Title", "Subtitle", "Summary", "Language")] == texts


@pytest.mark.parametrize(("root", "expected"), [("", ["knives", "cameras"]), ("/es", ["cameras", "knives"])])
@pytest.mark.parametrize("extension", ["atom", "csv", "ris"])
def test_a_file_has_the_order_of_the_page_in_its_language(client, extension, root, expected):
    links = page(client, f"{root}/search?sort=title").select("#results .card-title a")
    assert [link["href"].split("?")[0].rpartition("/")[2] for link in links] == expected
    assert ID_READERS[extension](client.get(f"{root}/search.{extension}?sort=title").text) == expected


def test_a_reference_has_the_title_of_the_resource_in_every_language(client):
    assert "Working with metadata" in client.get("/es/resources/cameras.ris").text


def test_a_list_in_a_frame_has_the_order_of_its_language(client):
    titles = page(client, "/es/embed/frame?mode=list&sort=title").select("li a")
    assert [title.get_text().strip() for title in titles][:2] == ["Cómo etiquetar videos", "Knives at school"]


def test_the_preview_of_a_spanish_page_is_in_spanish_and_its_citation_is_not(client):
    head = page(client, "/es/resources/cameras").head
    assert head.find("meta", property="og:title")["content"] == "Cómo etiquetar videos"
    assert head.find("meta", property="og:description")["content"] == "Los agentes etiquetan sus videos."
    assert head.find("meta", attrs={"name": "citation_title"})["content"] == "Working with metadata: A webinar"
    assert {link["title"] for link in head.select("link[type*=oembed]")} == {"Cómo etiquetar videos"}


def test_a_withdrawn_resource_names_its_successor_in_the_language_of_the_page(client):
    link = page(client, "/es/resources/old", 410).select_one(".notice-box a")
    assert (link.get_text(), link["href"]) == ("Cómo etiquetar videos", "/es/resources/cameras")


def test_an_assistant_who_asks_in_spanish_gets_translated_titles_everywhere(client):
    found = data_of(client, "search", query="video", language="es")
    assert [item["title"] for item in (*found["hits"], *found["recommended"])] == ["Cómo etiquetar videos"] * 2
    resource = data_of(client, "get_resource", id="cameras", language="es")
    assert (resource["title"], resource["subtitle"]) == ("Cómo etiquetar videos", "Seminario")
    (related,) = data_of(client, "get_resource", id="knives", language="es")["related"]
    withdrawn = data_of(client, "get_resource", id="old", language="es")
    assert [related["title"], withdrawn["replaced_by"]["title"]] == ["Cómo etiquetar videos"] * 2
