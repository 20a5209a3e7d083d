"""Fixtures for sources at addresses: nothing here can leave this machine."""

import pytest

from catalog.settings import Settings
from indexer.harvest.fetcher import Fetcher
from indexer.importers.sources import Opener
from loopback_internet import LoopbackInternet
from raw_server import RawServer


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
def open_fetcher(tmp_path):
    """A function that returns an opener which may fetch from a port on loopback."""
    fetchers = []

    def make(port):
        settings = Settings(
            corpus=tmp_path / "corpus",
            data=tmp_path / "data",
            harvest_delay_s=0.0,
            harvest_allow=(f"127.0.0.1:{port}",),
        )
        fetchers.append(Fetcher(settings))
        return Opener(settings, fetchers[-1])

    yield make
    for fetcher in fetchers:
        fetcher.__exit__()


@pytest.fixture
def opener(open_fetcher, server):
    """An opener that may fetch from the server."""
    return open_fetcher(server.port)
