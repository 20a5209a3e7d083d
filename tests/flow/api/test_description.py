"""The OpenAPI description: names, types and headers that clients are generated from, and nothing that changes daily."""

import json
import re
from email.utils import parseaddr

import pytest
from openapi_spec_validator import validate

import factories
import web_catalog
from webui import create_app

OPERATION_NAMES = {
    "/api/v1": "getOverview",
    "/api/v1/search": "search",
    "/api/v1/suggest": "suggest",
    "/api/v1/resources": "listResources",
    "/api/v1/resources.jsonl.gz": "downloadResources",
    "/api/v1/resources/{resource_id}": "getResource",
    "/api/v1/resources/{resource_id}/related": "getRelated",
    "/api/v1/toolkits/{toolkit_name}": "getToolkit",
    "/api/v1/taxonomy": "getTaxonomy",
    "/api/v1/status": "getStatus",
    "/api/v1/openapi.json": "getDescription",
}
"""Generated clients call their functions by these names."""


@pytest.fixture(scope="module")
def spec(tmp_path_factory):
    folder = tmp_path_factory.mktemp("description")
    settings = web_catalog.publish(folder, public_url="https://clearinghouse.example", contact="office@example.org")
    return create_app(settings).test_client().get("/api/v1/openapi.json").json


@pytest.fixture(scope="module")
def operations(spec):
    return {path: item["get"] for path, item in spec["paths"].items()}


def parameters_of(spec):
    """Yield every parameter with its path."""
    for path, item in spec["paths"].items():
        for parameter in (*item.get("parameters", ()), *item["get"]["parameters"]):
            yield path, parameter


def parts_of(value):
    """Yield every JSON object in a value."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(part)


def test_the_description_is_valid(spec):
    validate(spec)


def test_the_names_of_operations_are_stable(operations):
    names = {path: operation["operationId"] for path, operation in operations.items()}
    assert {path: name for path, name in names.items() if OPERATION_NAMES.get(path, name) != name} == {}
    assert OPERATION_NAMES.keys() <= names.keys()


def test_the_description_has_a_version_a_license_and_a_contact(spec):
    info = spec["info"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert info["license"] == {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
    assert parseaddr(info["contact"]["email"])[1] == "office@example.org"
    assert spec["servers"] == [{"url": "https://clearinghouse.example"}]


def test_a_description_without_a_contact_is_valid(tmp_path):
    spec = create_app(factories.settings(tmp_path)).test_client().get("/api/v1/openapi.json").json
    validate(spec)
    assert "email" not in spec["info"]["contact"]


def test_every_operation_has_a_summary_a_description_and_a_described_tag(spec, operations):
    tags = {tag["name"] for tag in spec["tags"] if tag["description"]}
    assert [path for path, operation in operations.items() if not set(operation["tags"]) <= tags] == []
    texts = {path: (operation["summary"], operation["description"]) for path, operation in operations.items()}
    assert [path for path, both in texts.items() if not all(both)] == []


def test_every_parameter_has_a_description_an_example_and_a_type(spec):
    incomplete = [
        (path, parameter["name"])
        for path, parameter in parameters_of(spec)
        if not (parameter.get("description") and "example" in parameter)
        or not {"type", "$ref"} & parameter["schema"].keys()
    ]
    assert [item for item in incomplete if item[1] not in ("audience", "rating", "engagement", "study_design")] == []


def test_values_of_the_catalog_are_not_enumerated(spec):
    enumerations = [part["enum"] for part in parts_of(spec) if "enum" in part]
    closed = [["en", "es"], ["relevance", "newest", "oldest", "added", "title"]]
    closed += [["exact", "any", "unasked"], ["added", "changed", "removed"], ["none", "page", "heading", "time"]]
    assert [values for values in enumerations if sorted(values) not in map(sorted, closed)] == []


def test_the_description_of_two_catalogs_differs_in_examples_only(spec, tmp_path):
    factories.publish(tmp_path, factories.record("other", publishers=("A New Publisher",), format="webinar"))
    settings = factories.settings(tmp_path, public_url="https://clearinghouse.example", contact="office@example.org")
    other = create_app(settings).test_client().get("/api/v1/openapi.json").json
    for description in (spec, other):
        for _, parameter in parameters_of(description):
            parameter.pop("example", None)
    assert other == spec


def test_answers_are_open_to_new_fields(spec):
    schemas = spec["components"]["schemas"].items()
    assert [name for name, schema in schemas if schema.get("additionalProperties") is False] == []


def test_every_component_is_used_and_described(spec):
    text = json.dumps(spec)
    components = [(kind, name) for kind, named in spec["components"].items() for name in named]
    assert [item for item in components if f'"#/components/{item[0]}/{item[1]}"' not in text] == []
    assert [item for item in components if not spec["components"][item[0]][item[1]].get("description")] == []


def test_patterns_are_regular_expressions_of_javascript(spec):
    patterns = [part["pattern"] for part in parts_of(spec) if "pattern" in part]
    assert [pattern for pattern in patterns if r"\Z" in pattern or "(?P" in pattern] == []


def test_links_of_a_search_are_named_urls_of_which_two_may_be_null(spec):
    links = spec["components"]["schemas"]["Links"]
    assert {field["format"] for field in links["properties"].values()} == {"uri"}
    nullable = {name for name, field in links["properties"].items() if "null" in field["type"]}
    assert nullable == {"next", "prev"}
    assert {"self", "next", "prev", "html", "atom", "rss", "csv", "ris", "bibtex"} <= set(links["required"])


def test_what_can_be_left_out_of_an_answer_is_optional(spec):
    schemas = spec["components"]["schemas"]
    assert schemas["Hit"]["required"] == ["id"]
    assert "required" not in schemas["Facets"]
    assert "facets" not in schemas["SearchAnswer"]["required"]


def test_success_and_304_have_cache_headers_and_503_says_when_to_try_again(operations):
    for path, operation in operations.items():
        responses = operation["responses"]
        assert [set(responses[status]["headers"]) for status in ("200", "304")] == [{"ETag", "Cache-Control"}] * 2, path
        assert "content" not in responses["304"], path
        assert "503" not in responses or "Retry-After" in responses["503"]["headers"], path


def test_errors_are_problems(operations):
    for operation in operations.values():
        errors = [response for status, response in operation["responses"].items() if status >= "400"]
        contents = [error["content"]["application/problem+json"]["schema"]["$ref"] for error in errors]
        assert set(contents) == {"#/components/schemas/Problem"}
