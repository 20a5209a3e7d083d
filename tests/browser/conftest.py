"""A real browser on a real server, both on this machine only."""

import os
import shutil
import threading
from contextlib import contextmanager

import pytest
from werkzeug.serving import make_server

import web_catalog
from webui import create_app

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium. A missing one fails a build and is a skip elsewhere."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("no Chromium was found: the page tests cannot run")
    if found is None:
        pytest.skip("no Chromium was found: on Debian, apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox", "--no-first-run", *QUIET]}


@contextmanager
def served(settings):
    """Serve a catalog on a free port of the loopback address; give where."""
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory):
    """Serve the sample catalog; return where."""
    with served(web_catalog.publish(tmp_path_factory.mktemp("browser"))) as address:
        yield address


@pytest.fixture
def serve(publish_records):
    """Return a function that serves some records, as a context that gives where."""
    return lambda *records: served(publish_records(*records))


@pytest.fixture
def serve_catalog():
    """Return a function that serves the sample catalog from a folder, as a context that gives where."""
    return lambda folder: served(web_catalog.publish(folder))
