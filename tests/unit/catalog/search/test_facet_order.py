"""The order of facet counts, the same in every engine."""

from catalog.search.facet_order import sort_facet_counts
from catalog.search.result import FacetCount


def sorted_values(facet, taxonomy, **counts):
    values = [FacetCount(value, value.title(), count) for value, count in counts.items()]
    return [value.value for value in sort_facet_counts(facet, values, taxonomy)]


def test_values_have_the_highest_count_first_and_equal_counts_by_label(taxonomy):
    assert sorted_values("format", taxonomy, webinar=1, podcast=1, publication=2) == [
        "publication",
        "podcast",
        "webinar",
    ]


def test_an_ordered_facet_has_the_order_of_its_vocabulary(taxonomy):
    assert sorted_values("agency_size", taxonomy, large=1, midsize=2, small=1) == ["small", "midsize", "large"]


def test_values_that_the_vocabulary_of_an_ordered_facet_does_not_list_come_last(taxonomy):
    assert sorted_values("agency_size", taxonomy, alone=9, major=1) == ["major", "alone"]
