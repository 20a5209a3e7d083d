"""An agency like mine: the number of sworn officers, entered once and kept in the browser alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def wide(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def field(page):
    return page.get_by_role("textbox", name="Full-time sworn officers")


@pytest.fixture
def entered(wide):
    wide.goto("/search?q=cameras")
    field(wide).fill("40")
    field(wide).press("Enter")
    expect(wide).to_have_url("/search?q=cameras&sworn=40")
    return wide


def test_what_was_entered_once_goes_along_with_a_search_from_any_other_page(entered):
    entered.goto("/help/search")
    expect(entered.locator("#agency")).to_contain_text("Resources for an agency of 40 sworn officers come first.")
    entered.get_by_role("combobox", name="Search resources").fill("plate")
    entered.keyboard.press("Enter")
    expect(entered).to_have_url("/search?q=plate&sworn=40")


def test_among_the_filters_it_is_offered_again_and_never_put_there_unasked(entered):
    entered.goto("/search?q=plate")
    expect(field(entered)).to_have_value("")
    entered.get_by_role("button", name="Use 40 officers, as before").click()
    expect(entered).to_have_url("/search?q=plate&sworn=40")


def test_it_is_offered_in_results_that_were_brought_in_too(entered):
    entered.goto("/search?q=camera")
    entered.get_by_label("Technology").check()
    entered.wait_for_url("**/search?q=camera&topic=technology")
    expect(entered.get_by_role("button", name="Use 40 officers, as before")).to_be_visible()


@pytest.mark.parametrize("address", ["/help/search", "/search?q=plate"])
def test_it_can_be_forgotten_where_it_is_shown(entered, address):
    entered.goto(address)
    entered.get_by_role("button", name="Clear").click()
    expect(entered.get_by_role("button", name="Clear")).to_be_hidden()
    assert entered.evaluate("localStorage.length") == 0
    entered.goto("/")
    expect(entered.locator("#agency")).to_be_hidden()


def test_whoever_empties_the_field_does_not_want_it_kept(entered):
    field(entered).fill("")
    field(entered).press("Enter")
    expect(entered).to_have_url("/search?q=cameras")
    assert entered.evaluate("localStorage.length") == 0


def test_a_link_from_somebody_else_says_nothing_of_this_agency(wide):
    wide.goto("/search?q=cameras&sworn=40")
    expect(field(wide)).to_have_value("40")
    assert wide.evaluate("localStorage.length") == 0


def test_what_is_no_number_of_officers_is_not_kept(wide):
    wide.goto("/search?q=cameras")
    field(wide).fill("many")
    field(wide).press("Enter")
    expect(wide.get_by_text("There is a problem")).to_be_visible()
    assert wide.evaluate("localStorage.length") == 0


def test_it_is_never_sent_but_with_a_search_and_sets_no_cookie(entered):
    asked = []
    entered.on("request", lambda request: asked.append(request))  # noqa: PLW0108  # playwright marks its listeners
    entered.goto("/resources/guide")
    box = entered.get_by_role("combobox", name="Search resources")
    with entered.expect_response("**/api/v1/suggest**"):
        box.press_sequentially("came")
    assert asked
    assert [each.url for each in asked if "sworn" in f"{each.url} {each.all_headers()}"] == []
    assert entered.context.cookies() == []


@pytest.mark.parametrize("stored", ["<b>", "-1", "0", "9999999", ""])
def test_what_is_no_number_of_officers_is_passed_over(wide, stored):
    wide.goto("/")
    wide.evaluate("value => localStorage.setItem('clearinghouse-sworn', value)", stored)
    wide.goto("/")
    expect(wide.locator("#agency")).to_be_hidden()
