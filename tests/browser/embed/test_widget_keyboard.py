"""The widget's list by keyboard, and what a screen reader says: the combobox of the ARIA Authoring Practices Guide."""

import re

import pytest
from playwright.sync_api import expect

from host_site import host_page
from screen_reader import ScreenReader
from widget_codes import widget_code
from widget_visit import open_list, part

pytestmark = pytest.mark.xdist_group("browser")

BOX = "combobox Search public safety resources"
SEARCHES = ("shooting review",)
RESOURCES = tuple(f"Shooting review, part {number} Podcast" for number in range(1, 6))
OPTIONS = (*SEARCHES, *RESOURCES, "See all 13 results")
UNRESOLVED_IDS = """() => {
  const root = document.querySelector("clearinghouse-search").shadowRoot;
  const names = ["for", "aria-controls", "aria-activedescendant", "aria-labelledby", "aria-describedby", "aria-owns"];
  return names.flatMap((name) => [...root.querySelectorAll(`[${name}]`)].flatMap((node) =>
    node.getAttribute(name).split(" ").filter((id) => !root.getElementById(id)).map((id) => `${name}=${id}`)));
}"""


@pytest.fixture
def page(open_page, catalog_url):
    visitor_page, _ = open_page(host_page(widget_code(catalog_url), "<p><a href='#'>A link after it</a></p>"))
    return visitor_page


@pytest.fixture
def box(page):
    return part(page, "input")


@pytest.fixture
def reader(page):
    return ScreenReader(page)


def test_a_walk_with_the_keys_says_what_happens(page, box, reader):
    page.keyboard.press("Tab")
    reading = reader.read()
    assert (reading.focus, reading.value, reading.states, reading.status) == (BOX, "", set(), "")
    open_list(page)
    reading = reader.read()
    assert (reading.focus, reading.value, reading.states, reading.status) == (
        BOX,
        "shoot",
        {"expanded"},
        "6 suggestions",
    )
    assert (reading.active, reading.options) == ("", OPTIONS)
    for key, option in (
        ("ArrowDown", OPTIONS[0]),
        ("ArrowDown", OPTIONS[1]),
        ("ArrowUp", OPTIONS[0]),
        ("ArrowUp", OPTIONS[-1]),
        ("ArrowDown", OPTIONS[0]),
    ):
        box.press(key)
        reading = reader.read()
        assert (reading.focus, reading.value, reading.states) == (BOX, "shoot", {"expanded"})
        assert reading.active == option
        assert reading.options == tuple(f"*{name}" if name == option else name for name in OPTIONS)
        assert page.evaluate(UNRESOLVED_IDS) == []
    box.press("Escape")
    reading = reader.read()
    assert (reading.focus, reading.value, reading.states, reading.options) == (BOX, "shoot", set(), ())
    box.press("Escape")
    reading = reader.read()
    assert (reading.focus, reading.value, reading.options, reading.status) == (BOX, "", (), "")


def test_alt_and_arrow_down_opens_the_list_without_selecting(page, box, reader):
    open_list(page)
    box.press("Escape")
    box.press("Alt+ArrowDown")
    expect(part(page, "option").first).to_be_visible()
    reading = reader.read()
    assert (reading.focus, reading.active, reading.options) == (BOX, "", OPTIONS)


def test_arrow_down_opens_a_closed_list_at_its_first_option(page, box, reader):
    open_list(page)
    box.press("Escape")
    box.press("ArrowDown")
    expect(part(page, "option").first).to_be_visible()
    assert reader.read().active == OPTIONS[0]


def test_the_arrows_do_nothing_in_an_empty_box(page, box, reader):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for key in ("ArrowDown", "ArrowUp", "Alt+ArrowDown", "Escape"):
        box.press(key)
        assert reader.read().options == ()
    assert errors == []


def test_moving_the_cursor_or_typing_returns_to_the_text(page, box, reader):
    open_list(page)
    for key in ("ArrowLeft", "Home", "End", "i"):
        box.press("ArrowDown")
        assert reader.read().active != ""
        box.press(key)
        assert reader.read().active == ""
    expect(box).to_have_value("shooti")


def test_tab_leaves_the_box_and_closes_the_list(page, box, reader):
    open_list(page)
    box.press("Tab")
    reading = reader.read()
    assert (reading.focus, reading.options) == ("button Search", ())
    expect(box).to_have_value("shoot")
    page.keyboard.press("Shift+Tab")
    assert reader.read().focus == BOX


def test_tab_visits_every_control_once_and_goes_on_in_the_page(page, reader):
    focuses = []
    for _ in range(5):
        page.keyboard.press("Tab")
        focuses.append(reader.read().focus)
    assert focuses[:2] == [BOX, "button Search"]
    assert focuses[-1] == "link A link after it"
    assert len(set(focuses)) == 5


def test_enter_searches_on_the_clearinghouse_for_the_text(page, box, catalog_url):
    open_list(page)
    box.press("Enter")
    expect(page).to_have_url(f"{catalog_url}/search?q=shoot")


def test_enter_opens_the_selected_resource(page, box, catalog_url):
    open_list(page)
    for _ in range(2):
        box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{catalog_url}/resources/review-01")


def test_enter_searches_for_the_selected_completion(page, box, catalog_url):
    open_list(page)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{catalog_url}/search?q=shooting+review")


def test_the_last_option_opens_all_results(page, box, catalog_url):
    open_list(page)
    box.press("ArrowUp")
    box.press("Enter")
    expect(page).to_have_url(f"{catalog_url}/search?q=shoot")


def test_the_number_of_suggestions_is_announced_in_the_language_of_the_widget(open_page, catalog_url):
    spanish_page, _ = open_page(host_page(widget_code(catalog_url, lang="es", limit=1), lang="es"))
    open_list(spanish_page)
    assert re.fullmatch(r"\d+ sugerencias", ScreenReader(spanish_page).read().status)


def test_one_suggestion_is_announced_in_the_singular(open_page, catalog_url):
    visitor_page, _ = open_page(host_page(widget_code(catalog_url)))
    open_list(visitor_page, "oakland case")
    assert ScreenReader(visitor_page).read().status == "1 suggestion"
