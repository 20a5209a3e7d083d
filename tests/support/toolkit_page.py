"""The controls of toolkits in a browser, and toolkits on the device."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

GUIDE = "Body-worn cameras in small towns"
TALK = "License plate readers for violence reduction"


def add_button(page: Page, title: str, label: str = "Add to toolkit") -> Locator:
    """Return the button that adds a resource to the toolkit, or removes it ("In toolkit")."""
    return page.get_by_role("button", name=f"{label} : {title}").or_(
        page.get_by_role("button", name=f"{label}: {title}")
    )


def item_titles(page: Page) -> Locator:
    """Return the titles of the resources on the toolkit page."""
    return page.locator(".toolkit-items .card-title")


def open_toolkit_with(page: Page, *record_ids: str) -> None:
    """Store a toolkit with these records on the device, and open the toolkit page."""
    page.goto("/toolkit")
    draft = {"sections": [{"items": [{"record": record_id} for record_id in record_ids]}]}
    page.evaluate("draft => localStorage.setItem('toolkit', draft)", json.dumps(draft))
    page.reload()
    expect(item_titles(page)).to_have_count(len(record_ids))
