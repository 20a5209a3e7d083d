"""The catalog for other catalogs (DCAT-US 3.0): every resource is a dataset, with what harvesters require."""

import gzip
import json
import sys

import pytest

import factories
import web_catalog
from catalog.model import Document
from dcat_checker import dcat_faults
from factories import record
from webui import create_app

pytestmark = pytest.mark.xdist_group("data.json")

PUBLIC_URL = "https://clearinghouse.example"
CONTACT = "desk@clearinghouse.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("dcat"), public_url=PUBLIC_URL, contact=CONTACT)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def catalog(client):
    return client.get("/data.json").json


def datasets(catalog):
    """Return the datasets by id of the resource."""
    return {dataset["identifier"].rpartition("/")[2]: dataset for dataset in catalog["dataset"]}


def test_the_catalog_conforms_to_the_definitions(catalog):
    assert dcat_faults(catalog) == []
    assert catalog["conformsTo"]["title"] == "DCAT-US 3.0"
    assert catalog["description"].endswith("This file has all of them.")


def test_every_resource_is_a_dataset_and_so_are_all_records_together(catalog):
    assert set(datasets(catalog)) == {"data.json#records", *(resource.id for resource in web_catalog.RECORDS)}
    assert len(catalog["dataset"]) == len(web_catalog.RECORDS) + 1


def test_a_dataset_has_the_data_of_the_record(catalog):
    guide = datasets(catalog)["guide"]
    size = int(guide["distribution"][0].pop("byteSize"))
    assert size == len(web_catalog.DOCUMENTS["guide/guide.pdf"])
    page = f"{PUBLIC_URL}/resources/guide"
    title = "Body-worn cameras in small towns: A guide for chiefs"
    assert guide == {
        "@id": page,
        "@type": "Dataset",
        "identifier": page,
        "title": title,
        "description": "What a small agency should settle before it buys cameras.",
        "publisher": {"@type": "Organization", "name": "Bureau of Justice Assistance"},
        "contactPoint": [{"@type": "Kind", "fn": "Public Safety Clearinghouse", "hasEmail": f"mailto:{CONTACT}"}],
        "otherIdentifier": ["doi:10.1000/182", "NCJ 251572"],
        "keyword": ["retention"],
        "theme": [{"@id": f"{PUBLIC_URL}/topics/technology", "@type": "Concept", "prefLabel": "Technology"}],
        "category": ["Publication"],
        "language": "en",
        "issued": "2020-05",
        "modified": "2020-05-01",
        "landingPage": {"@type": "Document", "title": title, "accessURL": "https://example.org/guide"},
        "page": [{"@type": "Document", "title": f"{title} - Public Safety Clearinghouse", "accessURL": page}],
        "distribution": [
            {
                "@type": "Distribution",
                "title": "Guide (PDF)",
                "downloadURL": f"{PUBLIC_URL}/documents/guide/guide.pdf",
                "mediaType": "application/pdf",
            },
            {"@type": "Distribution", "accessURL": "https://example.org/guide"},
        ],
    }


def test_a_record_without_facts_still_has_what_is_required(catalog):
    lonely = datasets(catalog)["lonely"]
    assert lonely["publisher"]["name"] == "Public Safety Clearinghouse"
    assert lonely["landingPage"]["accessURL"] == f"{PUBLIC_URL}/resources/lonely"
    assert "distribution" not in lonely
    nameless = web_catalog.RECORDS[2]
    assert nameless.summary is None
    assert datasets(catalog)[nameless.id]["description"].endswith("Its record has no summary.")


def test_every_address_of_ours_in_the_catalog_works(client, catalog):
    found = {text for text in texts(catalog) if text.startswith(f"{PUBLIC_URL}/") and " " not in text}
    assert len(found) > len(web_catalog.RECORDS)
    paths = {url.removeprefix(PUBLIC_URL).partition("#")[0] for url in found}
    statuses = {path: client.get(path, buffered=True).status_code for path in paths}
    assert {path for path, status in statuses.items() if status != 200} <= {"/api/v1"}


