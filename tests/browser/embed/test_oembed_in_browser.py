"""What oEmbed returns, on a page of another origin as WordPress builds it: in a sandbox that allows scripts alone."""

from urllib.parse import urlencode

import pytest
from werkzeug import Request, Response

import factories
import web_catalog
import wordpress
from webui import create_app

pytestmark = pytest.mark.xdist_group("browser")


class LaterApp:
    """A WSGI application that is made after its server has started, because it needs the address."""

    app = None

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)


@pytest.fixture(scope="module")
def site_url(serve_app, tmp_path_factory):
    """The URL of the sample catalog, which is its public URL, too."""
    folder, later = tmp_path_factory.mktemp("oembed"), LaterApp()
    web_catalog.publish(folder)
    with serve_app(later) as url:
        later.app = create_app(factories.settings(folder, public_url=url))
        yield url


@pytest.fixture(scope="module")
def blog_url(serve_app):
    """The URL of a page on another origin with the script of WordPress. `body` is the rest of its content."""

    @Request.application
    def blog(request):
        body = request.args["body"]
        page = f"<!doctype html><title>Blog</title><script>{wordpress.SCRIPT}</script><p>A post.</p>{body}"
        return Response(page, mimetype="text/html")

    with serve_app(blog) as url:
        yield url


@pytest.fixture
def post(page, site_url, blog_url, console_messages):
    """A function that opens a post with an address of the site, and waits for the first message; returns the frame."""

    def open_post(path):
        answer = page.request.get(f"{site_url}/oembed", params={"url": f"{site_url}{path}", "maxwidth": 640}).json()
        page.goto(blog_url + "/?" + urlencode({"body": wordpress.filtered(answer["html"])}))
        page.wait_for_function("window.received?.length > 0")
        return page.frame_locator("iframe")

    yield open_post
    assert console_messages == []


def wait_for_height(page, frame):
    """Wait until the frame has the height of its content, and return it."""
    height = frame.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
    height = min(max(height, 200), 1000)
    page.wait_for_function("height => document.querySelector('iframe').height === `${height}`", arg=height)
    return height


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/search?topic=gun-violence&format=podcast", "Gun violence · Podcast"),
        ("/resources/guide", "Body-worn cameras in small towns"),
        ("/es/toolkits/cameras", web_catalog.TOOLKIT["title"]),
    ],
)
def test_the_list_replaces_the_blockquote_and_has_its_height(page, post, path, title):
    frame = post(path)
    assert frame.get_by_role("heading", level=1).text_content().strip() == title
    assert wait_for_height(page, frame) >= 200
    assert page.locator("blockquote").is_hidden()
    assert page.locator("iframe").is_visible()


def test_the_list_has_its_style_in_the_sandbox(post):
    frame = post("/resources/guide")
    assert frame.locator("main").evaluate("main => getComputedStyle(main).borderRadius") == "8px"


def test_every_message_has_the_secret(page, post):
    post("/search?topic=gun-violence")
    assert {message["secret"] for message in page.evaluate("received")} == {wordpress.FRAME_KEY}


def test_a_narrower_frame_reports_another_height(page, post):
    frame = post("/search?topic=gun-violence")
    wait_for_height(page, frame)
    heights = page.evaluate("received.length")
    page.locator("iframe").evaluate("frame => { frame.width = 300; }")
    page.wait_for_function("count => received.length > count", arg=heights)
    wait_for_height(page, frame)


def test_a_link_arrives_as_a_message_and_wordpress_opens_it(page, post, site_url):
    frame = post("/toolkits/cameras")
    page.evaluate(
        "addEventListener('beforeunload', () => localStorage.setItem('last', JSON.stringify(received.at(-1))))"
    )
    frame.get_by_role("link", name="Body-worn cameras in small towns").click()
    page.wait_for_url(f"{site_url}/resources/guide")
    page.go_back()
    last = page.evaluate("JSON.parse(localStorage.getItem('last'))")
    assert last == {"message": "link", "value": f"{site_url}/resources/guide", "secret": wordpress.FRAME_KEY}


def test_the_link_to_everything_arrives_too(page, post, site_url):
    post("/search?topic=gun-violence").get_by_role("link", name="See all 13 resources").press("Enter")
    page.wait_for_url(f"{site_url}/search?topic=gun-violence")
