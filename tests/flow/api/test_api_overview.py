"""The overview of the API lists everything that there is, also before anything is published."""

import re

import pytest

import factories
import web_catalog
from catalog.schemas import ApiOverviewSchema
from webui import create_app
from webui.api.suggest_request import NARROWING_NAMES

PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(
        tmp_path_factory.mktemp("overview"), public_url=PUBLIC_URL, contact="office@example.org"
    )
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def overview(client):
    return client.get("/api/v1").json


def test_the_overview_matches_its_schema_and_names_the_generation(client, overview):
    assert ApiOverviewSchema().validate(overview) == {}
    assert overview["generation"] == client.get("/api/v1/status").json["generation"]
    assert overview["contact"] == "office@example.org"


def test_the_overview_lists_every_other_operation_of_the_description(client, overview):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    urls = {path["get"]["operationId"]: f"{PUBLIC_URL}{url}" for url, path in paths.items() if url != "/api/v1"}
    assert {endpoint["name"]: endpoint["url"] for endpoint in overview["endpoints"]} == urls


def test_every_address_of_the_overview_answers_with_its_media_type(client, overview):
    terms = {"url": overview["license"]["terms"], "media_type": "text/html"}
    for entry in (*overview["endpoints"], *overview["links"], terms):
        url = entry["url"].replace("{toolkit_name}", "cameras")
        with client.get(re.sub(r"\{\w+\}", "guide", url)) as response:
            if entry.get("name") == "mcp":
                assert (response.status_code, "POST" in response.headers["Allow"]) == (405, True)
            else:
                assert (entry["url"], response.mimetype) == (entry["url"], entry["media_type"])
                assert response.status_code == 200


def test_a_site_without_assistants_does_not_list_them(overview, tmp_path):
    without = create_app(factories.settings(tmp_path, mcp=False)).test_client().get("/api/v1").json
    assert {link["name"] for link in overview["links"]} - {link["name"] for link in without["links"]} == {"mcp"}


def test_the_overview_names_the_parameters_of_each_operation(overview):
    (suggest,) = [endpoint for endpoint in overview["endpoints"] if endpoint["name"] == "suggest"]
    assert suggest["parameters"] == ["q", "lang", "fields", *NARROWING_NAMES, "within", "limit"]


def test_the_overview_is_there_before_the_first_generation(tmp_path):
    response = create_app(factories.settings(tmp_path)).test_client().get("/api/v1")
    assert (response.status_code, response.json["generation"], response.json["contact"]) == (200, None, None)


def test_the_overview_is_also_at_the_address_with_a_slash(client, overview):
    assert client.get("/api/v1/").json == overview
