"""The JSON endpoint against its own description, with inputs nobody thought of."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

import web_catalog
from catalog.model import PartialDate
from catalog.search.query.tree import MAX_RESULTS
from webui import create_app

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    app = create_app(web_catalog.publish(tmp_path_factory.mktemp("openapi")))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


RIGHT = (
    "search",
    "suggest",
    "resources/{resource_id}",
    "resources/{resource_id}/related",
    "taxonomy",
    "status",
    "openapi.json",
)
WRONG = ("search", "suggest")


def obeys_what_a_schema_cannot_state(query):
    page, per_page = (query.get(name) or default for name, default in (("page", 1), ("per_page", 10)))
    first, last = (query.get(name) for name in ("published_from", "published_to"))
    in_order = not (first and last) or PartialDate.parse(first).first_day() <= PartialDate.parse(last).last_day()
    return page * per_page <= MAX_RESULTS and in_order


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, GenerationMode.POSITIVE) for path in RIGHT] + [(path, GenerationMode.NEGATIVE) for path in WRONG],
)
def test_every_answer_obeys_the_description(api, path, mode):
    @FEW
    @given(case=api[f"/api/v1/{path}"]["GET"].as_strategy(generation_mode=mode))
    def check(case):
        assume(mode is GenerationMode.NEGATIVE or obeys_what_a_schema_cannot_state(case.query))
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # schemathesis does not decompress

    check()


def test_the_description_names_every_route(api):
    rules = {rule.rule for rule in api.app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    assert set(api.raw_schema["paths"]) == {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules}
