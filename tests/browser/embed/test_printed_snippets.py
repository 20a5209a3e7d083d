"""Every code that the embed builder prints works on a page of another origin, under the policy that it prints."""

from contextlib import ExitStack
from html import escape

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from werkzeug import Response

import web_catalog
from webui import create_app

pytestmark = pytest.mark.xdist_group("browser")
PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory, serve_app):
    """The URL of a site whose public URL is another one, as behind a proxy."""
    app = create_app(web_catalog.publish(tmp_path_factory.mktemp("snippets"), public_url=PUBLIC_URL))
    with serve_app(app) as url:
        yield url, app.test_client()


@pytest.fixture
def embed(site, serve_app, page, console_messages):
    """A function that embeds a printed code in a page of another origin, and returns that page."""
    url, client = site
    servers = ExitStack()

    def open_host(*names, query=""):
        printed = BeautifulSoup(client.get(f"/embed?{query}").text, "html.parser")
        code = "".join(printed.select_one(f"#code-{name}").text for name in names).replace(PUBLIC_URL, url)
        lines = [line.text.replace(PUBLIC_URL, url) for line in printed.select(".embed-policy code")]
        policy = f"default-src 'none'; {' '.join(dict.fromkeys(lines))}"
        body = f'<!doctype html><html lang="en"><title>City</title><h1>{escape(names[0])}</h1>{code}'
        response = Response(body, mimetype="text/html", headers={"Content-Security-Policy": policy})
        page.goto(servers.enter_context(serve_app(response)))
        return page

    with servers:
        yield open_host
    assert [message for message in console_messages if "favicon" not in message] == []


@pytest.mark.parametrize("name", ["element", "data"])
def test_the_widget_suggests_what_its_filters_allow(embed, name):
    page = embed(name, query="topic=technology&label=Find+help")
    page.get_by_role("combobox", name="Find help").press_sequentially("retention", delay=20)
    expect(page.get_by_role("option", name="Body-worn cameras in small towns")).to_be_visible()


@pytest.mark.parametrize("name", ["element", "data"])
def test_the_widget_lists_a_toolkit(embed, name):
    page = embed(name, query="mode=list&toolkit=cameras")
    expect(page.get_by_role("link", name="Body-worn cameras in small towns")).to_be_visible()


def test_the_widget_shows_results(embed):
    page = embed("element", query="mode=results&lang=es")
    page.get_by_role("textbox").or_(page.get_by_role("combobox")).fill("retention")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Body-worn cameras in small towns")).to_be_visible()


@pytest.mark.parametrize("query", ["mode=list&toolkit=cameras", "mode=list&topic=technology&lang=es"])
def test_the_frame_lists_resources(embed, query):
    frame = embed("frame", query=query).frame_locator("iframe")
    expect(frame.get_by_role("link", name="Body-worn cameras in small towns")).to_be_visible()


def test_the_frame_suggests_and_opens_the_results_in_the_page_around_it(embed):
    page = embed("frame", query="topic=technology&primary=ffbe2e")
    box = page.frame_locator("iframe").get_by_role("combobox")
    box.press_sequentially("retention", delay=20)
    expect(page.frame_locator("iframe").get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("link", name="Remove filter Topic: Technology")).to_be_visible()


def test_the_script_of_the_frame_fits_its_height(embed):
    page = embed("frame", "frame-script", query="mode=list&topic=technology&limit=2")
    body = page.frame_locator("iframe").locator("body")
    expect(body.get_by_role("listitem").first).to_be_visible()
    height = body.evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
    expect(page.locator("iframe")).to_have_css("height", f"{height}px")


def test_the_plain_form_opens_the_results(embed):
    page = embed("form", query="topic=technology")
    page.get_by_label("Search public safety resources").fill("cameras")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Remove filter Topic: Technology")).to_be_visible()
