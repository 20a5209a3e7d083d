"""The widget and the page around it: its size, its room before the script arrives, and what frameworks do to it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from host_site import HOSTILE_STYLES, host_page, strict_policy
from widget_codes import widget_code
from widget_visit import layout_shifts, new_visit, open_list, part, show_results, stored_keys, type_text

pytestmark = pytest.mark.xdist_group("browser")

LOOKS = """() => {
  const names = "color fontSize lineHeight letterSpacing textTransform display float animationName".split(" ");
  return ["input", "button", "label"].map((part) => {
    const node = document.querySelector("clearinghouse-search").shadowRoot.querySelector(`[part~=${part}]`);
    const styles = Object.fromEntries(names.map((name) => [name, getComputedStyle(node)[name]]));
    return { part, width: node.offsetWidth, height: node.offsetHeight, ...styles };
  });
}"""
PAGES = {
    "plain": ({}, {}),
    "Spanish": ({"lang": "es"}, {}),
    "right to left": ({"direction": "rtl"}, {}),
    "360 px": ({}, {"viewport": {"width": 360, "height": 740}}),
}


def looks(open_page, catalog_url, style):
    """Return the sizes and text styles of the widget's box, button and label on a page with a stylesheet."""
    page, _ = open_page(host_page(widget_code(catalog_url), style=style))
    part(page, "input").wait_for()
    return page.evaluate(LOOKS)


@pytest.mark.parametrize("name", HOSTILE_STYLES)
def test_no_stylesheet_of_the_page_changes_the_size_or_the_text_of_the_box(open_page, catalog_url, name):
    plain = looks(open_page, catalog_url, "body { margin: 0 }")
    assert looks(open_page, catalog_url, f"body {{ margin: 0 }} {HOSTILE_STYLES[name]}") == plain


def test_text_twice_as_large_makes_the_box_larger(open_page, catalog_url):
    page, _ = open_page(host_page(widget_code(catalog_url)))
    part(page, "input").wait_for()
    before = page.evaluate(LOOKS)
    fonts = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", fonts)
    after = page.evaluate(LOOKS)
    assert [item["fontSize"] for item in before] == ["16px"] * 3
    assert [item["fontSize"] for item in after] == ["32px"] * 3
    assert all(new["height"] > old["height"] for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("mode", ["suggest", "results"])
@pytest.mark.parametrize("name", PAGES)
def test_a_late_script_does_not_move_the_page(browser, add_page, faulty_url, name, mode):
    options, browser_options = PAGES[name]
    code = widget_code(f"{faulty_url}/slow-script", mode, lang=options.get("lang", "en"))
    page, _ = new_visit(browser, **browser_options)
    page.goto(add_page(host_page(code, code, **options)))
    expect(part(page, "input")).to_have_count(2)
    assert layout_shifts(page, after_input=True) == []
    page.context.close()


def test_the_list_of_suggestions_moves_nothing(open_page, catalog_url):
    page, _ = open_page(host_page(widget_code(catalog_url)))
    open_list(page)
    page.keyboard.press("Escape")
    assert layout_shifts(page, after_input=True) == []


def test_nothing_of_the_page_cuts_off_or_covers_the_list(open_page, catalog_url):
    style = "section { overflow: hidden; height: 140px } section, p { position: relative; z-index: 0 } p { z-index: 9 }"
    page, _ = open_page(host_page(widget_code(catalog_url), "", style=style))
    open_list(page)
    last = part(page, "option").last
    box = last.bounding_box()
    hit = "([x, y]) => document.elementFromPoint(x, y).localName"
    assert page.evaluate(hit, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]) == "clearinghouse-search"


def test_without_scripts_the_form_inside_searches_and_nothing_is_asked_or_stored(browser, add_page, catalog_url):
    page, notes = new_visit(browser, java_script_enabled=False)
    page.goto(add_page(host_page(widget_code(catalog_url)), strict_policy(catalog_url)))
    assert [url for url in notes.requests if url.startswith(catalog_url)] == []
    page.get_by_role("textbox", name="Search public safety resources").fill("shoot")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{catalog_url}/search?q=shoot")
    page.context.close()


