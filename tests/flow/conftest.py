"""Fixtures for the tests that run the whole product: the command and the site."""

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import publishing
import web_catalog
from catalog.model import Document
from factories import record, write_corpus
from indexer.cli.commands import main
from webui import create_app


@pytest.fixture
def folder(tmp_path):
    """A folder for a corpus and its data. Whatever the test does, every generation must be intact afterwards."""
    yield tmp_path
    generations = publishing.generations(tmp_path)
    assert [fault for name in generations.names() for fault in generations.faults(name)] == []


@pytest.fixture
def clearinghouse(folder):
    """A function that runs the command on the corpus and data in `folder`."""

    def run(*arguments):
        return CliRunner().invoke(main, ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data", *arguments])

    return run


@pytest.fixture
def indexed(folder, clearinghouse):
    """The same function, after three records were published."""
    write_corpus(
        folder / "corpus",
        record("a", title="Gun tracing", format="webinar", topics=("technology",), documents=(Document(path="a.txt"),)),
        record("b", title="Gun safes", format="podcast", topics=("gun-violence",)),
        record("c", title="Parking"),
        documents={"a.txt": "How to trace firearms by ballistics."},
    )
    assert clearinghouse("index").exit_code == 0
    return clearinghouse


@pytest.fixture(scope="session")
def site_settings(tmp_path_factory):
    """The settings of a site with the catalog of `web_catalog`, published once. Tests must not change it."""
    return web_catalog.publish(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def client(site_settings):
    """A client of that site."""
    return create_app(site_settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    """A function that requests a page, checks its status, and returns the parsed HTML."""

    def page(url, status=200):
        response = client.get(url)
        assert (response.status_code, response.mimetype) == (status, "text/html")
        return BeautifulSoup(response.text, "html.parser")

    return page
