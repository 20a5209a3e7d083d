"""The figures of a worker include responses that it repeats without the application."""

import os

import pytest
from prometheus_client.parser import text_string_to_metric_families

from factories import publish, record
from production_server import body, production_server, status

TOKEN = "the-token-of-the-test"  # noqa: S105  # of this test only


@pytest.fixture(scope="module")
def counting(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counting")
    publish(folder, record("one"))
    with production_server(folder, environment={"CATALOG_METRICS_TOKEN": TOKEN}) as running:
        yield running


def figures(server):
    response = server.get("/metrics", f"Authorization: Bearer {TOKEN}")
    assert status(response) == 200
    families = text_string_to_metric_families(body(response).decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_repeated_responses_count_as_requests_of_their_route(counting):
    worker = str(*counting.worker_pids())
    assert status(counting.get("/readyz")) == 200  # a generation is open: responses may be repeated
    for _ in range(3):
        assert status(counting.get("/resources/one")) == 200
    counted = figures(counting)
    assert counted["clearinghouse_repeated_responses_total", "hit", worker] == 2
    assert counted["clearinghouse_http_requests_total", "/resources/<record_id>", "200", worker] == 3
    assert counted["clearinghouse_http_request_duration_seconds_count", "/resources/<record_id>", worker] == 3
    assert counted["clearinghouse_rendered_responses_total", "miss", worker] == 1
    assert worker != str(os.getpid())


def test_requests_that_the_server_refuses_are_counted(counting):
    worker = str(*counting.worker_pids())
    counting.send(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")
    assert figures(counting)["clearinghouse_server_refusals_total", "400", worker] == 1
