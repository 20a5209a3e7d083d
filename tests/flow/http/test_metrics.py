"""`/metrics` has the figures of the process that answers, for those who know the token."""

import os

import pytest
from prometheus_client.parser import text_string_to_metric_families

import factories
from catalog.errors import ConfigError
from catalog.settings import load_settings
from webui import create_app

TOKEN = "a-token-of-sufficient-length/="  # noqa: S105  # of this test only
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
PROCESS = {"worker": str(os.getpid())}


@pytest.fixture
def client(site_settings):
    """A client of a site that counts, from zero."""
    return create_app(factories.settings(site_settings.corpus.parent, metrics_token=TOKEN)).test_client()


def figures(client):
    """Return the value of each sample by its name and labels, without those of the process itself."""
    response = client.get("/metrics", headers=AUTHORIZED)
    assert response.status_code == 200
    samples = [sample for family in text_string_to_metric_families(response.text) for sample in family.samples]
    assert all(sample.labels["worker"] == PROCESS["worker"] for sample in samples)
    return {
        (sample.name, *(value for key, value in sample.labels.items() if key != "worker")): sample.value
        for sample in samples
    }


def test_without_a_token_in_the_settings_there_are_no_figures(site_settings):
    app = create_app(site_settings)
    assert app.test_client().get("/metrics", headers=AUTHORIZED).status_code == 404
    assert app.extensions["clearinghouse"].metrics is None


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \xff"]
)
def test_a_client_without_the_token_is_refused(client, header):
    response = client.get("/metrics", headers={"Authorization": header} if header is not None else {})
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    assert b"clearinghouse_" not in response.data


def test_the_name_of_the_scheme_may_be_in_any_case(client):
    assert client.get("/metrics", headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200


def test_figures_are_in_the_text_format_and_not_cached(client):
    response = client.get("/metrics", headers=AUTHORIZED)
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


def test_requests_are_counted_by_route_and_status(client):
    for url in ("/resources/guide", "/es/resources/talk", "/resources/nothing", "/no/such/page"):
        client.get(url)
    counted = figures(client)
    assert counted["clearinghouse_http_requests_total", "/resources/<record_id>", "200"] == 2
    assert counted["clearinghouse_http_requests_total", "/resources/<record_id>", "404"] == 1
    assert counted["clearinghouse_http_requests_total", "none", "404"] == 1


def test_a_route_has_the_names_of_its_variables_alone(client):
    client.get("/search.csv")
    assert figures(client)["clearinghouse_http_requests_total", "/search.<extension>", "200"] == 1


def test_no_address_that_was_requested_is_in_the_figures(client):
    client.get("/resources/nothing-secret?q=secret")
    assert "secret" not in client.get("/metrics", headers=AUTHORIZED).text


def test_durations_are_counted_in_buckets_that_add_up(client):
    client.get("/search?q=cameras")
    counted = figures(client)
    assert counted["clearinghouse_http_request_duration_seconds_count", "/search"] == 1
    assert counted["clearinghouse_http_request_duration_seconds_bucket", "+Inf", "/search"] == 1
    assert counted["clearinghouse_http_request_duration_seconds_sum", "/search"] > 0


def test_responses_from_the_cache_are_told_from_rendered_ones(client):
    for _ in range(3):
        client.get("/search?q=cameras")
    counted = figures(client)
    assert counted["clearinghouse_rendered_responses_total", "hit"] == 2
    assert counted["clearinghouse_rendered_responses_total", "miss"] == 1


def test_refusals_are_counted_by_kind(site_settings):
    settings = factories.settings(site_settings.corpus.parent, metrics_token=TOKEN, concurrent_searches=1)
    app = create_app(settings)
    with app.extensions["clearinghouse"].responses.rendering.slot():
        assert app.test_client().get("/search").status_code == 503
    counted = figures(app.test_client())
    assert counted["clearinghouse_busy_refusals_total", "search"] == 1
    assert counted["clearinghouse_busy_refusals_total", "file"] == 0


def test_the_generation_is_named_with_its_age(client):
    counted = figures(client)
    generation = client.get("/api/v1/status").json["generation"]
    assert counted["clearinghouse_generation_info", generation] == 1
    assert counted[("clearinghouse_generation_records",)] == 19
    assert counted[("clearinghouse_generation_age_seconds",)] > 0


def test_before_anything_is_published_there_are_figures_without_a_generation(tmp_path):
    counted = figures(create_app(factories.settings(tmp_path, metrics_token=TOKEN)).test_client())
    assert not any(name.startswith("clearinghouse_generation") for name, *_labels in counted)


def test_memory_and_processor_time_are_those_of_the_process(client):
    counted = figures(client)
    assert counted[("process_resident_memory_bytes",)] > 10_000_000
    assert counted[("process_cpu_seconds_total",)] > 0


def test_applications_in_one_process_count_apart(client, site_settings):
    other = create_app(factories.settings(site_settings.corpus.parent, metrics_token=TOKEN)).test_client()
    client.get("/")
    assert ("clearinghouse_http_requests_total", "/", "200") in figures(client)
    assert ("clearinghouse_http_requests_total", "/", "200") not in figures(other)


def test_a_scraper_may_use_the_address_of_the_machine(site_settings):
    settings = factories.settings(site_settings.corpus.parent, metrics_token=TOKEN, trusted_hosts=("example.org",))
    headers = AUTHORIZED | {"Host": "10.0.0.1:8000"}
    assert create_app(settings).test_client().get("/metrics", headers=headers).status_code == 200


@pytest.mark.parametrize("token", ["short", "a token with spaces in it", "ñandú-ñandú-ñandú-ñandú"])
def test_a_token_that_is_short_or_fits_no_header_is_refused(token, tmp_path):
    with pytest.raises(ConfigError, match="setting 'metrics_token'"):
        load_settings(environ={"CATALOG_METRICS_TOKEN": token}, folder=tmp_path)


def test_the_token_is_kept_as_it_is_and_not_shown(tmp_path):
    settings = load_settings(environ={"CATALOG_METRICS_TOKEN": TOKEN}, folder=tmp_path)
    assert settings.metrics_token == TOKEN
    assert TOKEN not in repr(settings)
