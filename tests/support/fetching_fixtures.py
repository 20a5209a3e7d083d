"""Fixtures for tests that fetch: an internet that never leaves this machine, and a server in it."""

import pytest

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
