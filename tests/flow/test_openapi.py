"""The JSON endpoint against its own description, with inputs nobody thought of."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

import web_catalog
from catalog.search.query import MAX_RESULTS
from webui import create_app

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    app = create_app(web_catalog.publish(tmp_path_factory.mktemp("openapi")))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


RIGHT = ("search", "suggest", "resources/{resource_id}", "taxonomy", "status", "openapi.json")
WRONG = ("search", "suggest")


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, GenerationMode.POSITIVE) for path in RIGHT] + [(path, GenerationMode.NEGATIVE) for path in WRONG],
)
def test_every_answer_obeys_the_description(api, path, mode):
    @FEW
    @given(case=api[f"/api/v1/{path}"]["GET"].as_strategy(generation_mode=mode))
    def check(case):
        page, per_page = (case.query.get(name) or default for name, default in (("page", 1), ("per_page", 10)))
        # A rule that a JSON Schema cannot state:
        assume(mode is GenerationMode.NEGATIVE or page * per_page <= MAX_RESULTS)
        case.call_and_validate()

    check()


def test_the_description_names_every_route(api):
    rules = {rule.rule for rule in api.app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    assert set(api.raw_schema["paths"]) == {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules}
