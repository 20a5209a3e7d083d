"""Fixtures for the tests of record files."""

import pytest

from catalog.store.files.yaml_json import read_records


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a file with this name and content."""

    def read_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_records(path, name))

    return read_file
