"""The chart of results by year: which years a bar has, what its link does, and which bars the dates include."""

import pytest

from catalog.model import PartialDate
from catalog.search.query.tree import Query
from webui.search.filters.year_chart import HEIGHT, MAX_BARS, year_chart, year_ranges
from webui.search.state import SearchState
from webui.urls import SiteUrls

URLS = SiteUrls()


def ends(counts):
    return [(years.start, years[-1]) for years in year_ranges(counts)]


def test_a_few_years_have_a_bar_each_even_without_resources():
    assert ends({2020: 1, 2023: 4}) == [(2020, 2020), (2021, 2021), (2022, 2022), (2023, 2023)]


def test_many_years_share_bars():
    assert ends(dict.fromkeys(range(1991, 2027), 1))[-2:] == [(2020, 2024), (2025, 2026)]
    assert ends({1815: 5, 2026: 5}) == [(1815, 1849), (1850, 1899), (1900, 1949), (1950, 1999), (2000, 2026)]


def test_a_few_much_earlier_resources_share_the_first_bar_with_all_years_before():
    counts = {1829: 1, **dict.fromkeys(range(2018, 2027), 10)}
    assert ends(counts) == [(1829, 2017), *((year, year) for year in range(2018, 2027))]


@pytest.mark.parametrize("counts", [{}, {2020: 3}])
def test_a_single_year_needs_no_chart(counts):
    assert year_chart(counts, SearchState(), URLS) is None


@pytest.mark.parametrize(
    "counts",
    [{1: 1, 9999: 1}, {1829: 1, 2026: 1}, dict.fromkeys(range(1900, 2027), 3), {2000: 50, 2026: 1}, {2019: 1, 2020: 7}],
)
def test_bars_have_every_resource_once_and_are_few_enough_to_tap(counts):
    bars = year_chart(counts, SearchState(), URLS).bars
    assert len(bars) <= MAX_BARS
    assert sum(bar.count for bar in bars) == sum(counts.values())
    assert max(bar.height for bar in bars) == HEIGHT
    assert all(bool(bar.height) == bool(bar.count) for bar in bars)


def test_a_bar_sets_the_years_and_the_current_one_removes_them():
    state = SearchState().add("topic", "technology")
    bars = year_chart({2019: 1, 2020: 7}, state.published_between(2020, 2020), URLS).bars
    assert [(bar.url, bar.inside, bar.current) for bar in bars] == [
        ("/search?published_from=2019&published_to=2019&topic=technology", False, False),
        ("/search?topic=technology", True, True),
    ]


def test_the_dates_of_a_search_include_the_bars_that_they_overlap():
    counts = dict.fromkeys(range(2000, 2020), 1)
    state = SearchState.for_query(Query(published_from=PartialDate(2003, 5)))
    bars = year_chart(counts, state, URLS).bars
    assert [bar.label for bar in bars if not bar.inside] == ["2000 to 2001"]
