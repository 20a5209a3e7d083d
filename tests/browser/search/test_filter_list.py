"""The text field above a long list of filter values shows only the values that contain its words."""

import re

import pytest
from playwright.sync_api import expect

import factories

pytestmark = pytest.mark.xdist_group("browser")

TOWNS = "Ávila Boston Chicago Dallas El-Paso Fresno Gary Houston Irvine Juneau Kent Laredo Miami".split()


@pytest.fixture
def search_page(wide_page, serve_records):
    """The search page of a site with thirteen publishers."""
    records = (factories.record(f"r{number}", publishers=(f"{town} Police",)) for number, town in enumerate(TOWNS))
    with serve_records(*records) as site_url:
        wide_page.goto(f"{site_url}/search")
        yield wide_page


def publisher_boxes(page):
    return page.get_by_role("group", name="Publisher").get_by_role("checkbox")


def text_field(page):
    return page.get_by_role("textbox", name=re.compile("^Show only"))


def test_only_values_that_contain_all_words_in_any_order_are_shown(search_page):
    text_field(search_page).fill("police MIA")
    expect(publisher_boxes(search_page)).to_have_count(1)
    expect(publisher_boxes(search_page)).to_have_accessible_name(re.compile("Miami Police"))
    expect(search_page.locator("#status")).to_have_text("1 value")
    text_field(search_page).fill("avila")
    expect(publisher_boxes(search_page)).to_have_accessible_name(re.compile("Ávila Police"))
    text_field(search_page).fill("")
    expect(publisher_boxes(search_page)).to_have_count(len(TOWNS))


def test_the_layout_does_not_shift_while_the_page_loads(search_page):
    search_page.reload()
    text_field(search_page).wait_for()
    layout_shift = """new Promise(done => new PerformanceObserver(list => done(
        list.getEntries().reduce((sum, shift) => sum + shift.value, 0))).observe({type: 'layout-shift', buffered: true})
        || setTimeout(() => done(0), 300))"""
    assert search_page.evaluate(layout_shift) == 0


def test_without_javascript_the_text_field_is_hidden(search_page, page_without_scripts):
    page_without_scripts.set_viewport_size({"width": 1280, "height": 900})
    page_without_scripts.goto(search_page.url)
    expect(publisher_boxes(page_without_scripts).first).to_be_visible()
    expect(text_field(page_without_scripts)).to_be_hidden()


def test_a_shown_value_can_be_checked_and_the_replaced_filters_have_the_field_too(search_page):
    text_field(search_page).fill("kent")
    publisher_boxes(search_page).check()
    expect(search_page.locator(".total")).to_have_text("1 resource")
    expect(text_field(search_page)).to_be_visible()
    assert "within" not in search_page.url
