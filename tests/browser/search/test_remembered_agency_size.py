"""The browser remembers the entered number of sworn officers, and sends it only with searches."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def officers_field(page):
    return page.get_by_role("textbox", name="Full-time sworn officers")


@pytest.fixture
def page_with_size(wide_page):
    """A page of a visitor who has entered 40 officers."""
    wide_page.goto("/search?q=cameras")
    officers_field(wide_page).fill("40")
    officers_field(wide_page).press("Enter")
    expect(wide_page).to_have_url("/search?q=cameras&sworn=40")
    return wide_page


def test_searches_from_other_pages_use_the_remembered_size(page_with_size):
    page_with_size.goto("/help/search")
    expect(page_with_size.locator("#agency")).to_contain_text(
        "Resources for an agency of 40 sworn officers come first."
    )
    page_with_size.get_by_role("combobox", name="Search resources").fill("plate")
    page_with_size.keyboard.press("Enter")
    expect(page_with_size).to_have_url("/search?q=plate&sworn=40")


def test_the_filters_offer_the_remembered_size_but_do_not_apply_it(page_with_size):
    page_with_size.goto("/search?q=plate")
    expect(officers_field(page_with_size)).to_have_value("")
    page_with_size.get_by_role("button", name="Use 40 officers, as before").click()
    expect(page_with_size).to_have_url("/search?q=plate&sworn=40")


def test_replaced_results_still_offer_the_remembered_size(page_with_size):
    page_with_size.goto("/search?q=camera")
    page_with_size.get_by_label("Technology").check()
    page_with_size.wait_for_url("**/search?q=camera&topic=technology")
    expect(page_with_size.get_by_role("button", name="Use 40 officers, as before")).to_be_visible()


@pytest.mark.parametrize("url", ["/help/search", "/search?q=plate"])
def test_the_remembered_size_can_be_cleared_where_it_is_shown(page_with_size, url):
    page_with_size.goto(url)
    page_with_size.get_by_role("button", name="Clear").click()
    expect(page_with_size.get_by_role("button", name="Clear")).to_be_hidden()
    assert page_with_size.evaluate("localStorage.length") == 0
    page_with_size.goto("/")
    expect(page_with_size.locator("#agency")).to_be_hidden()


def test_emptying_the_field_clears_the_remembered_size(page_with_size):
    officers_field(page_with_size).fill("")
    officers_field(page_with_size).press("Enter")
    expect(page_with_size).to_have_url("/search?q=cameras")
    assert page_with_size.evaluate("localStorage.length") == 0


def test_a_size_in_a_link_is_not_remembered(wide_page):
    wide_page.goto("/search?q=cameras&sworn=40")
    expect(officers_field(wide_page)).to_have_value("40")
    assert wide_page.evaluate("localStorage.length") == 0


def test_an_invalid_size_is_not_remembered(wide_page):
    wide_page.goto("/search?q=cameras")
    officers_field(wide_page).fill("many")
    officers_field(wide_page).press("Enter")
    expect(wide_page.get_by_text("There is a problem")).to_be_visible()
    assert wide_page.evaluate("localStorage.length") == 0


def test_the_remembered_size_is_sent_only_with_searches_and_sets_no_cookie(page_with_size):
    requests = []
    page_with_size.on("request", lambda request: requests.append(request))  # noqa: PLW0108  # Playwright takes no built-in
    page_with_size.goto("/resources/guide")
    box = page_with_size.get_by_role("combobox", name="Search resources")
    with page_with_size.expect_response("**/api/v1/suggest**"):
        box.press_sequentially("came")
    assert requests
    assert [request.url for request in requests if "sworn" in f"{request.url} {request.all_headers()}"] == []
    assert page_with_size.context.cookies() == []


@pytest.mark.parametrize("stored_value", ["<b>", "-1", "0", "9999999", ""])
def test_an_invalid_stored_size_is_ignored(wide_page, stored_value):
    wide_page.goto("/")
    wide_page.evaluate("value => localStorage.setItem('clearinghouse-sworn', value)", stored_value)
    wide_page.goto("/")
    expect(wide_page.locator("#agency")).to_be_hidden()
