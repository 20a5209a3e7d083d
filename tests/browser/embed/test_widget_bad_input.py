"""The widget with wrong attributes, a wrong source, and a clearinghouse that answers with junk or attacks."""

import re

import pytest
from playwright.sync_api import expect

from host_site import HOSTILE_LINKS, JUNK, MARKUP, host_page
from widget_codes import widget_code
from widget_visit import open_list, part, show_list, show_results, type_text

pytestmark = pytest.mark.xdist_group("browser")

WRONG_VALUES = {
    "mode": ("popup", ("suggest", "results", "list")),
    "theme": ("sepia", ("inherit", "light", "dark", "auto")),
    "lang": ("fr", ("en", "es")),
    "limit": ("many", ("1", "20")),
    "min-chars": ("0", ("1", "10")),
    "debounce": ("-1", ("0", "2000")),
}
"""For each attribute a value that is not allowed, and what the warning about it must name."""
WRONG_SOURCES = ("javascript:alert(1)", "https://", "data:text/html,x", "clearinghouse.example", "ftp://example.org")


def element(code, *attributes):
    """Return the code with attributes added to the element, or replaced."""
    for name, value in attributes:
        code = re.sub(rf'(<clearinghouse-search[^>]*?) {name}="[^"]*"', r"\1", code, count=1)
        code = code.replace("<clearinghouse-search", f'<clearinghouse-search {name}="{value}"', 1)
    return code


@pytest.mark.parametrize("name", WRONG_VALUES)
def test_a_wrong_value_is_ignored_with_a_warning_that_names_the_allowed_ones(open_page, catalog_url, name):
    value, allowed = WRONG_VALUES[name]
    page, notes = open_page(host_page(element(widget_code(catalog_url), (name, value))))
    open_list(page)
    (warning,) = notes.errors
    assert all(text in warning for text in ("clearinghouse-search", name, *allowed))


def test_a_wrong_filter_is_ignored_with_a_warning_that_names_what_is_meant(open_page, catalog_url):
    page, notes = open_page(host_page(element(widget_code(catalog_url), ("topic", "gun-violense"))))
    open_list(page)
    warnings = [text for text in notes.errors if not text.startswith("Failed to load resource")]
    assert len(warnings) == 1
    assert "gun-violence" in warnings[0]


@pytest.mark.parametrize("src", WRONG_SOURCES)
def test_with_a_wrong_source_the_form_inside_stays(open_page, catalog_url, src):
    page, notes = open_page(host_page(element(widget_code(catalog_url), ("src", src))))
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # the widget renders in a task of its own
    (warning,) = notes.errors
    assert "src" in warning
    page.get_by_role("textbox", name="Search public safety resources").fill("shoot")
    with page.expect_request(f"{catalog_url}/search?q=shoot"):
        page.get_by_role("button", name="Search").click()


def test_without_a_source_the_widget_asks_where_its_script_came_from(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url).replace(f' src="{catalog_url}"', "", 1)))
    open_list(page)
    assert notes.of_api()[0].startswith(f"{catalog_url}/api/v1/suggest?")


def test_a_source_may_have_a_path(open_page, faulty_url):
    page, notes = open_page(host_page(widget_code(f"{faulty_url}/slow-script")))
    open_list(page)
    assert notes.of_api()[0].startswith(f"{faulty_url}/slow-script/api/v1/suggest?")


def test_whatever_junk_the_api_answers_one_sentence_and_a_link_say_so(open_page, faulty_url):
    faults = [fault for fault in JUNK if fault != "unavailable"]
    page, notes = open_page(host_page(*(widget_code(f"{faulty_url}/{fault}") for fault in faults)))
    for fault, widget in zip(faults, page.locator("clearinghouse-search").all(), strict=True):
        type_text(widget)
        expect(part(widget, "error")).to_be_visible()
        link = part(widget, "error").get_by_role("link")
        assert link.get_attribute("href") == f"{faulty_url}/{fault}/search?q=shoot"
        page.keyboard.press("Escape")
    assert notes.errors == []


@pytest.fixture
def attacked(open_page, faulty_url):
    """A page with the widget in its three modes, of a catalog that sends hostile_answer(); all have been used."""
    modes = ("suggest", "results", "list")
    page, notes = open_page(host_page(*(widget_code(f"{faulty_url}/hostile", mode) for mode in modes)))
    page.on("dialog", lambda dialog: pytest.fail(f"a script has run: {dialog.message}"))
    suggest, results, resources = page.locator("clearinghouse-search").all()
    show_list(resources)
    show_results(results)
    open_list(suggest)
    return page, notes


def test_text_of_the_api_is_only_ever_text(attacked):
    page, notes = attacked
    for widget in page.locator("clearinghouse-search").all():
        expect(widget.get_by_text(MARKUP).first).to_be_visible()
        assert widget.locator("img, script").count() == 0
    assert notes.errors == []


def test_links_that_are_not_of_the_web_are_left_out(attacked):
    page, _ = attacked
    hrefs = page.evaluate("""() => [...document.querySelectorAll("clearinghouse-search")].flatMap((widget) =>
      [...widget.shadowRoot.querySelectorAll("[href], [src], [action]")].map((node) => node.href ?? node.src))""")
    assert [href for href in hrefs if not href.startswith("http")] == []
    suggest, results, resources = page.locator("clearinghouse-search").all()
    assert part(suggest, "option").filter(has_text=f"{MARKUP}{len(HOSTILE_LINKS)}").count() == 0
    assert (part(results, "result").count(), part(resources, "result").count()) == (1, 1)
