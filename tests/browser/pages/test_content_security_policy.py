"""Pages request nothing from other hosts, and nothing that their own Content-Security-Policy forbids."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def test_pages_request_only_what_the_policy_allows_and_set_no_cookies(page, base_url, requested_urls, console_messages):
    for url in ("/", "/search?q=plate", "/resources/guide", "/topics/technology"):
        page.goto(url)
    assert [url for url in requested_urls if not url.startswith(base_url)] == []
    assert console_messages == []
    assert page.context.cookies() == []


def test_scripts_request_only_what_the_policy_allows_and_store_nothing(
    wide_page, base_url, requested_urls, console_messages
):
    wide_page.goto("/search")
    wide_page.get_by_role("combobox", name="Search resources").press_sequentially("shoot", delay=10)
    expect(wide_page.locator(".suggestion").first).to_be_visible()
    wide_page.keyboard.press("Escape")
    wide_page.get_by_role("checkbox", name=re.compile("^Technology")).check()
    expect(wide_page).to_have_url(re.compile("topic=technology"))
    wide_page.go_back()
    expect(wide_page.locator(".total")).to_have_text("19 resources")
    assert [url for url in requested_urls if not url.startswith(base_url)] == []
    assert console_messages == []
    assert wide_page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