def texts(value):
    """Yield all texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_a_site_without_a_contact_invents_none(tmp_path):
    factories.publish(tmp_path, record())
    for contact in ("", "desk"):
        client = create_app(factories.settings(tmp_path, contact=contact)).test_client()
        catalog = client.get("/data.json").json
        assert dcat_faults(catalog) == []
        assert {json.dumps(dataset["contactPoint"]) for dataset in catalog["dataset"]} == {"[]"}


def test_any_text_and_number_of_documents_is_valid(publish_records):
    hostile = record(
        title="\u2028 </script>\ttitle",
        summary="x" * 9_000,
        keywords=("a", "\u00e9"),
        language="en-US",
        rights="CC0 1.0",
        documents=tuple(Document(url=f"https://example.org/{number}", label="A") for number in range(30)),
    )
    catalog = create_app(publish_records(hostile)).test_client().get("/data.json").json
    assert dcat_faults(catalog) == []
    dataset = datasets(catalog)["one"]
    assert len(dataset["description"]) <= 5_000
    assert dataset["keyword"] == ["a", "\u00e9"]
    assert dataset["language"] == "en"
    assert len(dataset["distribution"]) == 30
    assert dataset["distribution"][0]["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_what_a_url_may_not_have_is_percent_encoded(publish_records):
    odd = "https://exämple.org/a?c={d}"
    settings = publish_records(factories.record("a", url=odd, documents=(Document(url=f"{odd}.pdf"),)))
    catalog = create_app(settings).test_client().get("/data.json").json
    assert dcat_faults(catalog) == []
    assert "https://exämple.org/a?c=%7Bd%7D" in json.dumps(catalog, ensure_ascii=False)


def test_a_large_catalog_has_parts_that_have_every_resource_once(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["webui.formats.records.dcat_site"], "MAX_DATASETS", 5)
    monkeypatch.setattr(sys.modules["webui.interop.data_json"], "MAX_DATASETS", 5)
    client = create_app(web_catalog.publish(tmp_path, public_url=PUBLIC_URL)).test_client()
    first = client.get("/data.json").json
    others = [client.get(part["@id"].removeprefix(PUBLIC_URL)).json for part in first["hasPart"]]
    assert [dcat_faults(part) for part in (first, *others)] == [[]] * 4
    assert [part["@id"] for part in others] == [f"{PUBLIC_URL}/data-{number}.json" for number in (2, 3, 4)]
    ids = [resource_id for part in (first, *others) for resource_id in datasets(part)]
    assert ids == ["data.json#records", *sorted(resource.id for resource in web_catalog.RECORDS)]
    assert "This is part 2 of 4" in others[0]["description"]
    for url in ("/data-0.json", "/data-1.json", "/data-5.json"):
        response = client.get(url)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_the_catalog_is_compressed_for_clients_that_accept_it(client):
    plain = client.get("/data.json")
    compressed = client.get("/data.json", headers={"Accept-Encoding": "gzip"})
    assert plain.mimetype == compressed.mimetype == "application/json"
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.data) == plain.data
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"


def test_an_unchanged_catalog_is_304_and_the_same_in_every_language(client):
    first = client.get("/data.json")
    assert first.headers["Cache-Control"].startswith("public, max-age=60")
    again = client.get("/es/data.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/es/data.json").data == first.data
    assert client.head("/data.json").data == b""


def test_what_is_published_is_in_the_next_catalog(publish_records):
    client = create_app(publish_records(record())).test_client()
    etag = client.get("/data.json").headers["ETag"]
    publish_records(record(), record("two"))
    response = client.get("/data.json", headers={"If-None-Match": etag})
    assert set(datasets(response.json)) == {"data.json#records", "one", "two"}


def test_a_site_without_a_generation_has_no_catalog(tmp_path):
    response = create_app(factories.settings(tmp_path)).test_client().get("/data.json")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert response.headers["Retry-After"]
