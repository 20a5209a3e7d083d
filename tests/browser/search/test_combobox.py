"""The keyboard, the focus and the selection in the list of suggestions."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import axe_violations
from combobox import SUGGEST_URL, respond, search_box, selected_option, type_and_wait

pytestmark = pytest.mark.xdist_group("browser")


def test_no_option_is_selected_by_default_and_enter_searches_for_the_text(page, box):
    type_and_wait(box, "shoot")
    expect(selected_option(page)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))


def test_arrow_keys_wrap_around_the_ends_of_the_list(page, box, options):
    type_and_wait(box, "shoot")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(selected_option(page)).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    expect(box).to_be_focused()
    expect(box).to_have_value("shoot")


def test_moving_the_cursor_or_typing_deselects_the_option(page, box):
    type_and_wait(box, "shoot")
    for key in ("ArrowLeft", "Home", "End", "i"):
        box.press("ArrowDown")
        expect(selected_option(page)).to_have_count(1)
        box.press(key)
        expect(selected_option(page)).to_have_count(0)


def test_enter_on_a_resource_opens_its_page(page, box):
    type_and_wait(box, "license pl")
    while "readers for violence" not in (selected_option(page).text_content() if selected_option(page).count() else ""):
        box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/resources/talk$"))


def test_a_click_on_a_topic_opens_its_page(page, box):
    type_and_wait(box, "gun vio")
    page.get_by_role("group", name="Topics").get_by_role("option", name="Gun violence").click()
    expect(page).to_have_url(re.compile("/topics/gun-violence$"))


def test_a_selected_completion_is_searched_for_with_the_current_filters(page):
    page.goto("/search?topic=gun-violence")
    box = search_box(page)
    type_and_wait(box, "license pl")
    box.press("ArrowDown")
    completion = selected_option(page).text_content().strip()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Results for \u201c{completion}\u201d")
    expect(page.get_by_role("link", name="Remove filter Topic: Gun violence")).to_be_visible()


def test_the_last_option_opens_all_results_for_the_text(page, box, options):
    type_and_wait(box, "shoot")
    options.last.click()
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))


def test_escape_closes_the_list_and_a_second_escape_clears_the_box(box, options):
    type_and_wait(box, "shoot")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("shoot")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_alt_and_arrow_down_opens_the_list_without_selecting(page, box, options):
    type_and_wait(box, "shoot")
    box.press("Escape")
    box.press("Alt+ArrowDown")
    expect(options.first).to_be_visible()
    expect(selected_option(page)).to_have_count(0)
    box.press("Alt+ArrowUp")
    expect(options.first).to_be_hidden()


def test_arrow_down_opens_a_closed_list_at_its_first_option(box, options):
    type_and_wait(box, "shoot")
    box.press("Escape")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("action", ["Tab", "click"])
def test_the_list_closes_when_the_box_loses_the_focus(page, box, options, action):
    type_and_wait(box, "shoot")
    if action == "Tab":
        box.press("Tab")
        expect(page.get_by_role("button", name="Search")).to_be_focused()
    else:
        page.get_by_role("heading", level=1).click()
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("shoot")


def test_only_the_number_of_suggestions_is_announced(page, box):
    page.route(SUGGEST_URL, lambda route: respond(route, *(["only one"] if "oot" in route.request.url else "abc")))
    status = page.locator("#status")
    expect(status).to_have_role("status")
    expect(status).to_have_text("")
    type_and_wait(box, "sh")
    expect(status).to_have_text("3 suggestions")
    box.press("ArrowDown")
    expect(status).to_have_text("3 suggestions")
    box.press_sequentially("oot")
    expect(status).to_have_text("1 suggestion")
    box.press("Escape")
    expect(status).to_have_text("")


def test_without_javascript_the_box_is_a_plain_text_field(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    box = page.get_by_role("textbox", name="Search resources")
    expect(box).to_have_attribute("inputmode", "search")
    assert [box.get_attribute(name) for name in ("role", "aria-expanded", "aria-autocomplete")] == [None] * 3
    box.fill("shooting")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for \u201cshooting\u201d")


@pytest.mark.parametrize("url", ["/", "/search?q=cameras"])
def test_an_open_list_has_no_axe_violations(page, url):
    page.goto(url)
    box = search_box(page)
    box.fill("")
    type_and_wait(box, "license pl")
    box.press("ArrowDown")
    assert axe_violations(page) == []


def test_the_open_list_does_not_move_the_page_and_fits_a_narrow_screen(page, options):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    offset = page.locator("main").evaluate("node => node.offsetTop")
    type_and_wait(search_box(page), "policingpol")
    assert page.locator("main").evaluate("node => node.offsetTop") == offset
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert min(option.bounding_box()["height"] for option in options.all()) >= 44


def test_the_selected_option_stands_out_in_forced_colors(page, box, options):
    page.emulate_media(forced_colors="active")
    type_and_wait(box, "shoot")
    box.press("ArrowDown")
    background_color = "node => getComputedStyle(node).backgroundColor"
    assert options.first.evaluate(background_color) != options.last.evaluate(background_color)
