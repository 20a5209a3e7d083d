"""A running server with a large document, shared by all tests that do not change it: they are in one group."""

import os

import pytest

from catalog.model import Document
from factories import record, write_corpus
from indexing import run
from production_server import production_server

FILM = os.urandom(12_000_000)


@pytest.fixture(scope="session")
def film():
    """The bytes of the large document."""
    return FILM


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server with one worker, whose catalog has a document of 12 MB."""
    folder = tmp_path_factory.mktemp("served")
    write_corpus(
        folder / "corpus",
        record("large", title="A film", documents=(Document(path="film.mp4"),)),
        documents={"film.mp4": FILM},
    )
    run(folder)
    with production_server(folder) as running:
        yield running
