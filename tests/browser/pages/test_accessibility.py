"""Axe finds no violation on any page, at any width, in any color scheme, in any language."""

import pytest

from accessibility import FRAME_PAGES, PAGES, RUNS, RUNS_IN_SPANISH, SPANISH_PAGES, axe_violations, load_lists

pytestmark = pytest.mark.xdist_group("axe")  # in parallel with the other browser tests
ALL_PAGES = PAGES | FRAME_PAGES | {f"es: {name}": url for name, url in SPANISH_PAGES.items()}


@pytest.fixture(scope="module")
def shared_page(browser, base_url):
    """One page for all tests: they change nothing, so they may share a browser cache."""
    with browser.new_context(base_url=base_url) as context:
        yield context.new_page()


@pytest.mark.parametrize("url", ALL_PAGES.values(), ids=ALL_PAGES)
def test_no_page_has_axe_violations(shared_page, url):
    shared_page.goto(url)
    load_lists(shared_page)
    assert axe_violations(shared_page, RUNS_IN_SPANISH if url in SPANISH_PAGES.values() else RUNS) == []
