"""The view of a search result: totals, facets, sort options, corrections and the last page."""

import factories
from catalog.facets import FACETS
from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
from catalog.search.result import Correction, FacetCount, Hit
from webui.search.results import count_words, search_view
from webui.urls import SiteUrls

TAXONOMY = factories.taxonomy()
URLS = SiteUrls()
TOPIC, AGENCY_SIZE = (next(facet for facet in FACETS if facet.name == name) for name in ("topic", "agency_size"))


def hits(count):
    return tuple(Hit(factories.record(f"r{number}"), (), 1.0) for number in range(count))


def test_the_count_says_which_resources_are_on_the_page(make_result):
    assert count_words(make_result(total=1, hits=hits(1))) == "1 resource"
    assert count_words(make_result(Query(page=2), total=42, hits=hits(10))) == "11\u201320 of 42 resources"


def test_a_facet_that_cannot_narrow_the_results_is_left_out(make_result):
    facets = {"language": (FacetCount("en", "English", 2),), "topic": (FacetCount("technology", "Technology", 1),)}
    view = search_view(make_result(total=2, hits=hits(2), facets=facets), TAXONOMY, URLS)
    assert [panel.name for panel in (*view.first_panels, *view.more_panels)] == ["topic"]


def test_the_current_sort_order_is_selected_and_the_default_one_has_no_value(make_result):
    assert search_view(make_result(Query("guns")), TAXONOMY, URLS).sort_options[0] == ("", "Best match", True)
    assert search_view(make_result(), TAXONOMY, URLS).sort_options[0] == ("", "Newest", True)
    assert search_view(make_result(Query(sworn=120)), TAXONOMY, URLS).sort_options[0] == ("", "Best fit", True)
    sort_options = search_view(make_result(Query("guns", sort=Sort.OLDEST)), TAXONOMY, URLS).sort_options
    assert ("oldest", "Oldest", True) in sort_options


def test_a_query_without_words_is_recognized(make_result):
    assert search_view(make_result(Query('"')), TAXONOMY, URLS).nothing_to_search
    assert not search_view(make_result(Query("guns"), interpreted_as="guns"), TAXONOMY, URLS).nothing_to_search


def test_a_spelling_correction_keeps_the_filters(make_result):
    query = Query("renetry", {"format": ("webinar",)}, page=2, per_page=20)
    view = search_view(make_result(query, did_you_mean=Correction("reentry", 3)), TAXONOMY, URLS)
    assert (view.correction.label, view.correction.url) == ("reentry", "/search?format=webinar&q=reentry")


def test_the_url_of_the_first_page_has_no_page_parameter(make_result):
    first, second, *_ = search_view(
        make_result(Query("a", page=2, per_page=20), total=25), TAXONOMY, URLS
    ).pagination.links
    assert (first.url, second.url) == ("/search?q=a", "/search?page=2&q=a")


def test_a_page_after_the_last_one_offers_the_last_one(make_result):
    view = search_view(make_result(Query("guns", page=9, per_page=20), total=25), TAXONOMY, URLS)
    assert view.last_page_url == "/search?page=2&q=guns"


def test_the_chart_of_years_says_how_many_results_have_no_date(make_result):
    years = {2019: 2, 2020: 3}
    assert search_view(make_result(total=7, years=years), TAXONOMY, URLS).undated_note == "2 have no date."
    assert search_view(make_result(total=6, years=years), TAXONOMY, URLS).undated_note == "1 has no date."
    assert search_view(make_result(total=5, years=years), TAXONOMY, URLS).undated_note == ""


def test_with_dates_no_result_lacks_one(make_result):
    result = make_result(Query(published_from=PartialDate(2020)), total=3, years={2019: 2, 2020: 3})
    assert search_view(result, TAXONOMY, URLS).undated_note == ""
