"""Fixtures for sources at addresses: nothing here can leave this machine."""

import pytest

from catalog.settings import Settings
from fetching_fixtures import internet, server
from indexer.harvest.fetcher import Fetcher
from indexer.importers.sources import Opener

__all__ = ["internet", "open_fetcher", "server"]


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
