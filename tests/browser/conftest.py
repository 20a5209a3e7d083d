"""Fixtures for the tests in a real browser, on a real server on this machine."""

import os
import shutil
import threading
from contextlib import contextmanager

import pytest
from werkzeug.serving import make_server

import web_catalog
from webui import create_app

CHROMIUM_COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The arguments that start the system's Chromium. Without one, tests fail under CI and are skipped elsewhere."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_COMMANDS)), None)
    if chromium is None and os.environ.get("CI"):
        pytest.fail("no Chromium was found: the browser tests cannot run")
    if chromium is None:
        pytest.skip("no Chromium was found: on Debian, apt-get install chromium-headless-shell")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_FLAGS}


@contextmanager
def serving(app):
    """Serve a WSGI application on a free port of the loopback address; yield its URL."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def running_site(settings):
    """Serve a catalog; return a context manager for its URL."""
    return serving(create_app(settings))


@pytest.fixture(scope="session")
def base_url(tmp_path_factory):
    """The URL of a site with the sample catalog. Playwright completes paths such as "/search" with it."""
    with running_site(web_catalog.publish(tmp_path_factory.mktemp("browser"))) as url:
        yield url


@pytest.fixture(scope="session")
def serve_app():
    """A function that serves a WSGI application; its result is a context manager for the URL."""
    return serving


@pytest.fixture
def serve_records(publish_records):
    """A function that serves records; its result is a context manager for the site's URL."""
    return lambda *records: running_site(publish_records(*records))


@pytest.fixture
def serve_catalog():
    """A function that serves the sample catalog from a folder; its result is a context manager for the site's URL."""
    return lambda folder: running_site(web_catalog.publish(folder))


@pytest.fixture
def requested_urls(page):
    """The URLs that the page has requested."""
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


@pytest.fixture
def console_messages(page):
    """The messages in the page's console, and its uncaught errors."""
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture
def page_without_scripts(new_context):
    """A page of a browser with JavaScript turned off."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def wide_page(page):
    """A page in a window wide enough for filters next to the results."""
    page.set_viewport_size({"width": 1280, "height": 900})
    return page
