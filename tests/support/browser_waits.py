"""Waits for what Playwright's own waiting cannot see."""

from __future__ import annotations

import time

from playwright.sync_api import Page

TIMEOUT_S = 10
POLL_MS = 50


def wait_until(page: Page, expression: str) -> None:
    """Return once an expression is true in the page; raise TimeoutError if it is not after TIMEOUT_S.

    `Page.wait_for_function` evaluates it with `eval`, which the site's Content-Security-Policy forbids.
    """
    deadline = time.monotonic() + TIMEOUT_S
    while not page.evaluate(expression):
        if time.monotonic() > deadline:
            raise TimeoutError(expression)
        page.wait_for_timeout(POLL_MS)
