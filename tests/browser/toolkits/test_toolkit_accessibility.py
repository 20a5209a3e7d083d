"""The pages of a toolkit have no accessibility violations, in any state and in both languages."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import RUNS, RUNS_IN_SPANISH, axe_violations
from toolkit_page import item_titles, open_toolkit_with

pytestmark = pytest.mark.xdist_group("browser")


def assert_accessible(page, runs):
    assert axe_violations(page, runs) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("language", "runs"), [("", RUNS), ("/es", RUNS_IN_SPANISH)])
def test_toolkit_pages_have_no_axe_violations_and_fit_a_narrow_screen(page, language, runs):
    """One test for all states of a toolkit, because each comes from the one before."""
    open_toolkit_with(page, "guide", "long", "hostile", "vecinos", "gone")
    page.get_by_role("textbox", name="New section").fill("Later")
    page.get_by_role("button", name="Add section").click()
    expect(page.get_by_role("region", name="Later")).to_be_visible()
    page.goto(f"{language}/toolkit")
    expect(item_titles(page)).to_have_count(5)
    assert_accessible(page, runs)
    page.locator("#title").fill("x" * 300)
    page.locator("#save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page, runs)
    page.goto(f"{language}/toolkit")
    page.locator("#share").click()
    expect(page).to_have_url(re.compile(f"{language}/t/"))
    assert_accessible(page, runs)
    page.locator("#copy").click()
    expect(page.locator("[name=how]").first).to_be_visible()
    assert_accessible(page, runs)
