"""The key "/" leads to the search box, unless somebody types or does not want it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def box(page):
    return page.get_by_role("combobox", name="Search resources")


@pytest.mark.parametrize("address", ["/", "/search?q=shooting", "/resources/guide", "/nothing"])
def test_the_slash_key_goes_to_the_search_box_and_writes_nothing(page, address):
    page.goto(address)
    words = box(page).input_value()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value(words)


def test_inside_a_field_a_slash_is_a_slash(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/search")
    year = page.get_by_role("textbox", name="From year")
    year.press("/")
    expect(year).to_be_focused()
    expect(year).to_have_value("/")
    box(page).press("/")
    expect(box(page)).to_have_value("/")


def test_with_another_key_held_the_slash_belongs_to_the_browser(page):
    page.goto("/")
    for key in ("Control+/", "Alt+/", "Meta+/"):
        page.keyboard.press(key)
        expect(box(page)).not_to_be_focused()


def test_the_key_can_be_turned_off_and_on_again(page):
    page.goto("/help/search")
    choice = page.get_by_role("checkbox", name="Use the / key in this browser")
    expect(choice).to_be_checked()
    choice.uncheck()
    for address in ("/help/search", "/"):
        page.goto(address)
        page.keyboard.press("/")
        expect(box(page)).not_to_be_focused()
        expect(box(page)).not_to_have_attribute("aria-keyshortcuts", "/")
    page.goto("/help/search")
    expect(choice).not_to_be_checked()
    choice.check()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_without_javascript_nothing_is_offered_that_cannot_be_done(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/help/search")
    expect(page.locator("#slash-key")).to_be_hidden()
