"""A visit to a page that embeds the widget: what it does there, and what the browser notices meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from browser_waits import POLL_MS

OBSERVER = """
window.layoutShifts = [];
new PerformanceObserver((list) => layoutShifts.push(...list.getEntries().map((entry) => ({
  value: entry.value, afterInput: entry.hadRecentInput, nodes: entry.sources.map(({ node }) => node?.nodeName),
})))).observe({ type: "layout-shift", buffered: true });
"""
STORAGE = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
]"""
TEXT = "shoot"
TIMEOUT_MS = 10_000


@dataclass(slots=True)
class Notes:
    """What a browser noticed on a page: addresses that were requested, and messages in the console."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def take(self, page: Page) -> None:
        """Begin to take notes of a page."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def origins(self) -> set[str]:
        """The origins of all requests."""
        return {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in self.requests}

    def wait_for_request(self, page: Page, path: str) -> None:
        """Return once an address with this path has been requested; raise TimeoutError if it is not in time."""
        for _ in range(TIMEOUT_MS // POLL_MS):
            if any(path in url for url in self.requests):
                return
            page.wait_for_timeout(POLL_MS)
        raise TimeoutError(path)

    def of_api(self) -> list[str]:
        """Return the addresses of the API that were requested."""
        return [url for url in self.requests if "/api/" in url]


def part(scope: Page | Locator, name: str) -> Locator:
    """Return the elements with a part of the widget."""
    return scope.locator(f'[part~="{name}"]')


def type_text(widget: Page | Locator, text: str = TEXT) -> None:
    """Type into the widget's box as a person does."""
    part(widget, "input").press_sequentially(text, delay=10)


def open_list(widget: Page | Locator, text: str = TEXT) -> None:
    """Type, and wait for the list of suggestions."""
    type_text(widget, text)
    expect(part(widget, "option").first).to_be_visible()


def show_results(widget: Page | Locator, text: str = TEXT) -> None:
    """Search, and wait for results on the page."""
    type_text(widget, text)
    part(widget, "input").press("Enter")
    expect(part(widget, "result").first).to_be_visible()


def scroll_to(widget: Locator) -> None:
    """Scroll to the widget. Playwright's own scrolling would wait until nothing is animated."""
    widget.evaluate("node => node.scrollIntoView()")


def show_list(widget: Locator) -> None:
    """Scroll to the widget, and wait for its resources."""
    scroll_to(widget)
    expect(part(widget, "result").first).to_be_visible()


def layout_shifts(page: Page, *, after_input: bool) -> list[dict[str, object]]:
    """Return the layout shifts of the page so far; those within half a second of an input only if `after_input`.

    The browser names no elements in a shadow tree: where only those move, the page is at rest.
    """
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    shifts = [shift for shift in page.evaluate("layoutShifts") if any(shift["nodes"])]
    return [shift for shift in shifts if after_input or not shift["afterInput"]]


def stored_keys(page: Page) -> list[str]:
    """Return the names of everything that the page has stored, and of its cookies."""
    return [*page.evaluate(STORAGE), *(cookie["name"] for cookie in page.context.cookies())]


def new_visit(browser: Browser, **options: object) -> tuple[Page, Notes]:
    """Return a page of a new visitor, and the notes about it."""
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()
    page.add_init_script(OBSERVER)
    page.set_default_timeout(TIMEOUT_MS)
    notes = Notes()
    notes.take(page)
    return page, notes
