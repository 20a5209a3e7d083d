"""Requests for a host that is not trusted are refused, except health probes."""

import factories
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
