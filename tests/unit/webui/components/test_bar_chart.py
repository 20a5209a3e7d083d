"""The bars of a chart are as long as their numbers are large."""

from catalog.search.result import FacetCount
from webui.components.bar_chart import Bar, bar_chart


def test_the_longest_bar_is_full_and_the_shortest_can_be_seen():
    values = [
        (FacetCount("a", "Films", 40), "/a"),
        (FacetCount("b", "Songs", 400), "/b"),
        (FacetCount("c", "Odes", 1), "/c"),
    ]
    assert bar_chart("by-kind", "Kind", values).bars == (
        Bar("Films", 40, "/a", 10),
        Bar("Songs", 400, "/b", 100),
        Bar("Odes", 1, "/c", 1),
    )


def test_a_chart_can_be_empty():
    assert bar_chart("by-kind", "Kind", ()).bars == ()
