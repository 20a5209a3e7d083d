"""Fixtures for the tests of feeds, downloads and discovery: a site with a public URL."""

import pytest

import web_catalog
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("interop"), public_url="https://clearinghouse.example")
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    """A function that requests a URL, checks the status, and returns the text."""

    def text(url):
        response = client.get(url)
        assert response.status_code == 200
        return response.text

    return text
