"""Suggestions under the search box: what appears, what the keys do, and what is never done unasked."""

import re

import pytest
from playwright.sync_api import expect

import web_catalog
from accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")

ENDPOINT = re.compile(r"/api/v1/suggest\?")


@pytest.fixture
def box(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    return page.get_by_role("combobox", name="Search resources")


@pytest.fixture
def options(page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def typed(box, text):
    """Type as a person does, and wait for the list."""
    box.press_sequentially(text, delay=10)
    expect(box).to_have_attribute("aria-expanded", "true")


def selected(page):
    return page.locator('[role="option"][aria-selected="true"]')


def answer(route, *completions):
    route.fulfill(json={"completions": completions, "resources": [], "topics": [], "total": None})


def test_options_appear_after_two_letters_and_none_after_one(page, box, options):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if ENDPOINT.search(request.url) else None)
    box.press("s")
    page.wait_for_timeout(400)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert asked == []
    box.press("h")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(asked) == 1


def test_a_word_typed_without_a_pause_is_asked_for_once(page, box):
    requested = []
    page.on("request", lambda request: requested.append(request.url) if ENDPOINT.search(request.url) else None)
    box.focus()
    # In one task of the browser: a busy machine puts no pause between the letters.
    box.evaluate("input => [...'shooting'].forEach((letter) => document.execCommand('insertText', false, letter))")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert [url.partition("?")[2] for url in requested] == ["q=shooting"]


def test_the_list_holds_searches_resources_topics_and_a_way_to_all_results(page, box, options):
    typed(box, "techno")
    expect(page.get_by_role("group", name="Topics").get_by_role("option")).to_have_text(re.compile("Technology"))
    box.fill("")
    typed(box, "license pl")
    expect(page.get_by_role("group", name="Searches").get_by_role("option").first).to_be_visible()
    resource = page.get_by_role("group", name="Resources").get_by_role("option")
    expect(resource).to_have_accessible_name("License plate readers for violence reduction Webinar")
    assert resource.locator("use").get_attribute("href").endswith("#format-webinar")
    expect(page.get_by_role("group", name="Topics")).to_be_hidden()
    expect(options.last).to_have_text("See all results for \u201clicense pl\u201d")


def test_nothing_is_selected_unasked_and_enter_searches_for_what_was_typed(page, box):
    typed(box, "shoot")
    expect(selected(page)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))


def test_arrow_keys_go_through_the_options_and_around_the_ends(page, box, options):
    typed(box, "shoot")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(selected(page)).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    expect(box).to_be_focused()
    expect(box).to_have_value("shoot")


def test_who_moves_the_cursor_or_types_on_is_at_no_option_any_more(page, box):
    typed(box, "shoot")
    for key in ("ArrowLeft", "Home", "End", "i"):
        box.press("ArrowDown")
        expect(selected(page)).to_have_count(1)
        box.press(key)
        expect(selected(page)).to_have_count(0)


def test_enter_on_a_resource_opens_its_page(page, box):
    typed(box, "license pl")
    while "readers for violence" not in (selected(page).text_content() if selected(page).count() else ""):
        box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/resources/talk$"))


def test_enter_on_a_topic_opens_its_page(page, box):
    typed(box, "gun vio")
    page.get_by_role("group", name="Topics").get_by_role("option", name="Gun violence").click()
    expect(page).to_have_url(re.compile("/topics/gun-violence$"))


def test_a_chosen_completion_is_searched_for_with_the_filters_in_force(page):
    page.goto("/search?topic=gun-violence")
    box = page.get_by_role("combobox", name="Search resources")
    typed(box, "license pl")
    box.press("ArrowDown")
    words = selected(page).text_content().strip()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Results for \u201c{words}\u201d")
    expect(page.get_by_role("link", name="Remove filter Topic: Gun violence")).to_be_visible()


def test_the_last_option_leads_to_all_results_of_what_was_typed(page, box, options):
    typed(box, "shoot")
    options.last.click()
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))


def test_escape_closes_the_list_and_a_second_one_clears_the_box(box, options):
    typed(box, "shoot")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("shoot")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_alt_and_arrow_down_opens_the_list_without_choosing(page, box, options):
    typed(box, "shoot")
    box.press("Escape")
    box.press("Alt+ArrowDown")
    expect(options.first).to_be_visible()
    expect(selected(page)).to_have_count(0)
    box.press("Alt+ArrowUp")
    expect(options.first).to_be_hidden()


def test_arrow_down_opens_a_closed_list_at_its_first_option(box, options):
    typed(box, "shoot")
    box.press("Escape")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("leave", ["Tab", "click"])
