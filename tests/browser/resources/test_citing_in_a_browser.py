"""Citing a resource in a browser: without JavaScript, at every width, and with nothing that the policy stops."""

import json

import pytest
from playwright.sync_api import expect

from accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")


def test_a_citation_is_found_by_its_heading_without_javascript(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto("/resources/guide")
    citation = page.get_by_text("Author, A. (2020).")
    expect(citation).to_be_hidden()
    page.get_by_role("heading", name="Cite this resource").click()
    expect(citation).to_be_visible()
    expect(citation.locator("i")).to_have_text("Body-worn cameras in small towns: A guide for chiefs")


def test_axe_finds_no_fault_where_the_citations_stand_open(page):
    page.goto("/resources/guide")
    page.get_by_text("Cite this resource").click()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_data_in_the_head_is_read_and_the_policy_has_nothing_to_say(page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for key in ("hostile", "guide"):
        page.goto(f"/resources/{key}")
        text = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(text)["@id"].endswith(f"/resources/{key}")
    assert complaints == []


def test_closed_citations_stay_off_paper_and_open_ones_are_printed(page):
    page.goto("/resources/guide")
    page.emulate_media(media="print")
    expect(page.locator(".citations")).to_be_hidden()
    page.locator(".citations").evaluate("node => { node.open = true }")
    expect(page.get_by_text("Author, A. (2020).")).to_be_visible()
