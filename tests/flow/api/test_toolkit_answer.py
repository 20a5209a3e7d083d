"""A featured toolkit as JSON."""

import pytest

import web_catalog
from catalog.schemas import ToolkitAnswerSchema
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    client = create_app(web_catalog.publish(tmp_path_factory.mktemp("toolkit"), public_url=PUBLIC_URL)).test_client()

    def json_of(path, status=200):
        response = client.get(f"/api/v1/toolkits/{path}")
        assert response.status_code == status, response.text
        return response.json

    return json_of


def test_a_toolkit_has_its_sections_in_order_with_the_notes_of_the_editors(get):
    body = get("cameras")
    assert ToolkitAnswerSchema().validate(body) == {}
    assert (body["name"], body["title"]) == ("cameras", web_catalog.TOOLKIT["title"])
    assert body["purpose"] == web_catalog.TOOLKIT["purpose"]
    assert [[item["id"] for item in section["items"]] for section in body["sections"]] == [
        ["guide", "long"],
        ["questions", "vecinos", "hostile"],
    ]
    notes = [item["note"] for section in body["sections"] for item in section["items"]]
    assert notes == [f"Read page 2. {web_catalog.HOSTILE}", "", "", "", ""]


def test_an_item_has_what_a_list_shows(get):
    (item, *_), *_ = (section["items"] for section in get("cameras")["sections"])
    assert item | {"note": ""} == {
        "id": "guide",
        "title": "Body-worn cameras in small towns",
        "summary": "What a small agency should settle before it buys cameras.",
        "page_url": f"{PUBLIC_URL}/resources/guide",
        "url": "https://example.org/guide",
        "labels": {
            "format": "Publication",
            "topics": ["Technology"],
            "language": "English",
            "agency_size": "Up to 49 sworn officers",
            "publishers": ["Bureau of Justice Assistance", "Town Police Institute"],
            "published": "May 2020",
        },
        "note": "",
    }


def test_labels_and_pages_are_those_of_the_language(get):
    body = get("cameras?lang=es")
    assert body["page_url"] == f"{PUBLIC_URL}/es/toolkits/cameras"
    assert body["sections"][0]["items"][0]["page_url"] == f"{PUBLIC_URL}/es/resources/guide"
    assert body["sections"][0]["items"][0]["labels"]["published"] == "mayo de 2020"


def test_an_unknown_toolkit_is_missing(get):
    assert get("nothing", status=404)["detail"] == "There is no toolkit 'nothing'."


def test_unknown_parameters_are_refused(get):
    assert get("cameras?fields=title", status=400)["errors"].keys() == {"fields"}
