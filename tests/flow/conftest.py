"""What the tests of the way in may ask for."""

import pytest
from click.testing import CliRunner

import publishing
from catalog.model import Document
from factories import corpus, record
from indexer.cli.commands import main


@pytest.fixture
def folder(tmp_path):
    """A folder for a corpus and its data; whatever a test does, every generation must be whole afterwards."""
    yield tmp_path
    generations = publishing.generations(tmp_path)
    assert [fault for name in generations.names() for fault in generations.faults(name)] == []


@pytest.fixture
def clearinghouse(folder):
    """Run the command on the corpus and data of a folder; standard output and error apart."""

    def run(*arguments):
        return CliRunner().invoke(main, ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data", *arguments])

    return run


@pytest.fixture
def indexed(folder, clearinghouse):
    """The same with three records published."""
    corpus(
        folder / "corpus",
        record("a", title="Gun tracing", format="webinar", topics=("technology",), documents=(Document(path="a.txt"),)),
        record("b", title="Gun safes", format="podcast", topics=("gun-violence",)),
        record("c", title="Parking"),
        documents={"a.txt": "How to trace firearms by ballistics."},
    )
    assert clearinghouse("index").exit_code == 0
    return clearinghouse
