"""The page for iframes on a page of another origin: its height, its links, and what cannot be framed."""

from urllib.parse import urlencode

import pytest
from werkzeug import Request, Response

pytestmark = pytest.mark.xdist_group("browser")

SANDBOX = (
    "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
GROWN = "height => document.querySelector('iframe').clientHeight > height + 150"
AS_BEFORE = "height => document.querySelector('iframe').clientHeight === height"
IS_SET = "document.querySelector('iframe').style.height > ''"


@pytest.fixture(scope="module")
def other_site(serve_app):
    """The URL of a page on another origin. Its parameter `body` is its content; it may load what it needs for that."""

    @Request.application
    def app(request):
        return Response(f"<!doctype html><title>Host</title>{request.args['body']}", mimetype="text/html")

    with serve_app(app) as url:
        yield url


@pytest.fixture
def embed(page, base_url, other_site):
    """A function that opens a host page with a frame; it returns the frame's content."""

    def open_host(path, *, script=True, before="", context=page):
        frame = f'<iframe src="{base_url}{path}" title="Frame" width="100%" height="160" sandbox="{SANDBOX}"></iframe>'
        loader = f'<script src="{base_url}/embed/1.0.0/clearinghouse-frame.js" crossorigin="anonymous" defer></script>'
        query = {"body": before + frame + (loader if script else "")}
        context.goto(f"{other_site}/?{urlencode(query)}")
        return context.frame_locator("iframe")

    return open_host


def content_height(frame):
    """Return the height of a frame's content, with its borders around it."""
    return frame.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")


def frame_height(page):
    return page.locator("iframe").evaluate("frame => frame.clientHeight")


def test_the_frame_gets_the_height_of_a_list(page, embed, console_messages):
    frame = embed("/embed/frame?mode=list&topic=gun-violence")
    frame.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(IS_SET)
    height = content_height(frame)
    assert height > 300
    page.wait_for_function("height => document.querySelector('iframe').style.height === `${height}px`", arg=height)
    assert console_messages == []


def test_a_frame_that_was_there_before_the_script_gets_its_height_too(page, embed, base_url):
    frame = embed("/embed/frame?mode=list&topic=gun-violence", script=False)
    frame.get_by_role("heading", level=1).wait_for()
    assert not page.locator("iframe").evaluate("frame => frame.style.height")
    page.add_script_tag(url=f"{base_url}/embed/1.0.0/clearinghouse-frame.js")
    page.wait_for_function(IS_SET)


def test_the_frame_grows_while_suggestions_are_open(page, embed, console_messages):
    frame = embed("/embed/frame")
    box = frame.get_by_role("combobox")
    box.wait_for()
    page.wait_for_function(IS_SET)
    closed = frame_height(page)
    box.press_sequentially("shooting")
    frame.get_by_role("option").first.wait_for()
    page.wait_for_function(GROWN, arg=closed)
    last = frame.get_by_role("option").last.bounding_box()
    frame_box = page.locator("iframe").bounding_box()
    assert last["y"] + last["height"] <= frame_box["y"] + frame_box["height"]
    box.press("Escape")
    page.wait_for_function(AS_BEFORE, arg=closed)
    assert console_messages == []


def test_results_appear_in_the_frame(page, embed, console_messages):
    frame = embed("/embed/frame?mode=results&limit=3")
    frame.get_by_role("combobox").fill("shooting review")
    frame.get_by_role("combobox").press("Enter")
    frame.get_by_text("Shooting review, part").nth(2).wait_for()
    page.wait_for_function("document.querySelector('iframe').clientHeight > 400")
    assert console_messages == []


def test_a_search_in_the_frame_opens_instead_of_the_host_page(page, embed, base_url):
    frame = embed("/embed/frame?topic=gun-violence")
    frame.get_by_role("combobox").fill("shooting")
    frame.get_by_role("combobox").press("Enter")
    page.wait_for_url(f"{base_url}/search?q=shooting&topic=gun-violence")


def test_a_link_of_a_list_opens_instead_of_the_host_page(page, embed, base_url):
    frame = embed("/embed/frame?mode=list&resource=guide")
    frame.get_by_role("link", name="Body-worn cameras in small towns").click()
    page.wait_for_url(f"{base_url}/resources/guide")


def test_the_script_ignores_the_messages_of_other_frames(page, embed):
    attack = "parent.postMessage({ message: 'height', value: 4000 }, '*')"
    frame = embed(
        "/embed/frame?mode=list&resource=guide", before=f'<iframe srcdoc="<script>{attack}</script>"></iframe>'
    )
    page.frame_locator("iframe >> nth=1").locator("h1").wait_for()
    page.wait_for_function("document.querySelectorAll('iframe')[1].style.height > ''")
    assert page.locator("iframe").first.evaluate("frame => frame.style.height") == ""
    assert page.locator("iframe").nth(1).evaluate("frame => frame.clientHeight") < 1000
    assert frame


@pytest.mark.parametrize(("value", "height"), [("1e9", "5000px"), ("1", "60px"), ("'x'", ""), ("-5", ""), ("null", "")])
def test_the_height_that_a_frame_asks_for_is_limited(page, embed, base_url, value, height):
    embed("/embed/frame.css", script=False)
    page.add_script_tag(url=f"{base_url}/embed/1.0.0/clearinghouse-frame.js")
    page.evaluate(
        f"""() => {{
          const {{ contentWindow: source }} = document.querySelector("iframe");
          dispatchEvent(new MessageEvent("message", {{ source, data: {{ message: "height", value: {value} }} }}));
        }}"""
    )
    assert page.locator("iframe").evaluate("frame => frame.style.height") == height


def test_a_list_works_without_scripts(page_without_scripts, embed):
    frame = embed("/embed/frame?mode=list&topic=gun-violence", context=page_without_scripts)
    frame.get_by_role("link", name="Shooting review, part 12").wait_for()


def test_a_search_works_without_scripts(page_without_scripts, embed, base_url):
    frame = embed("/es/embed/frame?topic=gun-violence", context=page_without_scripts)
    frame.get_by_role("textbox").fill("shooting")
    frame.get_by_role("button", name="Buscar").click()
    page_without_scripts.wait_for_url(f"{base_url}/es/search?q=shooting&topic=gun-violence")


@pytest.mark.parametrize("path", ["/", "/search", "/es/search", "/resources/guide", "/embed/frames"])
def test_no_other_page_can_be_framed(embed, console_messages, path):
    embed(path)
    assert any("frame-ancestors 'none'" in message for message in console_messages)
