"""What pages list without a search: real resources, and not only one series."""

from catalog.search.result import Hit
from catalog.search.showcase import showcase
from factories import record


def shown(*records, limit=10):
    return [hit.record.id for hit in showcase([Hit(item, (), 0.0) for item in records], limit)]


def test_samples_are_left_out():
    assert shown(record("a", sample=True), record("b")) == ["b"]


def test_a_series_has_two_places():
    assert shown(*(record(name, series="Briefs") for name in "abc"), record("d"), record("e")) == ["a", "b", "d", "e"]


def test_the_limit_counts_what_is_shown():
    assert shown(record("a", sample=True), record("b"), record("c"), record("d"), limit=2) == ["b", "c"]
