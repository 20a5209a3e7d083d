"""The light or dark theme follows the device, or the choice in the footer."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")
DARK, LIGHT = "rgb(17, 22, 29)", "rgb(255, 255, 255)"


def background_color(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(("color_scheme", "color"), [("dark", DARK), ("light", LIGHT)])
def test_pages_follow_the_color_scheme_of_the_device_by_default(page, color_scheme, color):
    page.emulate_media(color_scheme=color_scheme)
    page.goto("/")
    assert background_color(page) == color
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("color_scheme", "theme", "color"), [("light", "Dark", DARK), ("dark", "Light", LIGHT)])
def test_a_chosen_theme_applies_to_every_page_until_it_is_reset(page, color_scheme, theme, color):
    page.emulate_media(color_scheme=color_scheme)
    page.goto("/")
    theme_menu = page.get_by_label("Appearance")
    theme_menu.select_option(theme)
    assert background_color(page) == color
    page.goto("/search")
    assert background_color(page) == color
    expect(theme_menu).to_have_value(theme.lower())
    theme_menu.select_option("Same as this device")
    assert page.evaluate("localStorage.length") == 0
    page.goto("/")
    assert background_color(page) != color


def test_dark_pages_are_printed_on_white(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    page.get_by_label("Appearance").select_option("Dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert background_color(page) == LIGHT


def test_without_javascript_the_theme_menu_is_hidden(page_without_scripts):
    page_without_scripts.goto("/")
    expect(page_without_scripts.get_by_label("Appearance")).to_be_hidden()
