"""No page has an accessibility fault that axe can find, at any width, in any color scheme, in any language."""

import pytest

from accessibility import PAGES, SPANISH_PAGES, faults

pytestmark = pytest.mark.xdist_group("axe")  # in parallel with the other browser tests
ALL_PAGES = PAGES | {f"es: {name}": address for name, address in SPANISH_PAGES.items()}


@pytest.fixture(scope="module")
def shared_page(browser, base_url):
    """Return one page for all tests: pages that are only looked at may share a browser cache."""
    with browser.new_context(base_url=base_url) as context:
        yield context.new_page()


@pytest.mark.parametrize("address", ALL_PAGES.values(), ids=ALL_PAGES)
def test_axe_finds_no_fault(shared_page, address):
    shared_page.goto(address)
    assert faults(shared_page) == []
