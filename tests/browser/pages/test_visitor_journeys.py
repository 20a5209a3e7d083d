"""Whole visits: search, filter, open a PDF at its page, build a toolkit with a note, share it and download it."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.xdist_group("browser")

GUIDE = "Body-worn cameras in small towns"
GUIDE_PAGE = "/documents/guide/guide.pdf#page=2"
NOTE = "Page 2 is the one for us."
MAX_TAB_PRESSES = 150
"""Presses of the Tab key after which a control counts as out of reach."""


@pytest.fixture
def requested_hosts(context):
    """The hosts that the browser has sent requests to. Requests of its own PDF viewer do not count."""
    hosts = set()

    def add_host(request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https"):
            hosts.add(parts.netloc)

    context.on("request", add_host)
    return hosts


def tab_to(page, control):
    """Press Tab until the control has the focus, and check that it is in view."""
    for _ in range(MAX_TAB_PRESSES):
        page.keyboard.press("Tab")
        if control.evaluate("element => element === document.activeElement"):
            box, viewport = control.bounding_box(), page.viewport_size
            assert -1 <= box["y"] <= viewport["height"]
            return
    pytest.fail(f"{control} cannot be reached by the Tab key")


def test_a_visit_by_keyboard_only(page, requested_hosts):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("retention policy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=retention+policy")

    tab_to(page, page.locator("#filters").get_by_label("Technology"))
    page.keyboard.press("Space")
    page.wait_for_url("**/search?q=retention+policy&topic=technology")
    tab_to(page, page.locator(f"a[href$='{GUIDE_PAGE}']").first)
    with page.context.expect_event("request", lambda request: request.url.endswith("/guide.pdf")):
        page.keyboard.press("Control+Enter")  # in a new tab, so that the results stay

    tab_to(page, page.get_by_role("button", name=f"Add to toolkit : {GUIDE}"))
    page.keyboard.press("Space")
    toolkit_link = page.get_by_role("link", name="Toolkit (1)")
    expect(toolkit_link).to_be_visible()
    tab_to(page, toolkit_link)  # past the end of the page and from its start
    page.keyboard.press("Enter")
    page.wait_for_url("**/toolkit")

    tab_to(page, page.get_by_role("textbox", name=f"Your note : {GUIDE}"))
    page.keyboard.type(NOTE)
    tab_to(page, page.get_by_role("button", name="Make a link"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/t/[\w-]{22}#share-link$"))
    expect(page.get_by_text(NOTE)).to_be_visible()

    tab_to(page, page.get_by_role("link", name="PDF", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = "".join(pdf_page.extract_text() for pdf_page in PdfReader(download.value.path()).pages)
    assert GUIDE in text
    assert NOTE in text
    assert requested_hosts == {urlsplit(page.url).netloc}


@pytest.mark.parametrize(("scripts", "width"), [(False, 1280), (True, 360), (False, 360)])
def test_a_visit_with_and_without_scripts_and_on_a_phone(new_context, base_url, scripts, width):
    context = new_context(java_script_enabled=scripts, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto("/")
    page.get_by_role("combobox" if scripts else "textbox", name="Search resources").fill("retention policy")
    page.get_by_role("button", name="Search", exact=True).click()
    if width < 900:
        page.locator("#filters-summary").click()
    page.locator("#filters").get_by_label("Technology").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url(re.compile(r"topic=technology"))
    assert page.locator(f"a[href$='{GUIDE_PAGE}']").first.is_visible()
    response = context.request.get(f"{base_url}{GUIDE_PAGE.partition('#')[0]}")
    assert (response.status, response.headers["content-type"]) == (200, "application/pdf")

    page.get_by_role("link", name=GUIDE, exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Passages with “retention policy”")).to_be_visible()
    page.get_by_role("button", name=re.compile("Add to toolkit")).click()
    if scripts:  # without scripts, the toolkit is open already
        page.get_by_role("link", name="Toolkit (1)").click()
    page.get_by_label(re.compile("Your note")).fill(NOTE)
    page.get_by_role("button", name="Make a link").click()
    page.wait_for_url(re.compile(r"/t/[\w-]{22}#share-link$"))
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    paragraphs = Document(BytesIO(download.value.path().read_bytes())).paragraphs
    assert any(NOTE in paragraph.text for paragraph in paragraphs)
    assert len(context.cookies()) == (0 if scripts else 1)