def test_the_list_closes_when_the_box_is_left(page, box, options, leave):
    typed(box, "shoot")
    if leave == "Tab":
        box.press("Tab")
        expect(page.get_by_role("button", name="Search")).to_be_focused()
    else:
        page.get_by_role("heading", level=1).click()
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("shoot")


def test_an_answer_that_comes_too_late_is_dropped(page, box, options):
    held = []
    page.route(ENDPOINT, lambda route: answer(route, "in time") if "shoo" in route.request.url else held.append(route))
    with page.expect_request(re.compile("q=sh$")):
        box.press_sequentially("sh")
    box.press_sequentially("oo")
    expect(options.first).to_have_text("in time")
    answer(held[0], "late")
    page.wait_for_timeout(300)
    expect(options.first).to_have_text("in time")
    expect(options).to_have_count(2)


def test_an_answer_that_comes_after_escape_opens_nothing(page, box, options):
    held = []
    page.route(ENDPOINT, lambda route: held.append(route))  # noqa: PLW0108  # Playwright takes no built-in
    with page.expect_request(ENDPOINT):
        box.press_sequentially("sh")
    box.press("Escape")
    expect(box).to_have_value("")
    answer(held[0], "late")
    page.wait_for_timeout(300)
    expect(options.first).to_be_hidden()


def test_the_number_of_suggestions_is_announced_and_nothing_else(page, box):
    page.route(ENDPOINT, lambda route: answer(route, *(["only one"] if "oot" in route.request.url else "abc")))
    status = page.locator("#status")
    expect(status).to_have_role("status")
    expect(status).to_have_text("")
    typed(box, "sh")
    expect(status).to_have_text("3 suggestions")
    box.press("ArrowDown")
    expect(status).to_have_text("3 suggestions")
    box.press_sequentially("oot")
    expect(status).to_have_text("1 suggestion")
    box.press("Escape")
    expect(status).to_have_text("")


def test_the_number_of_results_is_told_where_it_is_known(page, box, options):
    known = {"completions": ["shots"], "resources": [], "topics": [], "total": 1200}
    page.route(ENDPOINT, lambda route: route.fulfill(json=known))
    typed(box, "sho")
    expect(options.last).to_have_text("See all 1,200 results")


def test_a_title_with_markup_is_shown_as_text(page, box):
    alarms = []
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    typed(box, "quoted")
    resource = page.get_by_role("group", name="Resources").get_by_role("option")
    expect(resource.locator(".suggestion-text")).to_have_text(web_catalog.HOSTILE)
    assert page.locator(".suggestions script").count() == 0
    assert alarms == []


def test_a_text_of_the_visitor_with_replacement_signs_stays_as_it_is(page, box, options):
    page.route(ENDPOINT, lambda route: answer(route, "any"))
    typed(box, "a$&b <i>")
    expect(options.last).to_have_text("See all results for \u201ca$&b <i>\u201d")


@pytest.mark.parametrize("failure", ["status", "network"])
def test_a_failing_endpoint_leaves_a_search_box(page, box, failure):
    page.route(ENDPOINT, lambda route: route.fulfill(status=503) if failure == "status" else route.abort())
    with page.expect_request(ENDPOINT):
        box.press_sequentially("shoot")
    page.wait_for_timeout(200)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))


def test_without_javascript_the_box_is_a_plain_text_field(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    box = page.get_by_role("textbox", name="Search resources")
    expect(box).to_have_attribute("inputmode", "search")
    assert [box.get_attribute(name) for name in ("role", "aria-expanded", "aria-autocomplete")] == [None] * 3
    box.fill("shooting")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for \u201cshooting\u201d")


@pytest.mark.parametrize("address", ["/", "/search?q=cameras"])
def test_axe_finds_no_fault_with_the_list_open(page, address):
    page.goto(address)
    box = page.get_by_role("combobox", name="Search resources")
    box.fill("")
    typed(box, "license pl")
    box.press("ArrowDown")
    assert faults(page) == []


def test_the_open_list_moves_nothing_and_fits_the_narrowest_screen(page, options):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    place = page.locator("main").evaluate("node => node.offsetTop")
    typed(page.get_by_role("combobox", name="Search resources"), "policingpol")
    assert page.locator("main").evaluate("node => node.offsetTop") == place
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert min(each.bounding_box()["height"] for each in options.all()) >= 44


def test_the_option_at_hand_stands_out_in_forced_colors(page, box, options):
    page.emulate_media(forced_colors="active")
    typed(box, "shoot")
    box.press("ArrowDown")
    colour = "node => getComputedStyle(node).backgroundColor"
    assert options.first.evaluate(colour) != options.last.evaluate(colour)
