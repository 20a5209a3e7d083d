"""Fixtures for the widget on pages of another site: that site, the catalog, and one that does not answer well."""

from __future__ import annotations

import pytest

import web_catalog
from host_site import FaultyCatalog, HostSite, hostile_answer
from webui import create_app
from widget_visit import new_visit


class LateApp:
    """A WSGI application that is made after its address is known, which it writes into its answers."""

    app = None

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)


@pytest.fixture(scope="session")
def catalog_app():
    return LateApp()


@pytest.fixture(scope="session")
def catalog_url(catalog_app, serve_app, tmp_path_factory):
    """The URL of a site with the sample catalog, which its answers contain."""
    with serve_app(catalog_app) as url:
        catalog_app.app = create_app(web_catalog.publish(tmp_path_factory.mktemp("embed"), public_url=url))
        yield url


@pytest.fixture(scope="session")
def faulty_url(catalog_app, catalog_url, serve_app):
    """The URL below which FaultyCatalog has its faults, and "hostile", which always answers hostile_answer()."""
    catalog = FaultyCatalog(catalog_app, {"hostile": hostile_answer(catalog_url)})
    with serve_app(catalog) as url:
        yield url
        catalog.close()


@pytest.fixture(scope="session")
def host_site():
    return HostSite()


@pytest.fixture(scope="session")
def host_url(host_site, serve_app):
    """The URL of a site on another domain than the catalog's."""
    with serve_app(host_site) as url:
        yield url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def add_page(host_site, host_url):
    """A function that adds a page to the other site and returns its URL."""
    return lambda html, policy="": f"{host_url}{host_site.add(html, policy)}"


@pytest.fixture
def open_page(browser, add_page):
    """A function that opens HTML as a page of the other site; the page notes what the browser notices."""
    contexts = []

    def opened(html, **options):
        visitor_page, notes = new_visit(browser, **options)
        contexts.append(visitor_page.context)
        visitor_page.goto(add_page(html))
        return visitor_page, notes

    yield opened
    for context in contexts:
        context.close()
