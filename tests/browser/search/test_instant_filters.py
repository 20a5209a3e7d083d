"""Instant filters replace the results in the page; on narrow windows and touch screens, filters wait for a button."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from accessibility import axe_violations

pytestmark = pytest.mark.xdist_group("browser")

MARK_DOCUMENT = "window.marked = true"
IS_MARKED = "window.marked === true"


@pytest.fixture
def results_page(wide_page):
    """A page of results in a wide window. Its document is marked, so that tests notice if it is loaded again."""
    wide_page.goto("/search?q=shooting")
    wide_page.evaluate(MARK_DOCUMENT)
    return wide_page


@pytest.fixture
def search_requests(results_page):
    """The requests for pages of results since the first page was loaded."""
    requests = []
    results_page.on("request", lambda request: requests.append(request) if "/search?" in request.url else None)
    return requests


def filter_box(page, name):
    return page.get_by_role("checkbox", name=re.compile(f"^{name}"))


def total(page):
    return page.locator(".total")


def test_a_checked_filter_replaces_the_results_in_the_page(results_page):
    filter_box(results_page, "Technology").check()
    expect(total(results_page)).to_have_text("1 resource")
    expect(results_page).to_have_url(re.compile(r"/search\?q=shooting&topic=technology$"))
    expect(results_page).to_have_title(re.compile(r"^shooting \u2013 1 resource \u2013 "))
    expect(results_page.get_by_role("link", name="Remove filter Topic: Technology")).to_be_visible()
    expect(filter_box(results_page, "Webinar")).to_have_accessible_name("Webinar (1 resource )")
    canonical_url = results_page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical_url.endswith("/search?q=shooting&topic=technology")
    urls = [unquote(link.get_attribute("href")) for link in results_page.locator("link[rel=alternate]").all()]
    assert len(urls) > 3
    assert all("?q=shooting&topic=technology" in url for url in urls)
    assert results_page.evaluate(IS_MARKED)


def test_the_replaced_page_equals_the_page_at_its_url(results_page):
    filter_box(results_page, "Gun violence").check()
    expect(results_page).to_have_url(re.compile("topic=gun-violence"))
    html_of_parts = "['results', 'filters', 'filters-summary'].map(id => document.getElementById(id).outerHTML)"
    replaced_html = results_page.evaluate(html_of_parts)
    results_page.reload()
    assert results_page.evaluate(html_of_parts) == replaced_html


def test_a_checked_filter_keeps_the_focus(results_page):
    box = filter_box(results_page, "Technology")
    box.focus()
    results_page.keyboard.press("Space")
    expect(total(results_page)).to_have_text("1 resource")
    expect(box).to_be_focused()
    results_page.keyboard.press("Space")
    expect(total(results_page)).to_have_text("13 resources")
    expect(box).to_be_focused()


def test_a_new_sort_order_is_applied_at_once_and_keeps_the_focus(results_page):
    sort_menu = results_page.get_by_role("combobox", name="Sort by")
    sort_menu.focus()
    sort_menu.select_option("Oldest")
    expect(results_page.locator(".card-title").first).to_have_text("Shooting review, part 1")
    expect(results_page).to_have_url(re.compile(r"\?q=shooting&sort=oldest$"))
    expect(sort_menu).to_be_focused()
    assert results_page.evaluate(IS_MARKED)


def test_the_new_number_of_results_is_announced(results_page):
    filter_box(results_page, "Technology").check()
    expect(results_page.locator("#status")).to_have_text("1 resource")


def test_several_filters_checked_in_a_row_cause_one_request(results_page, search_requests):
    boxes = [filter_box(results_page, name).element_handle() for name in ("Technology", "Webinar")]
    # All clicks in one task of the browser: even a busy machine puts no pause between them.
    results_page.evaluate("boxes => boxes.forEach((box) => box.click())", boxes)
    expect(results_page).to_have_url(re.compile(r"\?format=webinar&q=shooting&topic=technology$"))
    assert [request.headers.get("x-fragment") for request in search_requests] == ["1"]


def test_back_and_forward_restore_the_results_the_filters_and_the_text(results_page):
    filter_box(results_page, "Technology").check()
    expect(total(results_page)).to_have_text("1 resource")
    results_page.get_by_role("combobox", name="Search resources").fill("plate")
    filter_box(results_page, "Webinar").check()
    expect(results_page).to_have_url(re.compile("q=plate"))
    results_page.go_back()
    expect(results_page).to_have_url(re.compile(r"\?q=shooting&topic=technology$"))
    expect(results_page.get_by_role("combobox", name="Search resources")).to_have_value("shooting")
    expect(filter_box(results_page, "Technology")).to_be_checked()
    expect(filter_box(results_page, "Webinar")).not_to_be_checked()
    results_page.go_back()
    expect(total(results_page)).to_have_text("13 resources")
    expect(filter_box(results_page, "Technology")).not_to_be_checked()
    results_page.go_forward()
    expect(total(results_page)).to_have_text("1 resource")
    assert results_page.evaluate(IS_MARKED)


def test_a_jump_within_the_page_causes_no_request(results_page, search_requests):
    results_page.get_by_role("link", name="Skip to results").focus()
    results_page.keyboard.press("Enter")
    results_page.go_back()
    results_page.wait_for_timeout(200)
    assert search_requests == []


def test_open_groups_of_filters_stay_open(wide_page):
    wide_page.goto("/search")
    wide_page.get_by_text("More filters").click()
    language_box = filter_box(wide_page, "Spanish")
    filter_box(wide_page, "Publication").check()
    expect(wide_page).to_have_url(re.compile("format=publication"))
    expect(language_box).to_be_visible()


@pytest.mark.parametrize("failure", ["status", "network", "another page"])
def test_if_the_request_fails_the_browser_opens_the_url(results_page, failure):
    def fail_fragments(route):
        if "x-fragment" not in route.request.headers:
            route.continue_()
        elif failure == "network":
            route.abort()
        else:
            route.fulfill(status=503 if failure == "status" else 200, body="<p>Sign in</p>", content_type="text/html")

    results_page.route(re.compile(r"/search\?"), fail_fragments)
    filter_box(results_page, "Technology").check()
    expect(total(results_page)).to_have_text("1 resource")
    expect(results_page).to_have_url(re.compile(r"/search\?q=shooting&topic=technology$"))
    assert not results_page.evaluate(IS_MARKED)


def test_an_invalid_number_is_reported(results_page):
    results_page.get_by_role("textbox", name="Full-time sworn officers").fill("many")
    filter_box(results_page, "Technology").check()
    expect(results_page.get_by_role("alert")).to_contain_text("There is a problem")


def test_text_typed_during_a_request_is_kept(results_page):
    pending_routes = []
    results_page.route(re.compile(r"/search\?"), lambda route: pending_routes.append(route))  # noqa: PLW0108  # Playwright takes no built-in
    with results_page.expect_request(re.compile(r"/search\?")):
        filter_box(results_page, "Technology").check()
    year_field = results_page.get_by_role("textbox", name="From year")
    year_field.press_sequentially("2010")
    pending_routes[0].continue_()
    expect(total(results_page)).to_have_text("1 resource")
    expect(year_field).to_have_value("2010")
    expect(year_field).to_be_focused()


def test_in_a_narrow_window_filters_wait_for_the_button(page):
    page.set_viewport_size({"width": 600, "height": 900})
    page.goto("/search?q=shooting")
    page.locator("#filters-summary").click()
    filter_box(page, "Technology").check()
    page.wait_for_timeout(600)
    expect(page).to_have_url(re.compile(r"\?q=shooting$"))
    page.get_by_role("button", name="Apply filters").click()
    expect(total(page)).to_have_text("1 resource")


def test_on_a_touch_screen_filters_wait_for_the_button(new_context):
    page = new_context(has_touch=True, is_mobile=True, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/search?q=shooting")
    filter_box(page, "Technology").check()
    page.wait_for_timeout(600)
    expect(page).to_have_url(re.compile(r"\?q=shooting$"))


def test_the_apply_button_stays_visible(results_page):
    filter_box(results_page, "Technology").check()
    expect(total(results_page)).to_have_text("1 resource")
    expect(results_page.get_by_role("button", name="Apply filters")).to_be_visible()


def test_a_replaced_page_has_no_axe_violations(results_page):
    filter_box(results_page, "Technology").check()
    expect(total(results_page)).to_have_text("1 resource")
    assert axe_violations(results_page) == []
