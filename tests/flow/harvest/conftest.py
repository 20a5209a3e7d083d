"""Fixtures for fetching: nothing here can leave this machine."""

import pytest

from catalog.settings import Settings
from fetch_errors import error_of
from indexer.harvest.fetcher import Fetcher
from loopback_internet import LoopbackInternet
from raw_server import RawServer

LIMITS = {
    "harvest_delay_s": 0.0,
    "harvest_connect_s": 0.5,
    "harvest_idle_s": 0.5,
    "harvest_wall_s": 1.0,
    "harvest_max_mb": 1,
}
"""Low limits, so that tests of them take no time."""


@pytest.fixture(autouse=True)
def internet(monkeypatch):
    """The internet of tests, in place of the real one from the first line of every test in this folder."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return LoopbackInternet(monkeypatch)


@pytest.fixture
def server(internet):  # noqa: ARG001 - the stubs come first
    """A server without any page yet."""
    with RawServer() as server:
        yield server


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
