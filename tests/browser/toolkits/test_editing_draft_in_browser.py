"""Editing the visitor's toolkit in a browser: sections, notes, refused fields and the focus."""

import pytest
from playwright.sync_api import expect

from browser_waits import wait_until
from toolkit_page import GUIDE, TALK, item_titles, open_toolkit_with

pytestmark = pytest.mark.xdist_group("browser")


def test_resources_can_be_moved_into_a_new_section(page):
    open_toolkit_with(page, "guide", "talk")
    page.get_by_role("textbox", name="New section").fill("Later")
    page.get_by_role("button", name="Add section").click()
    section = page.get_by_role("region", name="Later")
    page.get_by_role("combobox", name=f"Section: {GUIDE}").select_option("Later")
    page.get_by_role("button", name=f"Move : {GUIDE}", exact=True).click()
    expect(section.locator(".card-title")).to_have_text([GUIDE])
    page.get_by_role("button", name="Remove section : Later").click()
    expect(item_titles(page)).to_have_text([TALK, GUIDE])


def test_the_focus_moves_to_the_nearest_resource_after_a_removal(page):
    open_toolkit_with(page, "guide", "talk", "questions")
    page.get_by_role("button", name=f"Remove : {GUIDE}", exact=True).press("Enter")
    expect(page.locator("#item-talk")).to_be_focused()
    page.locator("#remove-questions").press("Enter")
    expect(page.locator("#item-talk")).to_be_focused()
    page.locator("#remove-talk").press("Enter")
    expect(page.locator("#toolkit")).to_be_focused()


def test_a_refused_note_keeps_its_text_and_is_reported(page):
    open_toolkit_with(page, "guide")
    note = page.get_by_role("textbox", name=f"Your note : {GUIDE}")
    note.fill("x" * 1001)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alert")).to_contain_text("At most 1,000 characters; this has 1,001.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(note).to_have_value("x" * 1001)
    expect(note).to_have_attribute("aria-invalid", "true")


def test_a_note_is_saved_when_its_field_loses_the_focus(page):
    open_toolkit_with(page, "guide", "talk")
    with page.expect_response("**/toolkit"):
        page.get_by_label(f"Your note: {GUIDE}").fill("Read this first.")
        page.get_by_label("Title", exact=True).focus()
    wait_until(page, "localStorage.getItem('toolkit').includes('Read this first.')")
    page.goto("/search")
    page.goto("/toolkit")
    expect(page.get_by_label(f"Your note: {GUIDE}")).to_have_value("Read this first.")


def test_a_note_that_is_too_long_is_not_saved_and_the_save_button_shows_why(page):
    open_toolkit_with(page, "guide")
    with page.expect_response("**/toolkit") as response:
        page.get_by_label(f"Your note: {GUIDE}").fill("x" * 1001)
        page.get_by_label("Title", exact=True).focus()
    assert response.value.status == 400
    assert "xxx" not in page.evaluate("localStorage.getItem('toolkit')")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#errors")).to_be_focused()
