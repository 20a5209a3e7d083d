"""Filters that apply themselves beside the results, and the plain way where they cannot."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")

MARK = "window.sameDocument = true"
SAME = "window.sameDocument === true"


@pytest.fixture
def wide(page):
    """A search in a wide window, marked so that a page loaded anew is told from one that was changed in place."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/search?q=shooting")
    page.evaluate(MARK)
    return page


def tick(page, name):
    return page.get_by_role("checkbox", name=re.compile(f"^{name}"))


def total(page):
    return page.locator(".total")


def test_a_ticked_filter_brings_its_results_into_the_page(wide):
    tick(wide, "Technology").check()
    expect(total(wide)).to_have_text("1 resource")
    expect(wide).to_have_url(re.compile(r"/search\?q=shooting&topic=technology$"))
    expect(wide).to_have_title(re.compile(r"^shooting \u2013 1 resource \u2013 "))
    expect(wide.get_by_role("link", name="Remove filter Topic: Technology")).to_be_visible()
    expect(tick(wide, "Webinar")).to_have_accessible_name("Webinar (1 resource )")
    assert wide.locator("link[rel=canonical]").get_attribute("href").endswith("/search?q=shooting&topic=technology")
    feeds = [link.get_attribute("href") for link in wide.locator("link[rel=alternate]").all()]
    assert len(feeds) > 1
    assert all(address.endswith("?q=shooting&topic=technology") for address in feeds)
    assert wide.evaluate(SAME)


def test_the_page_brought_in_is_the_page_of_its_address(wide):
    tick(wide, "Gun violence").check()
    expect(wide).to_have_url(re.compile("topic=gun-violence"))
    parts = "['results', 'filters', 'filters-summary'].map(id => document.getElementById(id).outerHTML)"
    brought = wide.evaluate(parts)
    wide.reload()
    assert wide.evaluate(parts) == brought


def test_the_control_that_was_used_keeps_the_focus(wide):
    box = tick(wide, "Technology")
    box.focus()
    wide.keyboard.press("Space")
    expect(total(wide)).to_have_text("1 resource")
    expect(box).to_be_focused()
    wide.keyboard.press("Space")
    expect(total(wide)).to_have_text("1\u201310 of 13 resources")
    expect(box).to_be_focused()


def test_the_order_applies_itself_too_and_keeps_the_focus(wide):
    sort = wide.get_by_role("combobox", name="Sort by")
    sort.focus()
    sort.select_option("Oldest")
    expect(wide.locator(".card-title").first).to_have_text("Shooting review, part 1")
    expect(wide).to_have_url(re.compile(r"\?q=shooting&sort=oldest$"))
    expect(sort).to_be_focused()
    assert wide.evaluate(SAME)


def test_the_new_number_of_results_is_announced(wide):
    tick(wide, "Technology").check()
    expect(wide.locator("#status")).to_have_text("1 resource")


def test_several_boxes_ticked_in_a_row_are_one_step(wide):
    asked = []
    wide.on("request", lambda request: asked.append(request) if "/search?" in request.url else None)
    boxes = [tick(wide, name).element_handle() for name in ("Technology", "Webinar")]
    wide.evaluate("boxes => boxes.forEach((box) => box.click())", boxes)  # in a row, however busy the machine is
    expect(wide).to_have_url(re.compile(r"\?format=webinar&q=shooting&topic=technology$"))
    assert [request.headers.get("x-fragment") for request in asked] == ["1"]


def test_back_and_forward_restore_results_filters_and_words(wide):
    tick(wide, "Technology").check()
    expect(total(wide)).to_have_text("1 resource")
    wide.get_by_role("combobox", name="Search resources").fill("plate")
    tick(wide, "Webinar").check()
    expect(wide).to_have_url(re.compile("q=plate"))
    wide.go_back()
    expect(wide).to_have_url(re.compile(r"\?q=shooting&topic=technology$"))
    expect(wide.get_by_role("combobox", name="Search resources")).to_have_value("shooting")
    expect(tick(wide, "Technology")).to_be_checked()
    expect(tick(wide, "Webinar")).not_to_be_checked()
    wide.go_back()
    expect(total(wide)).to_have_text("1\u201310 of 13 resources")
    expect(tick(wide, "Technology")).not_to_be_checked()
    wide.go_forward()
    expect(total(wide)).to_have_text("1 resource")
    assert wide.evaluate(SAME)


