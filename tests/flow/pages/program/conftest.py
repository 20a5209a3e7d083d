"""Fixtures for the tests of the program's pages: a site with pages and sites, published once."""

import pytest
from bs4 import BeautifulSoup

from program_site import publish_program
from webui import create_app


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return publish_program(tmp_path_factory.mktemp("program"))


@pytest.fixture(scope="session")
def client(settings):
    return create_app(settings).test_client()


@pytest.fixture(scope="session")
def get(client):
    """Return a function that returns a parsed page."""
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")
