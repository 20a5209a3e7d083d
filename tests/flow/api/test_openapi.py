"""Every response of the JSON API matches its OpenAPI description, for generated valid and invalid requests."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

import web_catalog
from catalog.facets import FACETS
from catalog.model import PartialDate
from catalog.search.query.tree import MAX_RESULTS
from webui import create_app

pytestmark = pytest.mark.xdist_group("openapi")

FEW_EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("openapi")))


@pytest.fixture(scope="module")
def api(app):
    """The API as it describes itself, and the values of its facets, which the description does not list."""
    client = app.test_client()
    counts = client.get("/api/v1/search?per_page=1").json["facets"]
    terms = {facet["name"]: facet["values"] for facet in client.get("/api/v1/taxonomy").json["facets"]}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for path in ("/api/v1/search", "/api/v1/suggest"):
        parameters = schema.raw_schema["paths"][path]["get"]["parameters"]
        schemas = {parameter["name"]: parameter["schema"] for parameter in parameters}
        for facet in FACETS:
            schemas[facet.name]["items"]["enum"] = [
                "",  # an empty value is ignored
                *(value["value"] for value in (terms if facet.closed else counts)[facet.name]),
            ]
    return schema


PATHS = (
    "",
    "/search",
    "/suggest",
    "/resources",
    "/resources/{resource_id}",
    "/resources/{resource_id}/related",
    "/toolkits/{toolkit_name}",
    "/taxonomy",
    "/status",
    "/openapi.json",
)
PATHS_WITH_PARAMETERS = ("/search", "/suggest", "/resources")


def is_valid_beyond_the_schema(query):
    """Return whether a query keeps the rules that JSON Schema cannot state."""
    page, per_page = (query.get(name) or default for name, default in (("page", 1), ("per_page", 10)))
    first, last = (query.get(name) for name in ("published_from", "published_to"))
    dates_in_order = not (first and last) or PartialDate.parse(first).first_day() <= PartialDate.parse(last).last_day()
    return page * per_page <= MAX_RESULTS and dates_in_order


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, GenerationMode.POSITIVE) for path in PATHS]
    + [(path, GenerationMode.NEGATIVE) for path in PATHS_WITH_PARAMETERS],
)
def test_every_response_matches_the_openapi_description(api, path, mode):
    @FEW_EXAMPLES
    @given(case=api[f"/api/v1{path}"]["GET"].as_strategy(generation_mode=mode))
    def check(case):
        if mode is GenerationMode.NEGATIVE:
            # Blank parameters are ignored, and an empty object is sent as one.
            blank = [
                value for value in case.query.values() if value == {} or (isinstance(value, str) and not value.strip())
            ]
            assume(not blank)
        else:
            assume(is_valid_beyond_the_schema(case.query))
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # schemathesis does not decompress

    check()


def test_the_openapi_description_has_every_route(api):
    rules = {rule.rule for rule in api.app.url_map.iter_rules() if re.match(r"/api/v1(/|$)", rule.rule)}
    assert set(api.raw_schema["paths"]) == {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules}
