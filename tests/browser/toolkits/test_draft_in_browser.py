"""The visitor's toolkit on the device: adding and removing resources with scripts, limits and damaged data."""

import re

import pytest
from playwright.sync_api import expect

from toolkit_page import GUIDE, add_button, open_toolkit_with

pytestmark = pytest.mark.xdist_group("browser")


def test_adding_a_hit_updates_the_page_without_a_request(page):
    page.goto("/search?q=cameras")
    urls = []
    page.on("request", lambda request: urls.append(request.url) if "/static/" not in request.url else None)
    add_button(page, GUIDE).click()
    button = add_button(page, GUIDE, "In toolkit")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.get_by_role("link", name="Toolkit (1)")).to_have_attribute("href", "/toolkit")
    expect(page.locator("#status")).to_have_text("Added to your toolkit. It has 1 now.")
    expect(page.locator(".card-in-toolkit")).to_have_count(1)
    button.click()
    expect(add_button(page, GUIDE)).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#toolkit-link")).to_have_text("Toolkits")
    expect(page.locator("#toolkit-link")).to_have_attribute("href", "/toolkits")
    assert page.evaluate("localStorage.length") == 0
    assert urls == []


def test_a_hit_added_to_a_toolkit_with_sections_asks_for_its_section_next_to_the_button(page):
    open_toolkit_with(page, "talk")
    page.get_by_role("textbox", name="New section").fill("Before")
    page.get_by_role("button", name="Add section").click()
    expect(page.get_by_role("region", name="Before")).to_be_visible()
    page.goto("/resources/guide")
    expect(page.get_by_role("combobox", name=re.compile("^Section"))).to_have_count(0)
    add_button(page, GUIDE).click()
    expect(page.locator("#status")).to_contain_text("Choose its section next to the button.")
    section = page.get_by_role("combobox", name=re.compile(f"^Section ?: {GUIDE}$"))
    expect(section.locator("option:checked")).to_have_text("No section")
    section.select_option("Before")
    page.goto("/toolkit")
    expect(page.get_by_role("region", name="Before").locator(".card-title")).to_have_text([GUIDE])
    page.goto("/resources/guide")
    expect(section.locator("option:checked")).to_have_text("Before")
    add_button(page, GUIDE, "In toolkit").click()
    expect(section).to_have_count(0)


@pytest.mark.parametrize("stored_draft", ["{", "null", "[]", '{"sections":[null,5,{"items":5},{"items":[null]}]}'])
def test_a_damaged_toolkit_on_the_device_breaks_no_page(page, stored_draft):
    page.goto("/resources/guide")
    page.evaluate("draft => localStorage.setItem('toolkit', draft)", stored_draft)
    page.reload()
    add_button(page, GUIDE).click()
    expect(add_button(page, GUIDE, "In toolkit")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Added to your toolkit.")


def test_added_resources_are_marked_on_every_page_and_in_replaced_results(wide_page):
    open_toolkit_with(wide_page, "guide")
    for url in ("/resources/guide", "/topics/technology"):
        wide_page.goto(url)
        expect(add_button(wide_page, GUIDE, "In toolkit")).to_be_visible()
    wide_page.goto("/search")
    wide_page.get_by_role("checkbox", name=re.compile("^Technology")).check()
    expect(wide_page).to_have_url(re.compile("topic=technology"))
    expect(add_button(wide_page, GUIDE, "In toolkit")).to_be_visible()
    expect(wide_page.locator("#toolkit-link")).to_have_text("Toolkit (1)")


def test_more_than_a_hundred_resources_are_refused_with_the_limit(page):
    open_toolkit_with(page, *(f"gone-{number}" for number in range(100)))
    page.goto("/resources/guide")
    add_button(page, GUIDE).click()
    expect(page.locator("#status")).to_contain_text("at most 100 resources")
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit (100)")


def test_starting_over_deletes_the_toolkit_from_the_device(page):
    open_toolkit_with(page, "guide")
    page.get_by_text("Start over").click()
    page.get_by_role("button", name="Remove everything").click()
    expect(page.get_by_text("Your toolkit is empty.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
