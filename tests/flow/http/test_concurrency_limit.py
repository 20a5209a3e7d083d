"""Searches beyond the limit of concurrent ones wait for a moment; cached responses do not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

import factories
from webui import create_app
from webui.http import cache

BURST = 12


@pytest.fixture
def app(site_settings):
    """The site with one search at a time."""
    return create_app(factories.settings(site_settings.corpus.parent, concurrent_searches=1))


def test_searches_beyond_the_concurrency_limit_are_503_after_a_moment_and_cached_responses_are_not(app):
    client = app.test_client()
    cached = client.get("/search?q=cameras")
    with app.extensions["clearinghouse"].responses.rendering.slot():
        busy = client.get("/search?q=guns")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
        assert client.get("/search?q=cameras").data == cached.data
        assert client.get("/healthz").status_code == 200
    assert client.get("/search?q=guns").status_code == 200


def test_a_burst_of_new_searches_is_answered(app, monkeypatch):
    monkeypatch.setattr(cache, "MAX_WAIT_S", 60)  # however busy the machine is
    assert app.test_client().get("/search").status_code == 200
    together = Barrier(BURST)

    def search(number):
        together.wait(10)
        return app.test_client().get(f"/search?q=cameras+in+town+{number}").status_code

    with ThreadPoolExecutor(BURST) as pool:
        assert list(pool.map(search, range(BURST))) == [200] * BURST


def test_the_threads_that_can_be_busy_are_those_that_render_and_those_that_wait(app):
    context = app.extensions["clearinghouse"]
    limits = (context.responses.rendering, context.slow_files)
    assert context.max_busy_threads == sum(limit.max_threads for limit in limits) < 30
