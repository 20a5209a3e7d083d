"""No page has an accessibility fault that axe can find, at any width, in any colours, in any language."""

import pytest

from accessibility import PAGES, SPANISH_PAGES, faults

pytestmark = pytest.mark.xdist_group("axe")  # beside the other pages' tests
EVERYWHERE = PAGES | {f"es: {name}": address for name, address in SPANISH_PAGES.items()}


@pytest.mark.parametrize("address", EVERYWHERE.values(), ids=EVERYWHERE)
def test_axe_finds_no_fault(page, address):
    page.goto(address)
    assert faults(page) == []
