"""SearchState: one value, and every other state of the search made from it."""

import pytest

from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
from webui.search.state import SearchState, page_count, without_refused

STATE = SearchState(
    Query("guns", {"format": ("webinar", "podcast")}, 120, PartialDate(2015), sort=Sort.TITLE, page=3, per_page=20)
)


def test_parameters_are_sorted_and_leave_out_what_is_default():
    assert SearchState(Query("guns", {"format": ("webinar", "podcast"), "topic": ()}, page=1)).as_params() == (
        ("format", "podcast"),
        ("format", "webinar"),
        ("q", "guns"),
    )


def test_the_order_in_which_values_were_chosen_makes_no_other_state():
    first = SearchState().add("topic", "technology").add("format", "webinar").add("topic", "crime-analysis")
    second = SearchState().add("topic", "crime-analysis").add("topic", "technology").add("format", "webinar")
    assert first == second
    assert hash(first) == hash(second)
    assert first.query == second.query


def test_a_value_is_added_once():
    state = SearchState().add("topic", "technology")
    assert state.add("topic", "technology") == state


def test_a_removed_value_leaves_the_others_of_its_facet():
    assert STATE.remove("format", "webinar").query.filters == {"format": ("podcast",)}
    assert STATE.remove("format", "webinar").remove("format", "podcast").query.filters == {}


def test_removing_a_value_that_is_not_chosen_changes_nothing_but_the_page():
    assert STATE.remove("topic", "technology") == STATE.with_page(1)


@pytest.mark.parametrize("name", ["q", "sworn", "published_from"])
def test_a_constraint_without_values_of_a_facet_is_removed_by_its_parameter(name):
    names = {name for name, _value in STATE.as_params()}
    assert {name for name, _value in STATE.remove(name, "").as_params()} == names - {name, "page"}


def test_several_constraints_are_removed_at_once():
    assert STATE.without("q", "format", "sworn", "published_from").as_params() == (
        ("per_page", "20"),
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
def test_every_change_but_a_page_leads_to_the_first_page(change):
    assert change(STATE).query.page == 1


def test_another_page_changes_nothing_else():
    assert STATE.with_page(1).with_page(3) == STATE
    assert ("page", "2") in STATE.with_page(2).as_params()


def test_a_year_to_begin_with_replaces_both_dates():
    state = SearchState(Query(published_from=PartialDate(2010), published_to=PartialDate(2012)))
    assert state.published_since(2020).as_params() == (("published_from", "2020"),)


def test_without_filters_the_text_remains():
    assert STATE.without_filters().as_params() == (("q", "guns"),)
    assert SearchState().without_filters().as_params() == ()


def test_a_position_is_one_of_the_parameters_and_leads_back_to_its_page():
    state = STATE.at(41)
    assert ("at", "41") in state.as_params()
    assert state != STATE.at(42)
    assert state.back_to_results() == STATE


def test_a_feed_follows_the_whole_search_newest_first():
    assert STATE.for_feed().as_feed() == STATE.without("sort").for_feed().as_feed()
    assert {name for name, _value in STATE.for_feed().as_feed()} == {"q", "format", "sworn", "published_from"}


def test_a_feed_keeps_the_order_and_the_length_that_are_not_its_own():
    query = Query("guns", sort=Sort.TITLE, page=2, per_page=10)
    assert SearchState(query).as_feed() == (("page", "2"), ("per_page", "10"), ("q", "guns"), ("sort", "title"))


def test_a_file_has_the_order_of_the_page_and_all_of_the_search():
    names = {name for name, _value in STATE.without_paging().as_params()}
    assert names == {"q", "format", "sworn", "published_from", "sort"}


def test_no_page_lies_beyond_the_deepest_result():
    assert page_count(1_000_000, 10) == 1_000
    assert page_count(0, 10) == 0


def test_the_parameters_that_were_not_refused_remain_without_empty_ones():
    params = (("q", "guns"), ("topic", "nothing"), ("sort", ""), ("topic", "technology"))
    assert without_refused(params, {"topic"}) == (("q", "guns"),)
