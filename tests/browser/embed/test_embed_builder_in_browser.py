"""The embed builder in a browser: preview and code follow the form, which works by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from accessibility import axe_violations, load_lists

pytestmark = pytest.mark.xdist_group("browser")

RATIO = "Main color on the background, in light mode: 6.7 to 1."
COUNT_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def code(page):
    return page.get_by_label("Widget (recommended)", exact=True)


def previews(page):
    return page.locator("#embed-grounds clearinghouse-search")


@pytest.fixture
def builder(wide_page):
    """The page, with a mark that a reload would remove."""
    wide_page.goto("/embed")
    wide_page.evaluate("window.mark = 1")
    return wide_page


def test_preview_code_and_url_follow_the_form_without_reloading(builder):
    builder.get_by_role("radio", name="Search box with results").check()
    expect(code(builder)).to_have_value(re.compile('mode="results"'))
    builder.locator("#facet-topic > summary").click()
    box = builder.get_by_role("checkbox", name="Technology")
    box.check()
    expect(code(builder)).to_have_value(re.compile('topic="technology"'))
    expect(box).to_be_focused()
    expect(builder.locator("#status")).to_have_text("The preview and the code are up to date.")
    expect(builder).to_have_url(re.compile(r"/embed\?mode=results&topic=technology$"))
    for number in range(2):
        expect(previews(builder).nth(number)).to_have_attribute("topic", "technology")
    assert builder.evaluate("window.mark") == 1


def test_the_preview_is_the_widget_itself(builder):
    preview = previews(builder).first.get_by_role("combobox")
    preview.press_sequentially("retention", delay=20)
    expect(previews(builder).first.get_by_role("option").first).to_be_visible()


def test_colors_reach_both_previews_and_the_contrast(builder):
    builder.get_by_label("Main color", exact=True).fill("#005ea2")
    builder.keyboard.press("Tab")
    expect(code(builder)).to_have_value(re.compile("--clearinghouse-primary: #005ea2;"))
    expect(builder.locator(".embed-contrast")).to_contain_text(RATIO)
    color = "widgets => widgets.map((widget) => widget.style.getPropertyValue('--clearinghouse-primary'))"
    assert previews(builder).evaluate_all(color) == ["#005ea2", "#005ea2"]
    builder.get_by_label("Main color", exact=True).fill("")
    builder.keyboard.press("Tab")
    expect(builder.locator(".embed-contrast")).to_have_count(0)
    assert previews(builder).evaluate_all(color) == ["", ""]


def test_a_picked_color_is_written_into_its_field(builder):
    builder.get_by_label("Pick a color: Main color").fill("#b50909")
    expect(builder.get_by_label("Main color", exact=True)).to_have_value("#b50909")
    expect(code(builder)).to_have_value(re.compile("#b50909"))


def test_a_refused_value_is_marked_until_it_is_corrected(builder):
    field = builder.get_by_label("Main color", exact=True)
    field.fill("red")
    builder.keyboard.press("Tab")
    expect(builder.get_by_text("Enter a color as six digits such as 005ea2, not 'red'.")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Enter a color"))
    expect(code(builder)).to_be_hidden()
    expect(builder.get_by_text("Correct the marked fields to see the code.")).to_be_visible()
    field.fill("005ea2")
    builder.keyboard.press("Tab")
    expect(code(builder)).to_be_visible()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(builder.locator(".field-error")).to_have_count(0)


def test_the_code_is_hidden_while_the_site_cannot_be_reached(builder):
    builder.route("**/embed?*", lambda route: route.abort())
    builder.get_by_role("radio", name="List of resources").check()
    expect(builder.locator("#embed-failed")).to_be_visible()
    expect(code(builder)).to_be_hidden()
    builder.unroute("**/embed?*")
    builder.get_by_role("button", name="Show the code").click()
    expect(code(builder)).to_have_value(re.compile('mode="list"'))


def test_the_code_is_copied(builder, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    builder.get_by_role("button", name="Copy Widget (recommended)").click()
    expect(builder.locator("#status")).to_have_text("The code is copied.")
    assert builder.evaluate("navigator.clipboard.readText()") == code(builder).input_value()


def test_what_is_open_stays_open_when_the_code_changes(builder):
    builder.locator("#way-code-frame > summary").click()
    builder.locator("#way-code-element > summary").click()
    builder.get_by_role("radio", name="List of resources").check()
    expect(builder.locator("#code-frame")).to_have_value(re.compile("mode=list"))
    expect(builder.locator("#code-frame")).to_be_visible()
    expect(code(builder)).to_be_hidden()


def test_the_page_can_be_used_by_keyboard_only(builder):
    builder.get_by_role("radio", name="Search box", exact=True).or_(builder.locator("[value=suggest]")).first.focus()
    builder.keyboard.press("ArrowDown")
    expect(builder.get_by_role("radio", name="Search box with results")).to_be_checked()
    builder.get_by_label("Only resources with these words").focus()
    builder.keyboard.type("drones")
    builder.keyboard.press("Enter")
    expect(builder.locator("#code")).to_be_focused()
    expect(code(builder)).to_have_value(re.compile('mode="results".*query="drones"', re.DOTALL))
    assert builder.evaluate("window.mark") == 1


def test_a_featured_toolkit_is_only_offered_for_a_list(builder):
    expect(builder.get_by_label("Featured toolkit")).to_be_hidden()
    builder.get_by_role("radio", name="List of resources").check()
    builder.get_by_label("Featured toolkit").select_option("cameras")
    expect(code(builder)).to_have_value(re.compile('toolkit="cameras"'))
    expect(previews(builder).first.get_by_role("link", name="Body-worn cameras in small towns")).to_be_visible()


def test_nothing_moves_by_itself_and_nothing_is_reported_or_stored(
    wide_page, base_url, requested_urls, console_messages
):
    wide_page.add_init_script(COUNT_SHIFTS)
    wide_page.goto("/embed?primary=005ea2&topic=technology")
    wide_page.get_by_label("Label", exact=True).press_sequentially("Find help", delay=20)
    expect(code(wide_page)).to_have_value(re.compile('label="Find help"'))
    expect(previews(wide_page).first.get_by_role("combobox", name="Find help")).to_be_visible()
    assert wide_page.evaluate("window.shifts") < 0.001
    assert console_messages == []
    assert [url for url in requested_urls if not url.startswith(base_url)] == []
    assert wide_page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_it_works_without_javascript(page_without_scripts):
    page = page_without_scripts
    page.goto("/embed")
    page.get_by_role("radio", name="List of resources").check()
    page.get_by_label("Featured toolkit").select_option("cameras")
    page.get_by_role("button", name="Show the code").click()
    expect(code(page)).to_have_value(re.compile('toolkit="cameras"'))
    expect(page.locator(".embed-ground:visible")).to_have_count(1)
    expect(page.get_by_role("button", name="Copy Widget (recommended)")).to_be_hidden()


def test_the_page_with_everything_open_has_no_axe_violations(page):
    page.goto("/embed?mode=list&toolkit=cameras&primary=005ea2&bg=ffffff&color=1b1b1b")
    page.evaluate("document.querySelectorAll('#main details').forEach((details) => (details.open = true))")
    load_lists(page)
    assert axe_violations(page) == []
