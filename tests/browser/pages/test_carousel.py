"""The row of items of interest: it moves when somebody wants it to, and never by itself."""

import datetime as dt

import pytest
from playwright.sync_api import expect

import factories
from browser_waits import wait_until
from catalog.model import Featured

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def home(page, serve):
    items = [
        factories.record(f"r{n}", title=f"Item number {n}", featured=Featured(since=dt.date(2020, 1, 1)))
        for n in range(10)
    ]
    with serve(*items) as address:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{address}/")
        yield page


def place(page):
    return page.evaluate("document.querySelector('.carousel').scrollLeft")


def test_buttons_move_the_row_on_and_back(home):
    back, on = (home.get_by_role("button", name=name) for name in ("Earlier items", "More items"))
    assert place(home) == 0
    expect(back).to_have_attribute("aria-disabled", "true")
    on.press("Enter")
    wait_until(home, "document.querySelector('.carousel').scrollLeft > 400")
    expect(on).to_be_focused()
    expect(back).to_have_attribute("aria-disabled", "false")
    back.click()
    wait_until(home, "document.querySelector('.carousel').scrollLeft === 0")


def test_the_button_at_the_end_says_that_there_is_no_more(home):
    on = home.get_by_role("button", name="More items")
    for _ in range(8):
        on.press("Enter")
    expect(on).to_have_attribute("aria-disabled", "true")


def test_a_row_that_fits_needs_no_buttons(page, serve):
    with serve(factories.record("one", featured=Featured(since=dt.date(2020, 1, 1)))) as address:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}/")
        expect(page.get_by_text("Items of interest")).to_be_visible()
        expect(page.get_by_role("button", name="More items")).to_be_hidden()
