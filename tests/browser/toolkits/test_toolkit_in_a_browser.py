"""The toolkit in a browser: from a hit to a link, with scripts and without, by keyboard, and on a phone."""

import json
import re

import pytest
from playwright.sync_api import expect

from accessibility import faults
from browser_waits import wait_until

pytestmark = pytest.mark.xdist_group("browser")

GUIDE = "Body-worn cameras in small towns"
TALK = "License plate readers for violence reduction"


@pytest.fixture(autouse=True)
def complaints(request):
    """Whatever the browser complains of fails the test."""
    if "page" not in request.fixturenames:
        yield
        return
    found = []
    page = request.getfixturevalue("page")
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield
    assert [each for each in found if "status of 400" not in each] == []


@pytest.fixture
def plain(new_context):
    """A page of a browser without scripts."""
    return new_context(java_script_enabled=False).new_page()


def adder(page, title, words="Add to toolkit"):
    return page.get_by_role("button", name=f"{words} : {title}").or_(
        page.get_by_role("button", name=f"{words}: {title}")
    )


def titles(page):
    return page.locator(".toolkit-items .card-title")


def gather(page, *records):
    """Have a toolkit with these records on the device."""
    page.goto("/toolkit")
    draft = {"sections": [{"items": [{"record": each} for each in records]}]}
    page.evaluate("draft => localStorage.setItem('toolkit', draft)", json.dumps(draft))
    page.reload()
    expect(titles(page)).to_have_count(len(records))


def test_adding_from_a_hit_is_shown_counted_and_announced_without_a_request(page):
    page.goto("/search?q=cameras")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/static/" not in request.url else None)
    adder(page, GUIDE).click()
    button = adder(page, GUIDE, "In toolkit")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.get_by_role("link", name="Toolkit (1)")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Added to your toolkit. It has 1 now.")
    expect(page.locator(".card-in-toolkit")).to_have_count(1)
    button.click()
    expect(adder(page, GUIDE)).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit")
    assert page.evaluate("localStorage.length") == 0
    assert asked == []


