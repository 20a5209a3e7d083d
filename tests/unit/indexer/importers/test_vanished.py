"""Which imports count for what is missing in a source."""

import datetime as dt

import pytest

from indexer.importers.planning.import_state import ImportState
from indexer.importers.planning.vanished import SourceContent, find_missing, is_counted
from indexer.importers.rows import SourceRow

DAY = dt.date(2026, 12, 1)
STATE = ImportState(items={"a": {}, "b": {}, "c": {}}, missing={"a": 1}, content="x", counted_on="2026-12-01")


@pytest.mark.parametrize(
    ("content", "day", "counts"), [("x", DAY, False), ("y", DAY, True), ("x", DAY + dt.timedelta(1), True)]
)
def test_an_import_counts_if_the_source_has_changed_or_a_day_has_passed(content, day, counts):
    assert is_counted(STATE, content, day) is counts


def test_a_first_import_counts():
    assert is_counted(None, "x", DAY)


def test_an_import_that_does_not_count_leaves_the_numbers_as_they_are():
    assert find_missing(STATE, {"b", "c"}, is_complete=True, counts=False) == {"a": 1}
    assert find_missing(STATE, {"c"}, is_complete=True) == {"a": 2, "b": 1}


def test_the_content_of_a_source_is_that_of_its_rows():
    hashes = []
    for values in ({"id": "1"}, {"id": "1"}, {"id": "2"}):
        content = SourceContent()
        content.add(SourceRow("row 2", values))
        hashes.append(content.hash)
    assert hashes[0] == hashes[1] != hashes[2]
