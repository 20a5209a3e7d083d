"""The search box and its list of suggestions in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

SUGGEST_URL = re.compile(r"/api/v1/suggest\?")


def search_box(page: Page) -> Locator:
    """Return the search box of the page."""
    return page.get_by_role("combobox", name="Search resources")


def type_and_wait(box: Locator, text: str) -> None:
    """Type as a person does, and wait for the list of suggestions."""
    box.press_sequentially(text, delay=10)
    expect(box).to_have_attribute("aria-expanded", "true")


def selected_option(page: Page) -> Locator:
    """Return the selected option of the list."""
    return page.locator('[role="option"][aria-selected="true"]')


def respond(route: Route, *completions: str) -> None:
    """Answer a request for suggestions with these completions."""
    route.fulfill(json={"completions": completions, "resources": [], "topics": [], "total": None})
