"""Date presets narrow a search to recent years, as far as there are resources."""

from webui.search.filters.date_presets import date_presets
from webui.search.state import SearchState
from webui.urls import SiteUrls

URLS, ANY_TIME = SiteUrls(), SearchState()


def presets(counts, state=ANY_TIME):
    return [(preset.label, preset.count, preset.current) for preset in date_presets(counts, state, 2026, URLS)]


def test_each_first_year_has_the_number_of_its_resources():
    assert presets({2019: 9, 2022: 3, 2025: 1, 2026: 4}) == [
        ("Any time", None, True),
        ("Since 2025", 5, False),
        ("Since 2023", 5, False),
        ("Since 2021", 8, False),
    ]


def test_a_first_year_without_resources_is_left_out():
    assert [label for label, *_ in presets({2021: 2})] == ["Any time", "Since 2021"]


def test_without_recent_resources_there_is_nothing_to_choose():
    assert presets({2010: 2}) == []


def test_the_dates_of_the_search_can_be_removed_even_if_they_have_no_resources():
    state = SearchState().published_since(2023)
    assert presets({2010: 2}, state) == [("Any time", None, False), ("Since 2023", 0, True)]
