"""The search page works without JavaScript, by keyboard, on a phone, in print and in forced colors."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import axe_violations

pytestmark = pytest.mark.xdist_group("browser")


def test_a_resource_can_be_found_by_keyboard_only(page):
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
    checkbox = page.get_by_role("checkbox", name=re.compile("Technology"))
    while not checkbox.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.filters') !== null")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Topic: Technology")).to_be_visible()
    expect(page.locator(".total")).to_have_text("1 resource")

    page.get_by_role("link", name="License plate readers for violence reduction").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("License plate readers for violence reduction")


def test_the_filters_are_open_in_a_wide_window_and_closed_on_a_phone(page):
    page.goto("/search?topic=technology")
    checkbox = page.get_by_role("checkbox", name=re.compile("Technology"))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(checkbox).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 900})
    expect(checkbox).to_be_hidden()
    page.get_by_text("Filters (1 in use)").click()
    expect(checkbox).to_be_checked()


@pytest.mark.parametrize(
    "query",
    [
        "q=LPR",
        "q=plate+readrs",
        "q=which+cameras+have+elephants&sworn=20&topic=technology",
        "q=which+cameras+can+a+small+town+with+40+officers+afford+besides+elephants+and+zebras",
    ],
)
def test_the_first_result_is_visible_without_scrolling(page, query):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/search?{query}")
    first = page.locator(".card").first
    for part in (first.locator(".card-title"), first.locator(".snippet")):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= 900
    page.set_viewport_size({"width": 360, "height": 780})
    assert first.bounding_box()["y"] <= 700


@pytest.mark.parametrize("url", ["/search?q=plate", "/es/search?q=plate"])
def test_the_sort_list_has_room_for_its_longest_option_on_a_phone(page, url):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(url)
    sort_list = page.locator(".sort select")
    shown = sort_list.bounding_box()["width"]
    sort_list.evaluate("list => { list.style.flex = 'none'; list.style.width = 'max-content' }")
    assert sort_list.bounding_box()["width"] <= shown


def test_a_bar_of_the_chart_limits_the_results_to_its_years(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/search?topic=technology")
    bar = page.get_by_role("list", name="Resources by year").get_by_role("link").first
    years, _, count = bar.inner_text().partition(": ")
    bar.click()
    expect(page.locator(".total")).to_have_text(count)
    expect(page.get_by_label("From year")).to_have_value(years[:4])
    expect(page.get_by_role("list", name="Resources by year").locator("[aria-current=true]")).to_have_text(
        f"{years}: {count}"
    )


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
    expect(page.locator(".total")).to_have_text("12 resources")
    page.get_by_role("link", name="Remove filter Format: Podcast").click()
    expect(page.locator(".total")).to_have_text("13 resources")


def test_the_results_can_be_downloaded_as_csv_without_javascript(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto("/search?q=shooting")
    link = page.get_by_role("link", name="Table (CSV)")
    expect(link).to_be_hidden()
    page.get_by_text("Use this search").click()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "clearinghouse-shooting.csv"


def test_the_open_list_of_downloads_has_no_axe_violations_and_fits_a_phone(page):
    page.goto("/search?q=shooting")
    page.get_by_text("Use this search").click()
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_marked_words_are_underlined_in_forced_colors(page):
    page.emulate_media(forced_colors="active")
    page.goto("/search?q=plate+readers")
    decoration = page.locator("mark").first.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert decoration == "underline"


def test_printed_results_have_no_controls(page):
    page.goto("/search?q=shooting")
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Pages of results")).to_be_hidden()
    expect(page.get_by_text("Use this search")).to_be_hidden()
    expect(page.locator(".card-title").first).to_be_visible()


def test_the_url_of_a_search_can_be_copied(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search?topic=technology&q=plate&sort=&page=1")
    page.get_by_text("Use this search").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("#status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/search?q=plate&topic=technology")
