"""Searches beyond the limit of concurrent ones are 503; cached responses are still served."""

import factories
from webui import create_app


def test_searches_beyond_the_concurrency_limit_are_503_and_cached_responses_are_not(site_settings):
    app = create_app(factories.settings(site_settings.corpus.parent, concurrent_searches=1))
    client = app.test_client()
    cached = client.get("/search?q=cameras")
    with app.extensions["clearinghouse"].responses.rendering.slot():
        busy = client.get("/search?q=guns")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
        assert client.get("/search?q=cameras").data == cached.data
        assert client.get("/healthz").status_code == 200
    assert client.get("/search?q=guns").status_code == 200