# What frameworks do


def test_a_widget_that_is_moved_keeps_its_text_and_answers_each_key_once(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url), "<div id=elsewhere></div>"))
    type_text(page, "sho")
    page.evaluate("""() => {
      const widget = document.querySelector("clearinghouse-search");
      const place = widget.parentNode;
      for (let time = 0; time < 5; time += 1) {
        document.querySelector("#elsewhere").append(widget);
        widget.remove();
        place.append(widget);
      }
    }""")
    expect(part(page, "input")).to_have_value("sho")
    expect(part(page, "option").first).not_to_be_visible()
    part(page, "input").press("End")
    open_list(page, "o")
    part(page, "input").press("ArrowDown")
    part(page, "input").press("ArrowDown")
    options = [option.get_attribute("aria-selected") for option in part(page, "option").all()]
    assert options.index("true") == 1
    assert notes.errors == []


def test_a_removed_widget_asks_nothing(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url)))
    type_text(page)
    page.evaluate("document.querySelector('clearinghouse-search').remove()")
    asked = len(notes.of_api())
    page.wait_for_timeout(400)
    assert len(notes.of_api()) == asked
    assert notes.errors == []


def test_a_change_of_attributes_keeps_the_text_and_the_focus(open_page, catalog_url):
    page, _ = open_page(host_page(widget_code(catalog_url)))
    type_text(page)
    page.evaluate("""() => {
      const widget = document.querySelector("clearinghouse-search");
      widget.setAttribute("label", "Find a guide");
      widget.setAttribute("topic", "technology");
      widget.setAttribute("limit", "3");
    }""")
    box = page.get_by_role("combobox", name="Find a guide")
    expect(box).to_have_value("shoot")
    expect(box).to_be_focused()


def test_attributes_change_what_is_asked(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url)))
    part(page, "input").wait_for()
    page.evaluate("""() => {
      const widget = document.querySelector("clearinghouse-search");
      widget.setAttribute("topic", "Gun Violence");
      widget.setAttribute("limit", "2");
      widget.setAttribute("site", "Oakland");
    }""")
    type_text(page)
    notes.wait_for_request(page, "/api/v1/suggest?")
    (url,) = notes.of_api()
    params = dict(parse_qsl(urlsplit(url).query))
    assert (params["q"], params["limit"], params["within"]) == ("shoot", "2", '"Oakland"')
    assert params["topic"].lower().replace(" ", "-") == "gun-violence"


def test_a_framework_may_make_the_element_before_its_attributes_and_its_place(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url)))
    page.evaluate(
        """(src) => {
      const widget = document.createElement("clearinghouse-search");
      widget.setAttribute("mode", "results");
      widget.setAttribute("src", src);
      document.querySelector("main").replaceChildren(widget);
    }""",
        catalog_url,
    )
    show_results(page)
    assert notes.errors == []
    assert stored_keys(page) == []


def test_a_div_that_is_added_later_becomes_a_widget(open_page, catalog_url):
    page, notes = open_page(host_page(widget_code(catalog_url)))
    page.evaluate(
        """(src) => {
      const widget = document.createElement("div");
      widget.setAttribute("data-clearinghouse-search", "");
      widget.setAttribute("data-src", src);
      document.querySelector("main").replaceChildren(widget);
    }""",
        catalog_url,
    )
    open_list(page)
    assert notes.errors == []


def test_widgets_on_one_page_do_not_share_anything(open_page, catalog_url):
    page, _ = open_page(host_page(*(widget_code(catalog_url) for _ in range(3))))
    first, second, third = page.locator("clearinghouse-search").all()
    open_list(first)
    expect(part(second, "input")).to_have_value("")
    open_list(third, "cameras")
    expect(part(first, "option").first).not_to_be_visible()
    expect(part(first, "input")).to_have_value("shoot")
    assert page.get_by_role("search").count() <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_can_be_read_in_forced_colors(open_page, catalog_url, scheme):
    page, _ = open_page(host_page(widget_code(catalog_url)), forced_colors="active", color_scheme=scheme)
    colors = "button => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"
    text, background = part(page, "button").evaluate(colors)
    assert text != background
