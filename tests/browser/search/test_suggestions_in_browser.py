"""When suggestions are requested, and what the list shows of the response."""

import re

import pytest
from playwright.sync_api import expect

import web_catalog
from combobox import SUGGEST_URL, respond, type_and_wait

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def suggest_urls(page):
    """The URLs of the page's requests for suggestions."""
    urls = []
    page.on("request", lambda request: urls.append(request.url) if SUGGEST_URL.search(request.url) else None)
    return urls


def test_suggestions_appear_from_the_second_letter_on(page, box, options, suggest_urls):
    box.press("s")
    page.wait_for_timeout(400)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert suggest_urls == []
    box.press("h")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(suggest_urls) == 1


def test_text_typed_without_a_pause_causes_one_request(box, suggest_urls):
    box.focus()
    # All letters in one task of the browser: even a busy machine puts no pause between them.
    box.evaluate("input => [...'shooting'].forEach((letter) => document.execCommand('insertText', false, letter))")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert [url.partition("?")[2] for url in suggest_urls] == ["q=shooting"]


def test_the_list_has_searches_resources_topics_and_an_option_for_all_results(page, box, options):
    type_and_wait(box, "techno")
    expect(page.get_by_role("group", name="Topics").get_by_role("option")).to_have_text(re.compile("Technology"))
    box.fill("")
    type_and_wait(box, "license pl")
    expect(page.get_by_role("group", name="Searches").get_by_role("option").first).to_be_visible()
    resource = page.get_by_role("group", name="Resources").get_by_role("option")
    expect(resource).to_have_accessible_name("License plate readers for violence reduction Webinar")
    assert resource.locator("use").get_attribute("href").endswith("#format-webinar")
    expect(page.get_by_role("group", name="Topics")).to_be_hidden()
    expect(options.last).to_have_text("See all results for \u201clicense pl\u201d")


def test_a_spanish_page_asks_for_suggestions_in_spanish(page, suggest_urls):
    page.goto("/es/")
    type_and_wait(page.get_by_role("combobox").first, "techno")
    assert {re.search("lang=[a-z]+", url).group() for url in suggest_urls} == {"lang=es"}


def test_a_response_to_an_earlier_text_is_ignored(page, box, options):
    pending_routes = []
    page.route(
        SUGGEST_URL,
        lambda route: respond(route, "in time") if "shoo" in route.request.url else pending_routes.append(route),
    )
    with page.expect_request(re.compile("q=sh$")):
        box.press_sequentially("sh")
    box.press_sequentially("oo")
    expect(options.first).to_have_text("in time")
    respond(pending_routes[0], "late")
    page.wait_for_timeout(300)
    expect(options.first).to_have_text("in time")
    expect(options).to_have_count(2)


def test_a_response_after_escape_opens_nothing(page, box, options):
    pending_routes = []
    page.route(SUGGEST_URL, lambda route: pending_routes.append(route))  # noqa: PLW0108  # Playwright takes no built-in
    with page.expect_request(SUGGEST_URL):
        box.press_sequentially("sh")
    box.press("Escape")
    expect(box).to_have_value("")
    respond(pending_routes[0], "late")
    page.wait_for_timeout(300)
    expect(options.first).to_be_hidden()


def test_the_last_option_shows_the_total_if_it_is_known(page, box, options):
    response = {"completions": ["shots"], "resources": [], "topics": [], "total": 1200}
    page.route(SUGGEST_URL, lambda route: route.fulfill(json=response))
    type_and_wait(box, "sho")
    expect(options.last).to_have_text("See all 1,200 results")


def test_markup_in_a_title_is_shown_as_text(page, box):
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    type_and_wait(box, "quoted")
    resource = page.get_by_role("group", name="Resources").get_by_role("option")
    expect(resource.locator(".suggestion-text")).to_have_text(web_catalog.HOSTILE)
    assert page.locator(".suggestions script").count() == 0
    assert dialogs == []


def test_replacement_patterns_in_the_text_are_shown_as_typed(page, box, options):
    page.route(SUGGEST_URL, lambda route: respond(route, "any"))
    type_and_wait(box, "a$&b <i>")
    expect(options.last).to_have_text("See all results for \u201ca$&b <i>\u201d")


@pytest.mark.parametrize("failure", ["status", "network"])
def test_the_box_still_searches_if_suggestions_fail(page, box, failure):
    page.route(SUGGEST_URL, lambda route: route.fulfill(status=503) if failure == "status" else route.abort())
    with page.expect_request(SUGGEST_URL):
        box.press_sequentially("shoot")
    page.wait_for_timeout(200)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=shoot$"))
