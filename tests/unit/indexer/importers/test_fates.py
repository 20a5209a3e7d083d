"""Which fields an import changes, keeps or reports as a conflict."""

import pytest

from indexer.importers.planning.fates import compare_fields, hashes

BASE = {"title": "Old", "summary": "S"}


def compare(here, source, base=BASE, locked=(), taken=()):
    fates = compare_fields(here, source, hashes(base) if base is not None else None, locked, taken)
    return [(fate.field, "conflict" if fate.conflict else "kept" if fate.kept else "changed") for fate in fates]


def test_what_only_the_source_changed_is_changed():
    assert compare(BASE, {**BASE, "title": "New"}) == [("title", "changed")]


def test_what_only_an_editor_changed_is_kept():
    assert compare({**BASE, "title": "Mine"}, BASE) == [("title", "kept")]


def test_what_both_changed_is_a_conflict_and_kept():
    assert compare({**BASE, "title": "Mine"}, {**BASE, "title": "New"}) == [("title", "conflict")]


def test_what_both_changed_to_the_same_is_nothing():
    assert compare({**BASE, "title": "New"}, {**BASE, "title": "New"}) == []


def test_a_locked_field_is_kept_although_nobody_changed_it():
    assert compare(BASE, {**BASE, "title": "New"}, locked=["title"]) == [("title", "conflict")]


@pytest.mark.parametrize("taken", [["title"], ["*"]])
def test_a_value_of_the_source_is_taken_if_the_editor_says_so(taken):
    assert compare({**BASE, "title": "Mine"}, {**BASE, "title": "New"}, taken=taken) == [("title", "changed")]


def test_a_value_that_the_source_no_longer_has_is_removed():
    assert compare(BASE, {"title": "Old"}) == [("summary", "changed")]


def test_a_value_that_an_editor_added_is_nothing_to_the_source():
    assert compare({**BASE, "series": "Mine"}, BASE) == []


def test_a_value_that_an_editor_removed_stays_removed():
    assert compare({"title": "Old"}, BASE) == [("summary", "kept")]


def test_without_the_last_values_every_difference_is_an_editors():
    assert compare(BASE, {**BASE, "title": "New"}, base=None) == [("title", "conflict")]
