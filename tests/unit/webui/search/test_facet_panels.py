"""Facet panels: which values are visible at first, and in which order."""

from catalog.facets import FACETS, Panel
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount, SearchResult
from webui.search.filters.facet_panels import facet_panel, facet_panels

TOPIC, AGENCY_SIZE = (next(facet for facet in FACETS if facet.name == name) for name in ("topic", "agency_size"))


def test_a_facet_panel_shows_eight_values_with_the_selected_ones_first():
    counts = [FacetCount(f"v{n}", f"V{n}", 20 - n, selected=n == 11) for n in range(12)]
    panel = facet_panel(TOPIC, counts)
    assert [value.value for value in panel.visible_values] == ["v11", *(f"v{n}" for n in range(7))]
    assert (len(panel.hidden_values), len(panel.values)) == (4, 12)


def test_a_facet_panel_never_hides_a_single_value():
    panel = facet_panel(TOPIC, [FacetCount(f"v{n}", f"V{n}", 1) for n in range(9)])
    assert (len(panel.visible_values), panel.hidden_values) == (9, ())


def test_agency_sizes_keep_their_own_order():
    counts = [FacetCount("small", "Small", 1), FacetCount("large", "Large", 9, selected=True)]
    assert [value.value for value in facet_panel(AGENCY_SIZE, counts).visible_values] == ["small", "large"]


def test_agency_sizes_with_equal_counts_are_not_offered():
    def panels(*counts):
        sizes = tuple(FacetCount(f"v{number}", "V", count) for number, count in enumerate(counts))
        result = SearchResult(Query(), "g", 9, (), {"agency_size": sizes})
        return [panel.name for panel in facet_panels(result, Panel.FIRST)]

    assert (panels(9, 9, 9), panels(9, 9, 8)) == ([], ["agency_size"])


def test_without_results_only_the_selected_values_are_left():
    topics = (FacetCount("a", "A", 3), FacetCount("b", "B", 0, selected=True))
    result = SearchResult(Query(), "g", 0, (), {"topic": topics, "format": (FacetCount("c", "C", 2),)})
    panels = list(facet_panels(result, Panel.FIRST))
    assert [(panel.name, [value.value for value in panel.values]) for panel in panels] == [("topic", ["b"])]
