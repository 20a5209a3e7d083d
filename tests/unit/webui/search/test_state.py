"""SearchState: every change gives a new state and the URL parameters for it."""

import pytest

from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
from webui.search.state import SearchState, page_count, without_refused

STATE = SearchState(
    Query("guns", {"format": ("webinar", "podcast")}, 120, PartialDate(2015), sort=Sort.TITLE, page=3, per_page=25)
)


def test_parameters_are_sorted_and_defaults_are_left_out():
    assert SearchState(
        Query("guns", {"format": ("webinar", "podcast"), "topic": ()}, page=1, per_page=20)
    ).as_params() == (
        ("format", "podcast"),
        ("format", "webinar"),
        ("q", "guns"),
    )


def test_the_order_in_which_values_are_added_does_not_matter():
    first = SearchState().add("topic", "technology").add("format", "webinar").add("topic", "crime-analysis")
    second = SearchState().add("topic", "crime-analysis").add("topic", "technology").add("format", "webinar")
    assert first == second
    assert hash(first) == hash(second)
    assert first.query == second.query


def test_a_value_is_added_once():
    state = SearchState().add("topic", "technology")
    assert state.add("topic", "technology") == state


def test_removing_a_value_keeps_the_others_of_its_facet():
    assert STATE.remove("format", "webinar").query.filters == {"format": ("podcast",)}
    assert STATE.remove("format", "webinar").remove("format", "podcast").query.filters == {}


def test_removing_a_value_that_is_not_selected_changes_only_the_page():
    assert STATE.remove("topic", "technology") == STATE.with_page(1)


@pytest.mark.parametrize("name", ["q", "sworn", "published_from"])
def test_a_constraint_that_is_not_a_facet_value_is_removed_by_its_parameter(name):
    names = {name for name, _value in STATE.as_params()}
    assert {name for name, _value in STATE.remove(name, "").as_params()} == names - {name, "page"}


def test_several_constraints_are_removed_at_once():
    assert STATE.without("q", "format", "sworn", "published_from").as_params() == (
        ("per_page", "25"),
        ("sort", "title"),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda state: state.add("topic", "technology"),
        lambda state: state.remove("format", "webinar"),
        lambda state: state.without("sworn"),
        lambda state: state.with_text("cameras"),
        lambda state: state.published_since(2020),
        lambda state: state.without_paging(),
        lambda state: state.without_filters(),
        lambda state: state.for_feed(),
        lambda state: state.at(4),
    ],
)
def test_every_change_except_of_the_page_goes_to_the_first_page(change):
    assert change(STATE).query.page == 1


def test_another_page_changes_nothing_else():
    assert STATE.with_page(1).with_page(3) == STATE
    assert ("page", "2") in STATE.with_page(2).as_params()


def test_a_date_preset_replaces_both_dates():
    state = SearchState.for_query(Query(published_from=PartialDate(2010), published_to=PartialDate(2012)))
    assert state.published_since(2020).as_params() == (("published_from", "2020"),)


def test_removing_the_filters_keeps_the_text():
    assert STATE.without_filters().as_params() == (("q", "guns"),)
    assert SearchState().without_filters().as_params() == ()


def test_a_position_is_a_parameter_and_leads_back_to_its_page_of_results():
    state = STATE.at(51)
    assert ("at", "51") in state.as_params()
    assert state != STATE.at(52)
    assert state.back_to_results() == STATE


def test_a_feed_has_the_whole_search_in_its_default_order():
    assert STATE.for_feed().as_feed() == STATE.without("sort").for_feed().as_feed()
    assert {name for name, _value in STATE.for_feed().as_feed()} == {"q", "format", "sworn", "published_from"}


def test_a_feed_keeps_an_explicit_sort_order_and_page_size():
    query = Query("guns", sort=Sort.TITLE, page=2, per_page=10)
    assert SearchState(query).as_feed() == (("page", "2"), ("per_page", "10"), ("q", "guns"), ("sort", "title"))


def test_a_download_keeps_the_sort_order_and_has_no_paging():
    names = {name for name, _value in STATE.without_paging().as_params()}
    assert names == {"q", "format", "sworn", "published_from", "sort"}


def test_the_page_count_stops_at_the_deepest_result():
    assert page_count(1_000_000, 10) == 1_000
    assert page_count(0, 10) == 0


def test_valid_parameters_are_kept_and_empty_ones_dropped():
    params = (("q", "guns"), ("topic", "nothing"), ("sort", ""), ("topic", "technology"))
    assert without_refused(params, {"topic"}) == (("q", "guns"),)
