"""The JSON API in Spanish: `lang` changes labels and the addresses of pages, and nothing else."""

import pytest

import web_catalog
from indexer.ingest.pipeline import IngestOptions, ingest
from paths import CORPUS
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a site whose taxonomy, that of the starter corpus, has Spanish labels."""
    settings = web_catalog.publish(tmp_path_factory.mktemp("spanish"))
    (settings.corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    assert ingest(settings, IngestOptions(force=True)).published
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    return lambda path: client.get(f"/api/v1/{path}").json


def test_facet_labels_are_in_the_chosen_language(get):
    labels = {value["value"]: value["label"] for value in get("search?lang=es")["facets"]["topic"]}
    assert labels["technology"] == "Tecnología"


def test_the_default_language_is_english(get):
    english, default = get("search?q=cameras&lang=en"), get("search?q=cameras")
    assert {**english, "took_ms": 0} == {**default, "took_ms": 0}


def test_the_language_is_part_of_the_cached_response(client):
    urls = ("/api/v1/search?q=cameras", "/api/v1/search?q=cameras&lang=es")
    english, spanish = (client.get(url) for url in urls)
    assert english.headers["ETag"] != spanish.headers["ETag"]
    again = client.get(urls[1], headers={"If-None-Match": english.headers["ETag"]})
    assert (again.status_code, again.json["facets"]) == (200, spanish.json["facets"])


def test_hits_are_labeled_and_open_the_spanish_page(get):
    hit = get("search?q=body+worn+cameras&lang=es")["hits"][0]
    assert hit["page_url"].endswith("/es/resources/guide")
    assert hit["labels"]["agency_size"] == "Hasta 49 agentes juramentados"
    assert hit["labels"]["published"] == "mayo de 2020"
    assert hit["title"] == "Body-worn cameras in small towns"


def test_a_document_has_one_address_in_all_languages(get):
    (hit,) = get("search?q=hurry&lang=es")["hits"]
    (snippet,) = hit["snippets"]
    assert snippet["locator"]["url"].endswith("0/documents/guide/guide.pdf#page=1")


def test_the_text_of_a_document_is_shown_on_a_spanish_page(get):
    (hit,) = get("search?q=ownership&lang=es&snippets=1")["hits"]
    assert hit["snippets"][0]["locator"]["url"].endswith("/es/resources/questions/text/1#at-ownership")


def test_links_to_the_page_feeds_and_files_are_spanish_and_links_of_the_api_keep_the_language(get):
    links = get("search?topic=gun-violence&lang=es")["links"]
    assert links["self"].endswith("/api/v1/search?topic=gun-violence&lang=es")
    assert links["next"].endswith("&lang=es")
    names = ("html", "atom", "rss", "csv", "ris", "bibtex")
    assert [name for name in names if "/es/search" not in links[name]] == []


def test_broader_searches_are_labeled_in_the_chosen_language(get):
    (way_on,) = get("search?q=zzzqqq&topic=technology&lang=es")["ways_on"]
    assert way_on["label"] == "Buscar sin sus palabras"
    assert way_on["html"].endswith("/es/search?topic=technology")


def test_pages_of_the_site_are_those_of_the_language(get):
    assert [page["title"] for page in get("search?q=diagnóstico&lang=es")["pages"]] == ["El enfoque"]
    assert get("search?q=diagnóstico")["pages"] == []


def test_suggested_topics_and_resources_are_those_of_the_language(get):
    body = get("suggest?q=techno&lang=es")
    assert [topic["label"] for topic in body["topics"]] == ["Tecnología"]
    assert get("suggest?q=cameras&lang=es")["resources"][0]["page_url"].endswith("/es/resources/guide")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_topic_is_suggested_by_the_beginning_of_its_spanish_name(get, language):
    assert [topic["value"] for topic in get(f"suggest?q=tecno&lang={language}")["topics"]] == ["technology"]


def test_relations_are_in_the_chosen_language(get):
    related = get("resources/talk/related?lang=es")["related"][0]
    assert (related["relation"], related["reason"]) == ("editors-pick", "Selección editorial")
    assert related["page_url"].endswith("/es/resources/guide")


def test_a_resource_is_labeled_in_the_chosen_language_and_its_record_is_unchanged(get):
    english, spanish = get("resources/guide"), get("resources/guide?lang=es")
    assert (spanish["labels"]["topics"], spanish["page_url"][-19:]) == (["Tecnología"], "/es/resources/guide")
    assert spanish["record"] == english["record"]


def test_the_taxonomy_has_the_labels_of_the_language_and_the_same_values(get):
    vocabularies = (get(path)["facets"] for path in ("taxonomy", "taxonomy?lang=es"))
    english, spanish = ({facet["name"]: facet for facet in facets} for facets in vocabularies)
    assert (english["topic"]["label"], spanish["topic"]["label"]) == ("Topic", "Tema")
    assert "Tecnología" in [term["label"] for term in spanish["topic"]["values"]]
    values = [[term["value"] for term in facets["topic"]["values"]] for facets in (english, spanish)]
    assert values[0] == values[1]


def test_filters_are_read_alike_in_every_language(get):
    assert get("search?topic=technology&lang=es")["total"] == get("search?topic=technology")["total"] > 0


@pytest.mark.parametrize("path", ["search?lang=es&topic=x", "resources/nothing?lang=es", "taxonomy?lang=es&x=1"])
def test_errors_are_in_english(get, path):
    assert get(path) == get(path.replace("lang=es", "lang=en"))
