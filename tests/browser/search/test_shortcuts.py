"""The slash key moves the focus to the search box, except in text fields and where a visitor has turned it off."""

import pytest
from playwright.sync_api import expect

from combobox import search_box

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("url", ["/", "/search?q=shooting", "/resources/guide", "/nothing"])
def test_the_slash_key_moves_the_focus_to_the_search_box_and_types_nothing(page, url):
    page.goto(url)
    text = search_box(page).input_value()
    page.keyboard.press("/")
    expect(search_box(page)).to_be_focused()
    expect(search_box(page)).to_have_value(text)


def test_in_a_text_field_the_slash_key_types_a_slash(wide_page):
    wide_page.goto("/search")
    year_field = wide_page.get_by_role("textbox", name="From year")
    year_field.press("/")
    expect(year_field).to_be_focused()
    expect(year_field).to_have_value("/")
    search_box(wide_page).press("/")
    expect(search_box(wide_page)).to_have_value("/")


def test_the_slash_key_with_a_modifier_does_nothing(page):
    page.goto("/")
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        page.keyboard.press(keys)
        expect(search_box(page)).not_to_be_focused()


def test_the_slash_key_can_be_turned_off_and_on_again(page):
    page.goto("/help/search")
    setting = page.get_by_role("checkbox", name="Use the / key in this browser")
    expect(setting).to_be_checked()
    setting.uncheck()
    for url in ("/help/search", "/"):
        page.goto(url)
        page.keyboard.press("/")
        expect(search_box(page)).not_to_be_focused()
        expect(search_box(page)).not_to_have_attribute("aria-keyshortcuts", "/")
    page.goto("/help/search")
    expect(setting).not_to_be_checked()
    setting.check()
    page.keyboard.press("/")
    expect(search_box(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_without_javascript_the_setting_is_hidden(page_without_scripts):
    page_without_scripts.goto("/help/search")
    expect(page_without_scripts.locator("#slash-key")).to_be_hidden()
