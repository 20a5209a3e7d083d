"""Health and readiness probes, trusted hosts, and a site before and after something is published."""

import factories
from catalog.model import Document
from webui import create_app


def test_requests_for_untrusted_hosts_are_refused(site_settings):
    client = create_app(
        factories.settings(site_settings.corpus.parent, trusted_hosts=("clearinghouse.example",))
    ).test_client()
    assert client.get("/", headers={"Host": "clearinghouse.example"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/api/v1/search", headers={"Host": "evil.example"}).mimetype == "application/problem+json"


def test_health_probes_may_use_the_ip_address_as_host(site_settings):
    client = create_app(
        factories.settings(site_settings.corpus.parent, trusted_hosts=("clearinghouse.example",))
    ).test_client()
    for url in ("/healthz", "/readyz"):
        assert client.get(url, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/nothing", headers={"Host": "10.0.0.7:8000"}).status_code == 400


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


def test_a_running_site_serves_newly_published_records(tmp_path):
    factories.publish(tmp_path, factories.record("one", title="Old title"))
    client = create_app(factories.settings(tmp_path)).test_client()
    before = client.get("/resources/one")
    factories.publish(tmp_path, factories.record("one", title="New title"), factories.record("two"))
    after = client.get("/resources/one", headers={"If-None-Match": before.headers["ETag"]})
    assert "Old title" in before.text
    assert (after.status_code, "New title" in after.text) == (200, True)
    assert client.get("/resources/two").status_code == 200


def test_a_document_is_404_once_no_record_names_it(tmp_path):
    named = factories.record(documents=(Document(path="one/a.txt"),))
    factories.publish(tmp_path, named, documents={"one/a.txt": "text"})
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 200
    factories.publish(tmp_path, factories.record())
    assert client.get("/documents/one/a.txt", buffered=True).status_code == 404
