"""Fixtures for fetching: nothing here can leave this machine."""

import pytest

from catalog.settings import Settings
from fetch_errors import error_of
from fetching_fixtures import internet, server
from indexer.harvest.fetcher import Fetcher

__all__ = ["internet", "server"]

LIMITS = {
    "harvest_delay_s": 0.0,
    "harvest_connect_s": 0.5,
    "harvest_idle_s": 0.5,
    "harvest_wall_s": 1.0,
    "harvest_max_mb": 1,
}
"""Low limits, so that tests of them take no time."""


@pytest.fixture
def harvest_settings(tmp_path, server):
    """A function that returns settings with low limits, which allow the server on loopback."""

    def make(**changes):
        allowed = {"harvest_allow": (f"127.0.0.1:{server.port}",)}
        return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", **{**LIMITS, **allowed, **changes})

    return make


@pytest.fixture
def fetcher(harvest_settings):
    """A fetcher with low limits."""
    with Fetcher(harvest_settings()) as fetcher:
        yield fetcher


@pytest.fixture
def strict_fetcher(harvest_settings):
    """A fetcher with low limits that reaches only public addresses."""
    with Fetcher(harvest_settings(harvest_allow=())) as fetcher:
        yield fetcher


@pytest.fixture
def failure(fetcher, server):
    """A function that returns the error of fetching a path of the server."""
    return lambda path: error_of(fetcher, f"{server.url}{path}")