@pytest.mark.parametrize("kept", ["{", "null", "[]", '{"sections":[null,5,{"items":5},{"items":[null]}]}'])
def test_a_toolkit_on_the_device_that_somebody_spoiled_breaks_no_page(page, kept):
    page.goto("/resources/guide")
    page.evaluate("draft => localStorage.setItem('toolkit', draft)", kept)
    page.reload()
    adder(page, GUIDE).click()
    expect(adder(page, GUIDE, "In toolkit")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Added to your toolkit.")


def test_what_was_added_shows_on_every_page_and_after_results_are_changed_in_place(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    gather(page, "guide")
    for address in ("/resources/guide", "/topics/technology"):
        page.goto(address)
        expect(adder(page, GUIDE, "In toolkit")).to_be_visible()
    page.goto("/search")
    page.get_by_role("checkbox", name=re.compile("^Technology")).check()
    expect(page).to_have_url(re.compile("topic=technology"))
    expect(adder(page, GUIDE, "In toolkit")).to_be_visible()
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit (1)")


def test_a_hundredth_and_first_is_refused_with_the_limit(page):
    gather(page, *(f"gone-{number}" for number in range(100)))
    page.goto("/resources/guide")
    adder(page, GUIDE).click()
    expect(page.locator("#status")).to_contain_text("at most 100 resources")
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit (100)")


def test_the_whole_way_by_keyboard_leaves_nothing_on_the_server_before_sharing(page, context, tmp_path, serve_catalog):
    with serve_catalog(tmp_path) as site:
        page.goto(f"{site}/search?q=cameras")
        adder(page, GUIDE).focus()
        page.keyboard.press("Enter")
        page.goto(f"{site}/resources/talk")
        adder(page, TALK).focus()
        page.keyboard.press("Space")
        page.get_by_role("link", name="Toolkit (2)").focus()
        page.keyboard.press("Enter")
        expect(titles(page)).to_have_text([GUIDE, TALK])

        up = page.get_by_role("button", name=f"Up : {TALK}")
        up.focus()
        page.keyboard.press("Enter")
        expect(titles(page)).to_have_text([TALK, GUIDE])
        expect(up).to_be_focused()
        expect(page.locator("#status")).to_have_text("Moved up.")

        page.get_by_role("textbox", name=f"Your note : {GUIDE}").focus()
        page.keyboard.type("Read page 12")
        page.get_by_role("textbox", name="Title", exact=True).focus()
        page.keyboard.type("For the mayor")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text("Saved.")
        page.reload()
        expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("For the mayor")
        expect(page.get_by_role("textbox", name=f"Your note : {GUIDE}")).to_have_value("Read page 12")

        assert context.cookies() == []
        assert not list((tmp_path / "data").glob("toolkits.sqlite*"))
        page.get_by_role("button", name="Make a link").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/t/[\w-]{22}#share-link$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("For the mayor")
        expect(page.get_by_text("Read page 12")).to_be_visible()
        assert context.cookies() == []


def test_sections_are_made_and_resources_moved_into_them(page):
    gather(page, "guide", "talk")
    page.get_by_role("textbox", name="New section").fill("Later")
    page.get_by_role("button", name="Add section").click()
    section = page.get_by_role("region", name="Later")
    page.get_by_role("combobox", name=f"Section: {GUIDE}").select_option("Later")
    page.get_by_role("button", name=f"Move : {GUIDE}", exact=True).click()
    expect(section.locator(".card-title")).to_have_text([GUIDE])
    page.get_by_role("button", name="Remove section : Later").click()
    expect(titles(page)).to_have_text([TALK, GUIDE])


def test_whoever_removes_a_resource_stays_beside_where_it_was(page):
    gather(page, "guide", "talk", "questions")
    page.get_by_role("button", name=f"Remove : {GUIDE}", exact=True).press("Enter")
    expect(page.locator("#item-talk")).to_be_focused()
    page.locator("#remove-questions").press("Enter")
    expect(page.locator("#item-talk")).to_be_focused()
    page.locator("#remove-talk").press("Enter")
    expect(page.locator("#toolkit")).to_be_focused()


def test_what_is_refused_is_told_at_its_field_and_stays_typed(page):
    gather(page, "guide")
    note = page.get_by_role("textbox", name=f"Your note : {GUIDE}")
    note.fill("x" * 1001)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alert")).to_contain_text("At most 1,000 characters; this has 1,001.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(note).to_have_value("x" * 1001)
    expect(note).to_have_attribute("aria-invalid", "true")


def test_a_note_is_kept_as_soon_as_its_field_is_left(page):
    gather(page, "guide", "talk")
    with page.expect_response("**/toolkit"):
        page.get_by_label(f"Your note: {GUIDE}").fill("Read this first.")
        page.get_by_label("Title", exact=True).focus()
    wait_until(page, "localStorage.getItem('toolkit').includes('Read this first.')")
    page.goto("/search")
    page.goto("/toolkit")
    expect(page.get_by_label(f"Your note: {GUIDE}")).to_have_value("Read this first.")


def test_a_note_that_is_too_long_is_not_kept_and_waits_to_be_mended(page):
    gather(page, "guide")
    with page.expect_response("**/toolkit") as answer:
        page.get_by_label(f"Your note: {GUIDE}").fill("x" * 1001)
        page.get_by_label("Title", exact=True).focus()
    assert answer.value.status == 400
    assert "xxx" not in page.evaluate("localStorage.getItem('toolkit')")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#errors")).to_be_focused()


def test_starting_over_empties_the_device(page):
    gather(page, "guide")
    page.get_by_text("Start over").click()
    page.get_by_role("button", name="Remove everything").click()
    expect(page.get_by_text("Your toolkit is empty.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_copy_of_a_shared_toolkit_comes_to_the_device(page, new_context, context):
    gather(page, "guide")
    page.get_by_role("button", name="Make a link").click()
    expect(page).to_have_url(re.compile("/t/"))
    other = new_context().new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Copy and edit").click()
    expect(other).to_have_url(re.compile("/toolkit$"))
    expect(titles(other)).to_have_text([GUIDE])
    other.reload()
    expect(titles(other)).to_have_text([GUIDE])
    assert other.context.cookies() == context.cookies() == []


def test_whoever_has_a_toolkit_is_asked_before_a_copy(page):
    gather(page, "guide")
    page.get_by_role("button", name="Make a link").click()
    expect(page).to_have_url(re.compile("/t/"))
    link = page.url
    gather(page, "talk")
    page.goto(link)
    page.get_by_role("button", name="Copy and edit").click()
    page.get_by_role("button", name="Keep it and add the copy at the end").click()
    expect(titles(page)).to_have_text([TALK, GUIDE])
    expect(page.locator("#toolkit-link")).to_have_text("Toolkit (2)")


def test_a_toolkit_of_a_browser_without_scripts_moves_to_the_device_when_there_are_some(plain, new_context):
    plain.goto("/resources/guide")
    adder(plain, GUIDE).click()
    page = new_context(storage_state=plain.context.storage_state()).new_page()
    page.goto("/toolkit")
    expect(page.get_by_text("Stored only in this browser")).to_be_visible()
    expect(titles(page)).to_have_text([GUIDE])
    assert page.context.cookies() == []


def test_where_the_browser_keeps_nothing_the_plain_way_goes_on(new_context):
    page = new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    page.goto("/resources/guide")
    adder(page, GUIDE).click()
    expect(page).to_have_url(re.compile("/toolkit#item-guide$"))
    expect(titles(page)).to_have_text([GUIDE])


def test_the_whole_way_without_scripts(plain):
    plain.goto("/search?q=cameras")
    adder(plain, GUIDE).click()
    expect(plain).to_have_url(re.compile("/toolkit#item-guide$"))
    plain.get_by_role("link", name="Find more resources").click()
    plain.goto("/resources/talk")
    adder(plain, TALK).click()
    plain.get_by_role("textbox", name=f"Your note : {GUIDE}").fill("Read page 12")
    plain.get_by_role("button", name=f"Up : {TALK}").click()
    expect(titles(plain)).to_have_text([TALK, GUIDE])
    plain.get_by_role("textbox", name="Title", exact=True).fill("For the mayor")
    plain.get_by_role("button", name="Make a link").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("For the mayor")
    expect(plain.get_by_text("Read page 12")).to_be_visible()
    expect(plain.get_by_role("button", name="Copy the link")).to_be_hidden()


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("state", ["full", "refused", "shared", "copied"])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(page, state, language):
    gather(page, "guide", "long", "hostile", "vecinos", "gone")
    page.get_by_role("textbox", name="New section").fill("Later")
    page.get_by_role("button", name="Add section").click()
    expect(page.get_by_role("region", name="Later")).to_be_visible()
    page.goto(f"{language}/toolkit")
    expect(titles(page)).to_have_count(5)
    if state == "refused":
        page.locator("#title").fill("x" * 300)
        page.locator("#save").click()
        expect(page.get_by_role("alert")).to_be_visible()
    if state in ("shared", "copied"):
        page.locator("#share").click()
        expect(page).to_have_url(re.compile(f"{language}/t/"))
    if state == "copied":
        page.locator("#copy").click()
        expect(page.locator("[name=how]").first).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_the_builder_proposes_comes_to_the_device(page):
    page.goto("/toolkit/build?topic=gun-violence")
    why = page.locator(".recommendation .recommendation-reasons").first.locator("li").first.text_content()
    page.get_by_role("button", name="Add these to my toolkit").click()
    expect(page).to_have_url(re.compile("/toolkit$"))
    expect(page.get_by_text("Stored only in this browser")).to_be_visible()
    count = titles(page).count()
    assert count
    assert page.get_by_label("Section title").first.input_value()
    expect(page.get_by_label(re.compile("^Your note")).first).to_have_value(re.compile(f"^{re.escape(why)}"))
    page.reload()
    expect(titles(page)).to_have_count(count)
    assert page.context.cookies() == []


def test_a_toolkit_on_the_device_is_taken_along_with_what_was_just_typed(page):
    gather(page, "guide")
    page.get_by_role("textbox", name="Title", exact=True).fill("For the mayor")
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    held = json.loads(download.value.path().read_text("utf-8"))
    assert held["toolkit"]["title"] == "For the mayor"
    assert page.context.cookies() == []
