"""Fixtures for the tests of searching in a browser."""

import pytest

from combobox import search_box


@pytest.fixture
def box(wide_page):
    """The search box of the home page."""
    wide_page.goto("/")
    return search_box(wide_page)


@pytest.fixture
def options(page):
    """The options of the open list of suggestions."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")
