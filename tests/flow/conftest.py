"""What the tests of the way in may ask for."""

import pytest

from catalog.search.generation import Generations


@pytest.fixture
def folder(tmp_path):
    """A folder for a corpus and its data; whatever a test does, every generation must be whole afterwards."""
    yield tmp_path
    generations = Generations(tmp_path / "data")
    assert [fault for name in generations.names() for fault in generations.faults(name)] == []
