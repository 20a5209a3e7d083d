"""Toolkits in browsers without JavaScript, or without storage."""

import re

import pytest
from playwright.sync_api import expect

from toolkit_page import GUIDE, TALK, add_button, item_titles

pytestmark = pytest.mark.xdist_group("browser")


def test_a_toolkit_can_be_made_and_shared_without_scripts(page_without_scripts):
    page = page_without_scripts
    page.goto("/search?q=cameras")
    add_button(page, GUIDE).click()
    expect(page).to_have_url(re.compile("/toolkit#item-guide$"))
    page.get_by_role("link", name="Find more resources").click()
    page.goto("/resources/talk")
    add_button(page, TALK).click()
    page.get_by_role("textbox", name=f"Your note : {GUIDE}").fill("Read page 12")
    page.get_by_role("button", name=f"Up : {TALK}").click()
    expect(item_titles(page)).to_have_text([TALK, GUIDE])
    page.get_by_role("textbox", name="Title", exact=True).fill("For the mayor")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("For the mayor")
    expect(page.get_by_text("Read page 12")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()


def test_a_toolkit_on_the_server_moves_to_the_device_once_scripts_run(page_without_scripts, new_context):
    page_without_scripts.goto("/resources/guide")
    add_button(page_without_scripts, GUIDE).click()
    page = new_context(storage_state=page_without_scripts.context.storage_state()).new_page()
    page.goto("/toolkit")
    expect(page.get_by_text("Stored only in this browser")).to_be_visible()
    expect(item_titles(page)).to_have_text([GUIDE])
    assert page.context.cookies() == []


def test_a_toolkit_is_stored_on_the_server_if_the_browser_forbids_storage(new_context):
    page = new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})")
    page.goto("/resources/guide")
    add_button(page, GUIDE).click()
    expect(page).to_have_url(re.compile("/toolkit#item-guide$"))
    expect(item_titles(page)).to_have_text([GUIDE])
