"""The toolkit builder in a browser: answered without JavaScript, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def test_a_toolkit_is_proposed_and_the_answers_changed_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
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


def test_a_toolkit_is_proposed_by_keyboard_alone(page):
    page.goto("/toolkit/build")
    page.get_by_role("radio", name="Technology").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".proposal")).to_be_visible()
    page.locator(".builder-answers > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Technology")).to_be_checked()