def test_a_jump_inside_the_page_asks_for_nothing(wide):
    asked = []
    wide.on("request", lambda request: asked.append(request.url) if "/search?" in request.url else None)
    wide.get_by_role("link", name="Skip to results").focus()
    wide.keyboard.press("Enter")
    wide.go_back()
    wide.wait_for_timeout(200)
    assert asked == []


def test_what_was_opened_stays_open(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/search")
    page.get_by_text("More filters").click()
    language = tick(page, "Spanish")
    tick(page, "Publication").check()
    expect(page).to_have_url(re.compile("format=publication"))
    expect(language).to_be_visible()


@pytest.mark.parametrize("failure", ["status", "network", "another page"])
def test_where_anything_goes_wrong_the_browser_goes_there(wide, failure):
    def fail(route):
        if "x-fragment" not in route.request.headers:
            route.continue_()
        elif failure == "network":
            route.abort()
        else:
            route.fulfill(status=503 if failure == "status" else 200, body="<p>Sign in</p>", content_type="text/html")

    wide.route(re.compile(r"/search\?"), fail)
    tick(wide, "Technology").check()
    expect(total(wide)).to_have_text("1 resource")
    expect(wide).to_have_url(re.compile(r"/search\?q=shooting&topic=technology$"))
    assert not wide.evaluate(SAME)


def test_a_mistyped_number_is_still_told(wide):
    wide.get_by_role("textbox", name="Full-time sworn officers").fill("many")
    tick(wide, "Technology").check()
    expect(wide.get_by_role("alert")).to_contain_text("There is a problem")


def test_what_is_typed_while_results_are_on_their_way_stays(wide):
    held = []
    wide.route(re.compile(r"/search\?"), lambda route: held.append(route))  # noqa: PLW0108  # Playwright takes no built-in
    with wide.expect_request(re.compile(r"/search\?")):
        tick(wide, "Technology").check()
    year = wide.get_by_role("textbox", name="From year")
    year.press_sequentially("2010")
    held[0].continue_()
    expect(total(wide)).to_have_text("1 resource")
    expect(year).to_have_value("2010")
    expect(year).to_be_focused()


def test_on_a_narrow_window_filters_wait_for_their_button(page):
    page.set_viewport_size({"width": 600, "height": 900})
    page.goto("/search?q=shooting")
    page.locator("#filters-summary").click()
    tick(page, "Technology").check()
    page.wait_for_timeout(600)
    expect(page).to_have_url(re.compile(r"\?q=shooting$"))
    page.get_by_role("button", name="Apply filters").click()
    expect(total(page)).to_have_text("1 resource")


def test_on_a_touch_screen_filters_wait_for_their_button(new_context):
    page = new_context(has_touch=True, is_mobile=True, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/search?q=shooting")
    tick(page, "Technology").check()
    page.wait_for_timeout(600)
    expect(page).to_have_url(re.compile(r"\?q=shooting$"))


def test_the_button_stays_for_everyone(wide):
    tick(wide, "Technology").check()
    expect(total(wide)).to_have_text("1 resource")
    expect(wide.get_by_role("button", name="Apply filters")).to_be_visible()


def test_axe_finds_no_fault_in_a_page_that_was_brought_in(wide):
    tick(wide, "Technology").check()
    expect(total(wide)).to_have_text("1 resource")
    assert faults(wide) == []


def test_nothing_is_asked_of_another_host_or_against_the_policy(page, base_url):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/search")
    page.get_by_role("combobox", name="Search resources").press_sequentially("shoot", delay=10)
    expect(page.locator(".suggestion").first).to_be_visible()
    page.keyboard.press("Escape")
    tick(page, "Technology").check()
    expect(page).to_have_url(re.compile("topic=technology"))
    page.go_back()
    expect(total(page)).to_have_text(re.compile("of 19 resources"))
    assert [url for url in asked if not url.startswith(base_url)] == []
    assert complaints == []
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
