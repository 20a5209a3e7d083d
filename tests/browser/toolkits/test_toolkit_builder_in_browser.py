"""The toolkit builder works without JavaScript and by keyboard, and its proposal becomes the visitor's toolkit."""

import re

import pytest
from playwright.sync_api import expect

from toolkit_page import item_titles

pytestmark = pytest.mark.xdist_group("browser")


def test_answers_can_be_given_and_changed_without_javascript(page_without_scripts):
    page = page_without_scripts
    page.goto("/toolkit/build")
    page.get_by_role("radio", name="Technology").check()
    page.get_by_role("radio", name="An hour").check()
    page.get_by_role("button", name="Recommend a toolkit").click()
    expect(page.get_by_role("heading", name="Technology: a first toolkit")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Include").first).to_be_checked()
    page.get_by_text("Change answers").click()
    page.get_by_role("radio", name="Gun violence").check()
    page.get_by_role("button", name="Recommend a toolkit").click()
    expect(page).to_have_url(re.compile(r"topic=gun-violence.*time=hour"))
    expect(page.get_by_role("heading", name="Gun violence: a first toolkit")).to_be_visible()


def test_the_builder_can_be_used_by_keyboard_only(page):
    page.goto("/toolkit/build")
    page.get_by_role("radio", name="Technology").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".proposal")).to_be_visible()
    page.locator(".builder-answers > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Technology")).to_be_checked()


def test_an_accepted_proposal_is_stored_on_the_device(page):
    page.goto("/toolkit/build?topic=gun-violence")
    first_reason = page.locator(".recommendation .recommendation-reasons").first.locator("li").first.text_content()
    page.get_by_role("button", name="Add these to my toolkit").click()
    expect(page).to_have_url(re.compile("/toolkit$"))
    expect(page.get_by_text("Stored only in this browser")).to_be_visible()
    count = item_titles(page).count()
    assert count
    assert page.get_by_label("Section title").first.input_value()
    expect(page.get_by_label(re.compile("^Your note")).first).to_have_value(re.compile(f"^{re.escape(first_reason)}"))
    page.reload()
    expect(item_titles(page)).to_have_count(count)
    assert page.context.cookies() == []
