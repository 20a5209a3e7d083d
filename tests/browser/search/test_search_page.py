"""Pages in a browser: whole without JavaScript, by keyboard, at every width, and without an accessibility fault."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import PAGES, SPANISH_PAGES, faults

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("address", [*PAGES.values(), *SPANISH_PAGES.values()])
def test_nothing_scrolls_sideways_on_the_narrowest_screen_or_with_text_twice_as_large(page, address):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_no_page_asks_another_host_or_is_stopped_by_its_own_policy(page, base_url):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    for address in ("/", "/search?q=plate", "/resources/guide", "/topics/technology"):
        page.goto(address)
    assert [url for url in asked if not url.startswith(base_url)] == []
    assert complaints == []
    assert page.context.cookies() == []


def test_a_visitor_gets_from_the_skip_link_to_a_resource_by_keyboard_alone(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.get_by_role("combobox", name="Search resources").focus()
    page.keyboard.type("shooting")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for \u201cshooting\u201d")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to filters")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = page.get_by_role("checkbox", name=re.compile("Technology"))
    while not box.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.filters') !== null")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Topic: Technology")).to_be_visible()
    expect(page.locator(".total")).to_have_text("1 resource")

    page.get_by_role("link", name="License plate readers for violence reduction").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("License plate readers for violence reduction")


def test_the_filters_stand_open_beside_the_results_and_fold_away_on_a_phone(page):
    page.goto("/search?topic=technology")
    box = page.get_by_role("checkbox", name=re.compile("Technology"))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(box).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 900})
    expect(box).to_be_hidden()
    page.get_by_text("Filters (1 in use)").click()
    expect(box).to_be_checked()


def test_a_search_works_without_javascript(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/")
    page.get_by_role("textbox", name="Search resources").fill("shooting")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("checkbox", name=re.compile("Podcast")).check()
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("combobox", name="Sort by").select_option("Oldest")
    page.get_by_role("button", name="Sort").click()
    expect(page.locator(".card-title").first).to_have_text("Shooting review, part 1")
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".total")).to_have_text("11\u201312 of 12 resources")
    page.get_by_role("link", name="Remove filter Format: Podcast").click()
    expect(page.locator(".total")).to_have_text("1\u201310 of 13 resources")


def test_a_search_is_taken_along_as_a_table_without_javascript(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto("/search?q=shooting")
    link = page.get_by_role("link", name="Table (CSV)")
    expect(link).to_be_hidden()
    page.get_by_text("Use this search").click()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "clearinghouse-shooting.csv"


def test_what_can_be_done_with_a_search_has_no_accessibility_fault_when_it_stands_open(page):
    page.goto("/search?q=shooting")
    page.get_by_text("Use this search").click()
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_marks_are_told_apart_without_colours(page):
    page.emulate_media(forced_colors="active")
    page.goto("/search?q=plate+readers")
    decoration = page.locator("mark").first.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert decoration == "underline"


def test_print_leaves_out_what_paper_cannot_do(page):
    page.goto("/search?q=shooting")
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Pages of results")).to_be_hidden()
    expect(page.get_by_text("Use this search")).to_be_hidden()
    expect(page.locator(".card-title").first).to_be_visible()


def test_the_address_of_a_search_is_copied_to_be_passed_on(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search?topic=technology&q=plate&sort=&page=1")
    page.get_by_text("Use this search").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("#status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/search?q=plate&topic=technology")
