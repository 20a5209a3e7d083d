"""The whole way of a visitor: find, narrow, open a PDF at its page, gather, note, share, take along."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.xdist_group("browser")

GUIDE = "Body-worn cameras in small towns"
PLACE = "/documents/guide/guide.pdf#page=2"
STEPS = 150
"""Presses of the Tab key after which a control counts as out of reach."""


@pytest.fixture
def asked(context):
    """The hosts that the browser asked for something, its own PDF viewer aside."""
    found = set()

    def note(request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https"):
            found.add(parts.netloc)

    context.on("request", note)
    return found


def tab_to(page, control):
    """Press Tab until the control has the focus; where it is must be seen."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if control.evaluate("element => element === document.activeElement"):
            box, size = control.bounding_box(), page.viewport_size
            assert -1 <= box["y"] <= size["height"]
            return
    pytest.fail(f"{control} cannot be reached by the Tab key")


def test_by_keyboard_alone(page, asked):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("retention policy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=retention+policy")

    tab_to(page, page.locator("#filters").get_by_label("Technology"))
    page.keyboard.press("Space")
    page.wait_for_url("**/search?q=retention+policy&topic=technology")
    place = page.locator(f"a[href$='{PLACE}']").first
    tab_to(page, place)
    with page.context.expect_event("request", lambda request: request.url.endswith("/guide.pdf")):
        page.keyboard.press("Control+Enter")  # in a tab of its own, so that the results stay

    tab_to(page, page.get_by_role("button", name=f"Add to toolkit : {GUIDE}"))
    page.keyboard.press("Space")
    toolkit = page.get_by_role("link", name="Toolkit (1)")
    expect(toolkit).to_be_visible()
    tab_to(page, toolkit)  # through the rest of the page and around
    page.keyboard.press("Enter")
    page.wait_for_url("**/toolkit")

    tab_to(page, page.get_by_role("textbox", name=f"Your note : {GUIDE}"))
    page.keyboard.type("Page 2 is the one for us.")
    tab_to(page, page.get_by_role("button", name="Make a link"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/t/[\w-]{22}#share-link$"))
    expect(page.get_by_text("Page 2 is the one for us.")).to_be_visible()

    tab_to(page, page.get_by_role("link", name="PDF", exact=True))
    with page.expect_download() as file:
        page.keyboard.press("Enter")
    text = "".join(part.extract_text() for part in PdfReader(file.value.path()).pages)
    assert GUIDE in text
    assert "Page 2 is the one for us." in text
    assert asked == {urlsplit(page.url).netloc}


@pytest.mark.parametrize(("scripts", "width"), [(False, 1280), (True, 360), (False, 360)])
def test_by_hand_with_and_without_scripts_and_on_a_phone(new_context, base_url, scripts, width):
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
    assert page.locator(f"a[href$='{PLACE}']").first.is_visible()
    file = context.request.get(f"{base_url}{PLACE.partition('#')[0]}")
    assert (file.status, file.headers["content-type"]) == (200, "application/pdf")

    page.get_by_role("link", name=GUIDE, exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Passages with “retention policy”")).to_be_visible()
    page.get_by_role("button", name=re.compile("Add to toolkit")).click()
    page.get_by_role("link", name=re.compile(r"^Toolkit( \(1\))?$")).click()
    page.get_by_label(re.compile("Your note")).fill("Page 2 is the one for us.")
    page.get_by_role("button", name="Make a link").click()
    page.wait_for_url(re.compile(r"/t/[\w-]{22}#share-link$"))
    expect(page.get_by_text("Page 2 is the one for us.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    words = [part.text for part in Document(BytesIO(download.value.path().read_bytes())).paragraphs]
    assert any("Page 2 is the one for us." in each for each in words)
    assert len(context.cookies()) == (0 if scripts else 1)
