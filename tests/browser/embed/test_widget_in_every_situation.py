"""The widget is a good guest on any page: accessible, at rest, without storage, and it asks its own host only.

Each page has the widget in its three modes, in the code that the site offers for copying.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from accessibility import violations_as_shown
from host_site import HOSTILE_STYLES, SLOW_S, host_page, strict_policy
from widget_codes import widget_code
from widget_visit import (
    Notes,
    layout_shifts,
    new_visit,
    open_list,
    part,
    scroll_to,
    show_list,
    show_results,
    stored_keys,
    type_text,
)

pytestmark = pytest.mark.xdist_group("browser")

MODES = ("suggest", "results", "list")
"""The order on the page: the list is last, because it takes its room when it comes into view."""
RESERVED = "clearinghouse-search { display: block; min-height: 8em }"
"""What docs/embedding.md advises for pages whose stylesheet takes the room of the form away."""
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
FIND_WIDGETS = "clearinghouse-search, [data-clearinghouse-search]"
RENDER_AGAIN = """() => {
  for (const widget of document.querySelectorAll("clearinghouse-search")) {
    const place = widget.parentNode;
    for (const limit of [3, 4, 5]) {
      widget.remove();
      widget.setAttribute("limit", limit);
      place.append(widget);
    }
    document.querySelector("main").append(widget); // moved without being removed first
    place.append(widget);
  }
}"""
FLOATING = "important styles"
"""These float the form inside, until the widget, which defends itself, takes its place."""
API_PATHS = ("/api/v1/toolkits/", "/api/v1/search?", "/api/v1/suggest?")
FAILED_REQUEST = "Failed to load resource: the server responded with a status of 503"
"""The beginning of a message that Chromium itself writes for each such response; no script can prevent it."""


def use_all(page: Page, _notes: Notes) -> None:
    suggest, results, resources = page.locator(FIND_WIDGETS).all()
    show_list(resources)
    show_results(results)
    open_list(suggest)


def fail_all(page: Page, notes: Notes) -> None:
    """Use the widgets of a catalog that does not answer well; all of them say so."""
    suggest, results, resources = page.locator(FIND_WIDGETS).all()
    scroll_to(resources)
    type_text(results)
    part(results, "input").press("Enter")
    type_text(suggest)
    for path in API_PATHS:
        notes.wait_for_request(page, path)
    for widget in (suggest, results, resources):
        expect(part(widget, "error")).to_be_visible(timeout=SLOW_S * 1000)


def use_fallback(page: Page, _notes: Notes) -> None:
    for widget, role in zip(page.locator(FIND_WIDGETS).all(), ("textbox", "textbox", "link"), strict=True):
        expect(widget.get_by_role(role).first).to_be_visible()


def enlarge_text(page: Page) -> None:
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@dataclass(frozen=True, slots=True)
class Situation:
    """A page, the browser that shows it, and what its visitor does."""

    style: str = ""
    lang: str = "en"
    direction: str = "ltr"
    as_data: bool = False
    has_policy: bool = False
    has_script: bool = True
    fault: str = ""
    browser: dict[str, object] = field(default_factory=dict)
    before: Callable[[Page], object] = lambda page: page
    after: Callable[[Page], object] = lambda page: page
    use: Callable[[Page, Notes], None] = use_all


SITUATIONS = {
    "plain": Situation(),
    **{f"{name} styles": Situation(style=style + RESERVED) for name, style in HOSTILE_STYLES.items()},
    "strict policy": Situation(has_policy=True),
    "Spanish": Situation(lang="es"),
    "right to left": Situation(direction="rtl"),
    "rendered again": Situation(after=lambda page: page.evaluate(RENDER_AGAIN)),
    "data attributes": Situation(as_data=True),
    "narrow": Situation(browser={"viewport": {"width": 360, "height": 740}}),
    "dark": Situation(style=":root { color-scheme: dark; background: #111; color: #eee }"),
    "forced colors": Situation(browser={"forced_colors": "active"}),
    "large text": Situation(before=enlarge_text),
    "unavailable": Situation(fault="unavailable", use=fail_all),
    "junk": Situation(fault="markup", use=fail_all),
    "silent": Situation(fault="silent", use=fail_all),
    "no scripts": Situation(has_script=False, use=use_fallback),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What was noticed on a page; nothing of it on a page that the widget leaves alone."""

    early_requests: list[str] = field(default_factory=list)
    other_origins: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    shifts: list[dict[str, object]] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser, add_page, catalog_url, faulty_url, host_url):
    """A function that visits the page of a situation."""

    def visited(name: str) -> Visit:
        situation = SITUATIONS[name]
        src = f"{faulty_url}/{situation.fault}" if situation.fault else catalog_url
        options = {"as_data": situation.as_data, "lang": situation.lang}
        codes = [widget_code(src, mode, toolkit="cameras" if mode == "list" else "", **options) for mode in MODES]
        if not situation.has_script:  # what a browser without JavaScript shows; axe itself needs it
            codes = [SCRIPT.sub("", code) for code in codes]
        html = host_page(*codes, style=situation.style, lang=situation.lang, direction=situation.direction)
        page, notes = new_visit(browser, **situation.browser)
        situation.before(page)
        page.goto(add_page(html, strict_policy(catalog_url) if situation.has_policy else ""))
        situation.after(page)
        early_requests = notes.of_api()
        situation.use(page, notes)
        result = Visit(
            early_requests=[url for url in early_requests if "/toolkits/" not in url],  # a list comes into view
            other_origins=notes.origins - {catalog_url, faulty_url, host_url},
            violations=violations_as_shown(page),
            shifts=[] if name == FLOATING else layout_shifts(page, after_input=False),
            stored=stored_keys(page),
            errors=[error for error in notes.errors if not error.startswith(FAILED_REQUEST)],
        )
        page.context.close()
        return result

    return visited


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_widget_is_a_good_guest(visit, name):
    """One test for all, because a visit takes seconds: the assertion shows which field is not empty."""
    assert visit(name) == Visit()
