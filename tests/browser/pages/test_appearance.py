"""Light or dark: as the device has it, or as chosen in the footer."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")
DARK, LIGHT = "rgb(17, 22, 29)", "rgb(255, 255, 255)"


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(("scheme", "colour"), [("dark", DARK), ("light", LIGHT)])
def test_unasked_a_page_looks_as_the_device_has_it(page, scheme, colour):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    assert ground(page) == colour
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("system", "chosen", "colour"), [("light", "Dark", DARK), ("dark", "Light", LIGHT)])
def test_a_choice_holds_on_every_page_until_it_is_taken_back(page, system, chosen, colour):
    page.emulate_media(color_scheme=system)
    page.goto("/")
    choice = page.get_by_label("Appearance")
    choice.select_option(chosen)
    assert ground(page) == colour
    page.goto("/search")
    assert ground(page) == colour
    expect(choice).to_have_value(chosen.lower())
    choice.select_option("Same as this device")
    assert page.evaluate("localStorage.length") == 0
    page.goto("/")
    assert ground(page) != colour


def test_a_page_in_the_dark_is_printed_on_white(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    page.get_by_label("Appearance").select_option("Dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert ground(page) == LIGHT


def test_without_javascript_nothing_is_offered_that_cannot_be_done(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.get_by_label("Appearance")).to_be_hidden()
