"""Health and readiness probes, and a site before its first index."""

import factories
from webui import create_app


def test_before_the_first_index_visitors_are_asked_to_wait_and_the_log_says_what_to_do(tmp_path, caplog):
    client = create_app(factories.settings(tmp_path)).test_client()
    page, response = client.get("/search?q=a"), client.get("/api/v1/search")
    assert (page.status_code, response.status_code) == (503, 503)
    assert page.headers["Retry-After"] == response.headers["Retry-After"] == "30"
    assert page.headers["Cache-Control"] == "no-store"
    assert "The catalog is being prepared" in page.text
    assert "try again in a minute" in page.text
    assert "clearinghouse index" not in page.text
    assert "run 'clearinghouse index'" in caplog.text
    assert response.json["detail"] == "Nothing has been published yet."
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_site_without_an_index_is_healthy_but_not_ready(tmp_path):
    client = create_app(factories.settings(tmp_path)).test_client()
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    factories.publish(tmp_path, factories.record())
    assert client.get("/readyz").status_code == 200
