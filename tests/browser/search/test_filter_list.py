"""The field above a long list of filter values."""

import re

import pytest
from playwright.sync_api import expect

import factories

pytestmark = pytest.mark.xdist_group("browser")

TOWNS = "Ávila Boston Chicago Dallas El-Paso Fresno Gary Houston Irvine Juneau Kent Laredo Miami".split()


@pytest.fixture
def page(page, serve):
    """All resources of thirteen publishers."""
    page.set_viewport_size({"width": 1280, "height": 900})
    with serve(*(factories.record(f"r{n}", publishers=(f"{town} Police",)) for n, town in enumerate(TOWNS))) as address:
        page.goto(f"{address}/search")
        yield page


def publishers(page):
    return page.get_by_role("group", name="Publisher").get_by_role("checkbox")


def test_words_in_any_order_leave_only_the_values_that_have_them(page):
    field = page.get_by_role("textbox", name=re.compile("^Show only"))
    field.fill("police MIA")
    expect(publishers(page)).to_have_count(1)
    expect(publishers(page)).to_have_accessible_name(re.compile("Miami Police"))
    expect(page.locator("#status")).to_have_text("1 value")
    field.fill("avila")
    expect(publishers(page)).to_have_accessible_name(re.compile("Ávila Police"))
    field.fill("")
    expect(publishers(page)).to_have_count(len(TOWNS))


def test_nothing_moves_while_the_page_arrives(page):
    page.reload()
    page.get_by_role("textbox", name=re.compile("^Show only")).wait_for()
    shifts = """new Promise(done => new PerformanceObserver(list => done(
        list.getEntries().reduce((sum, shift) => sum + shift.value, 0))).observe({type: 'layout-shift', buffered: true})
        || setTimeout(() => done(0), 300))"""
    assert page.evaluate(shifts) == 0


def test_without_javascript_the_field_is_not_there(page, new_context):
    plain = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    plain.goto(page.url)
    expect(publishers(plain).first).to_be_visible()
    expect(plain.get_by_role("textbox", name=re.compile("^Show only"))).to_be_hidden()


def test_a_value_found_so_can_be_ticked_and_the_field_is_there_again(page):
    page.get_by_role("textbox", name=re.compile("^Show only")).fill("kent")
    publishers(page).check()
    expect(page.locator(".total")).to_have_text("1 resource")
    expect(page.get_by_role("textbox", name=re.compile("^Show only"))).to_be_visible()
    assert "within" not in page.url
