"""Presenters: a search result as its page shows it."""

import pytest

import factories
from catalog.facets import FACETS
from catalog.model import DocumentText, Locator, LocatorKind, PartialDate
from catalog.search.query.tree import Expansion, Query, Sort
from catalog.search.result import Correction, FacetCount, Hit, SearchResult, Snippet
from webui.components.cards import card
from webui.components.snippets import SnippetSpan, passage_label, snippet_spans
from webui.search.constraints import constraints
from webui.search.facet_panels import facet_panel
from webui.search.pagination import page_links
from webui.search.query_links import exact_text
from webui.search.results import count_words, search_view
from webui.search.state import SearchState
from webui.urls import SiteUrls

TAXONOMY = factories.taxonomy()
HERE = SiteUrls()
TOPIC, AGENCY_SIZE = (next(facet for facet in FACETS if facet.name == name) for name in ("topic", "agency_size"))


def result(query=None, **changes):
    facets = {facet.name: () for facet in FACETS}
    facets.update(changes.pop("facets", {}))
    values = {"generation": "g", "total": 0, "hits": (), "facets": facets, **changes}
    return SearchResult(query=query or Query(), **values)


def hits(count):
    return tuple(Hit(factories.record(f"r{number}"), (), 1.0) for number in range(count))


def test_the_runs_of_a_snippet_are_its_text_and_marked_where_the_marks_say():
    snippet = Snippet("Plate readers at work", ((0, 5), (17, 21)))
    assert list(snippet_spans(snippet)) == [
        SnippetSpan("Plate", marked=True),
        SnippetSpan(" readers at "),
        SnippetSpan("work", marked=True),
    ]


def test_the_bars_between_the_cells_of_a_table_are_dots_in_a_snippet():
    snippet = Snippet("task | done | a|b", ((7, 11),))
    assert list(snippet_spans(snippet)) == [
        SnippetSpan("task \u00b7 "),
        SnippetSpan("done", marked=True),
        SnippetSpan(" \u00b7 a|b"),
    ]


def test_a_snippet_without_marks_is_one_run():
    assert list(snippet_spans(Snippet("text"))) == [SnippetSpan("text")]


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, []),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_links_surround_the_current_page_and_no_gap_hides_a_single_page(page, pages, numbers):
    assert [link.number for link in page_links(SearchState(Query(page=page)), pages, HERE)] == numbers


def test_the_url_of_the_first_page_has_no_page_parameter():
    first, second, *_ = page_links(SearchState(Query("a", page=2)), 3, HERE)
    assert (first.url, second.url) == ("/search?q=a", "/search?page=2&q=a")


def test_the_count_says_which_resources_are_on_the_page():
    assert count_words(result(total=1, hits=hits(1))) == "1 resource"
    assert count_words(result(Query(page=2), total=42, hits=hits(10))) == "11\u201320 of 42 resources"


def test_a_constraint_links_to_the_first_page_of_the_search_without_it():
    query = Query("guns", {"format": ("webinar", "podcast")}, page=3)
    facets = {"format": (FacetCount("webinar", "Webinar", 1, selected=True),)}
    words, webinar, podcast = sorted(constraints(result(query, facets=facets), HERE), key=lambda chip: chip.value)[:3]
    assert {chip.url for chip in (words, webinar, podcast)} == {
        "/search?format=podcast&format=webinar",
        "/search?format=webinar&q=guns",
        "/search?format=podcast&q=guns",
    }


def test_constraints_have_readable_labels():
    query = Query("", {"format": ("webinar",)}, sworn=1200, published_from=PartialDate(2015))
    facets = {"format": (FacetCount("webinar", "Webinar", 1, selected=True),)}
    found = [(chip.kind, chip.value) for chip in constraints(result(query, facets=facets), HERE)]
    assert found == [("Format", "Webinar"), ("Your agency", "1,200 sworn officers"), ("From", "2015")]


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


def test_a_facet_that_cannot_narrow_the_results_is_left_out():
    facets = {"language": (FacetCount("en", "English", 2),), "topic": (FacetCount("technology", "Technology", 1),)}
    view = search_view(result(total=2, hits=hits(2), facets=facets), TAXONOMY, HERE)
    assert [view_panel.name for view_panel in (*view.first_panels, *view.more_panels)] == ["topic"]


def test_the_current_sort_order_is_selected_and_the_default_one_has_no_value():
    assert search_view(result(Query("guns")), TAXONOMY, HERE).sort_options[0] == ("", "Best match", True)
    assert search_view(result(), TAXONOMY, HERE).sort_options[0] == ("", "Newest", True)
    assert search_view(result(Query(sworn=120)), TAXONOMY, HERE).sort_options[0] == ("", "Best fit", True)
    chosen = search_view(result(Query("guns", sort=Sort.OLDEST)), TAXONOMY, HERE).sort_options
    assert ("oldest", "Oldest", True) in chosen


@pytest.mark.parametrize(
    ("text", "typed", "exact"),
    [
        ("lpr policy", "lpr", "=lpr policy"),
        ("license  plate reader", "license plate reader", '"license plate reader"'),
        ("c++ lpr", "c++", "=c++ lpr"),
        ("=lpr", "lpr", "=lpr"),
        ("alprs", "lpr", "alprs"),
    ],
)
def test_the_exact_search_excludes_synonyms(text, typed, exact):
    assert exact_text(text, [Expansion(typed, ("other",))]) == exact


def test_a_query_without_words_is_recognized():
    assert search_view(result(Query('"')), TAXONOMY, HERE).nothing_to_search
    assert not search_view(result(Query("guns"), interpreted_as="guns"), TAXONOMY, HERE).nothing_to_search


def test_a_spelling_correction_keeps_the_filters():
    query = Query("renetry", {"format": ("webinar",)}, page=2)
    view = search_view(result(query, did_you_mean=Correction("reentry", 3)), TAXONOMY, HERE)
    assert (view.correction.label, view.correction.url) == ("reentry", "/search?format=webinar&q=reentry")


def test_a_page_after_the_last_one_offers_the_last_one():
    view = search_view(result(Query("guns", page=9), total=25), TAXONOMY, HERE)
    assert view.last_page_url == "/search?page=3&q=guns"


def test_a_card_shows_the_matching_passage_of_the_summary():
    record = factories.record(summary="A long way. Plate readers.")
    hit = Hit(record, (), 1.0, (Snippet("Plate readers.", ((0, 5),)),))
    assert card(hit, TAXONOMY, HERE).spans == (SnippetSpan("Plate", marked=True), SnippetSpan(" readers."))


def test_a_card_shows_the_known_facts_in_one_line():
    record = factories.record(format="webinar", published=PartialDate(2016, 3), language="es")
    hit = Hit(record, (DocumentText(pages=12, duration_s=2880),), 1.0)
    assert card(hit, TAXONOMY, HERE).facts == ("Webinar", "March 2016", "12 pages", "48 min", "Spanish")
    assert card(hit, TAXONOMY, HERE).lang == "es"


@pytest.mark.parametrize(
    ("locator", "label"),
    [
        (Locator(LocatorKind.PAGE, "p. 12"), "p. 12"),
        (Locator(LocatorKind.TIME, "00:12:34"), "Jump to 12:34"),
        (Locator(LocatorKind.TIME, "01:12:34"), "Jump to 01:12:34"),
        (Locator(), "In the text"),
    ],
)
def test_the_label_of_a_passage_is_that_of_its_locator(locator, label):
    assert passage_label(Snippet("", (), locator, 0)) == label
