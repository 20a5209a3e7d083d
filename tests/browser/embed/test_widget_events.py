"""What scripts of the page can do with the widget: events, which can be canceled, and methods."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from host_site import host_page
from widget_codes import widget_code
from widget_visit import open_list, part, show_results, type_text

pytestmark = pytest.mark.xdist_group("browser")

LISTEN = """(canceled) => {
  window.seen = [];
  for (const name of ["ready", "results", "select", "submit", "error"])
    document.addEventListener(`clearinghouse-${name}`, (event) => {
      seen.push([name, event.detail, event.bubbles, event.composed, event.cancelable, event.target.localName]);
      if (name === canceled) event.preventDefault();
    });
}"""


@pytest.fixture
def listen(open_page, catalog_url):
    """A function that opens a page with a widget, and cancels the events with a name."""

    def opened(canceled="", mode="suggest", src=catalog_url):
        page, _ = open_page(host_page(widget_code(src, mode)))
        page.evaluate(LISTEN, canceled)
        return page

    return opened


def details(page, name):
    """Return the details of the events with a name so far."""
    return [detail for seen_name, detail, *_ in page.evaluate("seen") if seen_name == name]


def test_events_reach_the_page_and_can_be_canceled(listen):
    page = listen("submit")
    open_list(page)
    part(page, "input").press("Enter")
    for _, _, bubbles, composed, cancelable, target in page.evaluate("seen"):
        assert (bubbles, composed, cancelable, target) == (True, True, True, "clearinghouse-search")


def test_an_answer_is_an_event_with_what_was_found(listen):
    page = listen()
    open_list(page)
    (detail,) = details(page, "results")
    assert (detail["query"], detail["total"]) == ("shoot", 13)
    assert [item["title"] for item in detail["items"]][:1] == ["Shooting review, part 1"]


def test_canceled_results_are_not_shown(listen):
    page = listen("results")
    type_text(page)
    page.wait_for_function("seen.length > 0")
    assert part(page, "option").count() == 0


def test_a_canceled_submission_stays_on_the_page(listen, catalog_url):
    page = listen("submit")
    url = page.url
    open_list(page)
    part(page, "input").press("Enter")
    assert details(page, "submit") == [{"query": "shoot", "url": f"{catalog_url}/search?q=shoot"}]
    assert page.url == url


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("cameras OR", '(cameras OR) gun "Toledo" series:"Spot light"'),
        ("lpr OR alpr", '(lpr OR alpr) gun "Toledo" series:"Spot light"'),
        ('"gun vio', '("gun vio") gun "Toledo" series:"Spot light"'),
        ("", 'gun "Toledo" series:"Spot light"'),
    ],
)
def test_what_is_typed_stays_within_the_words_of_the_page(listen, typed, sent):
    page = listen("submit")
    page.locator("clearinghouse-search").evaluate(
        """widget => Object.entries({ query: "gun", site: 'Tol"edo', collection: "Spot“ light" })
             .forEach(([name, value]) => widget.setAttribute(name, value))"""
    )
    part(page, "input").fill(typed)
    part(page, "input").press("Enter")
    (detail,) = details(page, "submit")
    assert parse_qs(urlsplit(detail["url"]).query)["q"] == [sent]


def test_a_canceled_selection_stays_on_the_page(listen, catalog_url):
    page = listen("select")
    url = page.url
    open_list(page)
    part(page, "option").filter(has_text="part 1").first.click()
    title = "Shooting review, part 1"
    assert details(page, "select") == [{"query": "shoot", "title": title, "url": f"{catalog_url}/resources/review-01"}]
    assert page.url == url


def test_a_canceled_error_shows_no_message(listen, faulty_url):
    page = listen("error", src=f"{faulty_url}/markup")
    type_text(page)
    page.wait_for_function("seen.length > 0")
    (detail,) = details(page, "error")
    assert detail["url"] == f"{faulty_url}/markup/search?q=shoot"
    assert detail["reason"] != ""
    expect(part(page, "error")).not_to_be_visible()


def test_the_page_can_search_focus_and_clear(listen):
    page = listen()
    page.evaluate("document.querySelector('clearinghouse-search').focus()")
    expect(part(page, "input")).to_be_focused()
    page.evaluate("document.querySelector('clearinghouse-search').search('shoot')")
    expect(part(page, "option").first).to_be_visible()
    expect(part(page, "input")).to_have_value("shoot")
    page.evaluate("document.querySelector('clearinghouse-search').clear()")
    expect(part(page, "input")).to_have_value("")
    expect(part(page, "option").first).not_to_be_visible()


def test_methods_work_at_once_after_the_element_is_added(listen, catalog_url):
    page = listen()
    page.evaluate(
        """(src) => {
          const widget = document.createElement("clearinghouse-search");
          widget.setAttribute("src", src);
          document.querySelector("main").replaceChildren(widget);
          widget.focus();
          widget.search("shoot");
        }""",
        catalog_url,
    )
    expect(part(page, "option").first).to_be_visible()
    expect(part(page, "input")).to_be_focused()


def test_the_page_can_search_for_results(listen):
    page = listen(mode="results")
    page.evaluate("document.querySelector('clearinghouse-search').search('cameras')")
    expect(part(page, "result").first).to_be_visible()
    assert details(page, "results")[-1]["query"] == "cameras"


def test_a_selection_among_results_can_be_canceled(listen):
    page = listen("select", mode="results")
    url = page.url
    show_results(page)
    part(page, "result").first.get_by_role("link").first.click()
    assert len(details(page, "select")) == 1
    assert page.url == url
