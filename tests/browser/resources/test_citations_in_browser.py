"""The citations of a resource work without JavaScript, at every width, and in print."""

import json

import pytest
from playwright.sync_api import expect

from accessibility import axe_violations

pytestmark = pytest.mark.xdist_group("browser")


def test_the_citations_open_without_javascript(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto("/resources/guide")
    citation = page.get_by_text("Author, A. (2020).")
    expect(citation).to_be_hidden()
    page.get_by_role("heading", name="Cite this resource").click()
    expect(citation).to_be_visible()
    expect(citation.locator("i")).to_have_text("Body-worn cameras in small towns: A guide for chiefs")


def test_open_citations_have_no_axe_violations_and_fit_a_narrow_screen(page):
    page.goto("/resources/guide")
    page.get_by_text("Cite this resource").click()
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_structured_data_can_be_read_and_the_policy_allows_it(page, console_messages):
    for record_id in ("hostile", "guide"):
        page.goto(f"/resources/{record_id}")
        structured_data = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(structured_data)[0]["@id"].endswith(f"/resources/{record_id}")
    assert console_messages == []


def test_only_open_citations_are_printed(page):
    page.goto("/resources/guide")
    page.emulate_media(media="print")
    expect(page.locator(".citations")).to_be_hidden()
    page.locator(".citations").evaluate("node => { node.open = true }")
    expect(page.get_by_text("Author, A. (2020).")).to_be_visible()
