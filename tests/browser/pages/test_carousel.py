"""The carousel of items of interest moves when a visitor presses its buttons."""

import datetime as dt

import pytest
from playwright.sync_api import expect

import factories
from browser_waits import wait_until
from catalog.model import Featured

pytestmark = pytest.mark.xdist_group("browser")


def featured_record(record_id, **fields):
    url = f"https://example.org/{record_id}"
    return factories.record(record_id, url=url, featured=Featured(since=dt.date(2020, 1, 1)), **fields)


@pytest.fixture
def home_page(wide_page, serve_records):
    """The home page with ten items, which do not fit side by side."""
    records = [featured_record(f"r{number}", title=f"Item number {number}") for number in range(10)]
    with serve_records(*records) as site_url:
        wide_page.emulate_media(reduced_motion="reduce")
        wide_page.goto(f"{site_url}/")
        yield wide_page


def scroll_position(page):
    return page.evaluate("document.querySelector('.carousel').scrollLeft")


def test_the_buttons_move_the_carousel_forward_and_back(home_page):
    back, forward = (home_page.get_by_role("button", name=name) for name in ("Earlier items", "More items"))
    assert scroll_position(home_page) == 0
    expect(back).to_have_attribute("aria-disabled", "true")
    forward.press("Enter")
    wait_until(home_page, "document.querySelector('.carousel').scrollLeft > 400")
    expect(forward).to_be_focused()
    expect(back).to_have_attribute("aria-disabled", "false")
    back.click()
    wait_until(home_page, "document.querySelector('.carousel').scrollLeft === 0")


def test_the_forward_button_is_disabled_at_the_end(home_page):
    forward = home_page.get_by_role("button", name="More items")
    for _ in range(8):
        forward.press("Enter")
    expect(forward).to_have_attribute("aria-disabled", "true")


def test_a_carousel_whose_items_fit_has_no_buttons(wide_page, serve_records):
    with serve_records(featured_record("one")) as site_url:
        wide_page.goto(f"{site_url}/")
        expect(wide_page.get_by_text("Items of interest")).to_be_visible()
        expect(wide_page.get_by_role("button", name="More items")).to_be_hidden()
