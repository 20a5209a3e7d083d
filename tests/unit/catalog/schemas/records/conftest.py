"""Fixtures for the tests of records."""

import json

import pytest

from catalog.store.records import RecordStore


@pytest.fixture
def load(tmp_path, taxonomy):
    """Return a function that loads a record with these fields."""

    def load_fields(**fields):
        (tmp_path / "records").mkdir(exist_ok=True)
        (tmp_path / "records" / "a.json").write_text(json.dumps({"id": "a", "title": "T"} | fields), encoding="utf-8")
        return RecordStore(tmp_path, taxonomy).load()

    return load_fields


@pytest.fixture
def reasons(load):
    """Return a function that loads a record with these fields and returns (field, message) of every problem."""
    return lambda **fields: [(problem.field, problem.message) for problem in load(**fields).problems]


@pytest.fixture
def valid_record(load):
    """Return a function that loads valid fields and returns the record."""

    def load_valid(**fields):
        contents = load(**fields)
        assert contents.problems == ()
        return contents.records[0].record

    return load_valid
