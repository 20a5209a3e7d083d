"""Tasks of the widget that hold up the page around it, in a browser on a processor slowed down four-fold.

    python -m tests.reliability.widget_long_tasks

It starts the production server on a small catalog and opens a page of another site with the widget, in the modes
`suggest` and `results`: the widget renders, somebody types, the list opens, and results appear. The browser reports
each task of more than 50 ms. Other programs on the machine can only make a task longer, so the best of five visits
counts; the first visit, which fills caches, does not. It prints the long tasks of each visit, and exits with 1 if the
best one has any. It takes about half a minute, and needs an idle machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.reliability.scratch_server import publish_catalog, scratch_server
from webui.embed.releases import widget_releases

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-features=LocalNetworkAccessChecks"]
"""The page is not on this machine, but the clearinghouse is."""
CHROMIUM_COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SLOWDOWN = 4
VISITS = 5
HOST = "http://partner.example/"
OBSERVER = """
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration))))
  .observe({ type: "longtask", buffered: true });
"""
PAGE = """<!doctype html><title>City of Toledo</title><h1>Resources</h1>
<clearinghouse-search src="{catalog}" mode="{mode}"></clearinghouse-search>
<script type="module" src="{catalog}/embed/{version}/clearinghouse-search.js" crossorigin="anonymous"></script>"""


def main() -> int:
    """Print the long tasks of each mode; return 1 if every visit of a mode had one."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_COMMANDS)), None)
    with tempfile.TemporaryDirectory(prefix="widget-") as folder, sync_playwright() as playwright:
        settings = publish_catalog(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with scratch_server(settings, workers=1) as server:
            server.wait_until_idle()
            catalog = f"http://127.0.0.1:{server.port}"
            are_kept = [is_kept(browser, catalog, mode) for mode in ("suggest", "results")]
        browser.close()
    return 0 if all(are_kept) else 1


def is_kept(browser: Browser, catalog: str, mode: str) -> bool:
    """Return whether a visit of a mode had no long task, and print those of each visit."""
    visit(browser, catalog, mode)
    visits = [visit(browser, catalog, mode) for _ in range(VISITS)]
    print(
        f"{mode}: tasks over 50 ms at {SLOWDOWN}-fold slowdown, in ms: {visits}; the best visit: {min(visits, key=sum)}"
    )
    return [] in visits


def visit(browser: Browser, catalog: str, mode: str) -> list[int]:
    """Use the widget on a page of another site; return the milliseconds of each long task."""
    context = browser.new_context()
    page = context.new_page()
    html = PAGE.format(catalog=catalog, mode=mode, version=widget_releases().latest.version)
    page.route(HOST, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.add_init_script(OBSERVER)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(HOST)
    use(page, mode)
    page.wait_for_timeout(200)  # entries arrive after their tasks
    long_tasks: list[int] = page.evaluate("longTasks")
    context.close()
    return long_tasks


def use(page: Page, mode: str) -> None:
    """Type, move through the list, and search if the results are shown on the page."""
    box = page.locator("[part=input]")
    box.press_sequentially("camer", delay=40)
    page.locator("[part=option]").first.wait_for()
    for _ in range(3):
        box.press("ArrowDown")
    box.press("Escape")
    if mode == "results":
        box.press("Enter")
        page.locator("[part=result]").first.wait_for()


if __name__ == "__main__":
    sys.exit(main())
