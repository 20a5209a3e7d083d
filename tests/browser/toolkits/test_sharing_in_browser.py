"""Sharing a toolkit from a browser, copying a shared one, and downloading it."""

import json
import re

import pytest
from playwright.sync_api import expect

from toolkit_page import GUIDE, TALK, add_button, item_titles, open_toolkit_with

pytestmark = pytest.mark.xdist_group("browser")


def test_a_toolkit_made_by_keyboard_is_not_on_the_server_before_it_is_shared(page, context, tmp_path, serve_catalog):
    with serve_catalog(tmp_path) as site_url:
        page.goto(f"{site_url}/search?q=cameras")
        add_button(page, GUIDE).focus()
        page.keyboard.press("Enter")
        page.goto(f"{site_url}/resources/talk")
        add_button(page, TALK).focus()
        page.keyboard.press("Space")
        page.get_by_role("link", name="Toolkit (2)").focus()
        page.keyboard.press("Enter")
        expect(item_titles(page)).to_have_text([GUIDE, TALK])

        up_button = page.get_by_role("button", name=f"Up : {TALK}")
        up_button.focus()
        page.keyboard.press("Enter")
        expect(item_titles(page)).to_have_text([TALK, GUIDE])
        expect(up_button).to_be_focused()
        expect(page.locator("#status")).to_have_text("Moved up.")

        page.get_by_role("textbox", name=f"Your note : {GUIDE}").focus()
        page.keyboard.type("Read page 12")
        page.get_by_role("textbox", name="Title", exact=True).focus()
        page.keyboard.type("For the mayor")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text("Saved.")
        page.reload()
        expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("For the mayor")
        expect(page.get_by_role("textbox", name=f"Your note : {GUIDE}")).to_have_value("Read page 12")

        assert context.cookies() == []
        assert not list((tmp_path / "data").glob("toolkits.sqlite*"))
        page.get_by_role("button", name="Make a link").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/t/[\w-]{22}#share-link$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("For the mayor")
        expect(page.get_by_text("Read page 12")).to_be_visible()
        assert context.cookies() == []


def test_a_copy_of_a_shared_toolkit_is_stored_on_the_device(page, new_context, context):
    open_toolkit_with(page, "guide")
    page.get_by_role("button", name="Make a link").click()
    expect(page).to_have_url(re.compile("/t/"))
    other_page = new_context().new_page()
    other_page.goto(page.url)
    other_page.get_by_role("button", name="Copy and edit").click()
    expect(other_page).to_have_url(re.compile("/toolkit$"))
    expect(item_titles(other_page)).to_have_text([GUIDE])
    other_page.reload()
    expect(item_titles(other_page)).to_have_text([GUIDE])
    assert other_page.context.cookies() == context.cookies() == []


def test_a_visitor_with_a_toolkit_chooses_what_to_do_with_a_copy(page):
    open_toolkit_with(page, "guide")
    page.get_by_role("button", name="Make a link").click()
    expect(page).to_have_url(re.compile("/t/"))
    shared_url = page.url
    open_toolkit_with(page, "talk")
    page.goto(shared_url)
    page.get_by_role("button", name="Copy and edit").click()
    page.get_by_role("button", name="Keep it and add the copy at the end").click()
    expect(item_titles(page)).to_have_text([TALK, GUIDE])
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit (2)")


def test_a_downloaded_toolkit_contains_what_was_just_typed(page):
    open_toolkit_with(page, "guide")
    page.get_by_role("textbox", name="Title", exact=True).fill("For the mayor")
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    document = json.loads(download.value.path().read_text("utf-8"))
    assert document["toolkit"]["title"] == "For the mayor"
    assert page.context.cookies() == []
