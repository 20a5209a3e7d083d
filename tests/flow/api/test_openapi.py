"""Every response of the JSON API matches its OpenAPI description, for generated valid and invalid requests."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

import web_catalog
from catalog.model import PartialDate
from catalog.search.query.tree import MAX_RESULTS
from webui import create_app

FEW_EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    app = create_app(web_catalog.publish(tmp_path_factory.mktemp("openapi")))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


PATHS = (
    "search",
    "suggest",
    "resources/{resource_id}",
    "resources/{resource_id}/related",
    "taxonomy",
    "status",
    "openapi.json",
)
PATHS_WITH_PARAMETERS = ("search", "suggest")


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
    @given(case=api[f"/api/v1/{path}"]["GET"].as_strategy(generation_mode=mode))
    def check(case):
        assume(mode is GenerationMode.NEGATIVE or is_valid_beyond_the_schema(case.query))
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # schemathesis does not decompress

    check()


def test_the_openapi_description_has_every_route(api):
    rules = {rule.rule for rule in api.app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    assert set(api.raw_schema["paths"]) == {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules}
