"""The code to copy: what it contains for each option, and that no value can break out of it."""

import datetime as dt
import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.query.tree import Query
from webui.embed.options import WidgetMode, WidgetOptions
from webui.embed.releases import Release, ReleasedFile
from webui.embed.snippets import (
    EmbeddedWidget,
    data_code,
    element_code,
    feed_url,
    form_code,
    frame_code,
    frame_script_code,
    policy_lines,
    react_code,
    relevant_options,
)
from webui.search.state import SearchState
from webui.urls import SiteUrls

FILES = ("clearinghouse-search.js", "clearinghouse-frame.js")
RELEASE = Release(
    "1.2.3", dt.date(2026, 11, 30), {name: ReleasedFile(name, b"", f"sha384-of-{name}") for name in FILES}
)
URLS = SiteUrls("https://clearinghouse.example")
HOSTILE = "\"><script>alert(1)</script> & 'it' {{x}}"
CODES = (element_code, data_code, frame_code, form_code)


def widget(language="en", title="", urls=URLS, **options):
    return EmbeddedWidget(WidgetOptions(**options), RELEASE, SiteUrls(urls.root, language=language), title)


def search(text="", **filters):
    return SearchState.for_query(Query(text, {name: tuple(values) for name, values in filters.items()}))


def parsed(code):
    return BeautifulSoup(code, "html.parser")


def test_the_element_has_a_form_and_a_script_with_integrity():
    assert element_code(widget(state=search(topic=["gun-violence"]))) == (
        '<clearinghouse-search src="https://clearinghouse.example" topic="gun-violence">\n'
        '  <form action="https://clearinghouse.example/search">\n'
        '    <input type="hidden" name="topic" value="gun-violence">\n'
        '    <label>Search public safety resources<br><input name="q"></label> <button>Search</button><br><br>\n'
        "    Model programs, trainings, webinars and more."
        '<br><a href="https://clearinghouse.example/">Public Safety Clearinghouse</a>\n'
        "  </form>\n"
        "</clearinghouse-search>\n"
        "<script\n"
        '  type="module"\n'
        '  src="https://clearinghouse.example/embed/1.2.3/clearinghouse-search.js"\n'
        '  integrity="sha384-of-clearinghouse-search.js"\n'
        '  crossorigin="anonymous"></script>'
    )


def test_the_div_has_every_attribute_of_the_element_as_a_data_attribute():
    options = {"mode": WidgetMode.RESULTS, "state": search("a b", topic=["x", "y"]), "limit": 7, "new_tab": True}
    element = parsed(element_code(widget(**options))).find("clearinghouse-search")
    div = parsed(data_code(widget(**options))).find("div")
    chosen = {"mode": "results", "query": "a b", "topic": "x,y", "limit": "7", "new-tab": ""}
    assert element.attrs == {"src": URLS.root, **chosen}
    assert div.attrs == {"data-clearinghouse-search": "", **{f"data-{name}": v for name, v in element.attrs.items()}}
    assert str(div.form) == str(element.form)


def test_a_spanish_widget_has_spanish_texts_and_pages():
    code = parsed(element_code(widget("es", label="")))
    assert code.find("clearinghouse-search")["lang"] == "es"
    assert code.form["action"] == "https://clearinghouse.example/es/search"
    assert "Buscar recursos de seguridad pública" in code.form.get_text()
    assert 'src="https://clearinghouse.example/es/embed/frame"' in frame_code(widget("es"))
    assert feed_url(widget("es")) == "https://clearinghouse.example/es/search.atom"


def test_a_list_falls_back_to_a_link():
    link = parsed(form_code(widget(mode=WidgetMode.LIST, state=search(topic=["x"])))).a
    assert (link["href"], link.text) == ("https://clearinghouse.example/search?topic=x", "Public safety resources")


def test_a_list_of_a_toolkit_links_to_its_page_and_feed():
    shown = widget(title="Cameras & more", mode=WidgetMode.LIST, toolkit="cameras")
    link = parsed(form_code(shown)).a
    assert (link["href"], link.text) == ("https://clearinghouse.example/toolkits/cameras", "Cameras & more")
    assert feed_url(shown) == "https://clearinghouse.example/toolkits/cameras.atom"


def test_only_a_list_keeps_a_toolkit_and_a_toolkit_needs_no_search():
    options = WidgetOptions(toolkit="cameras", state=search("a"), site="Flint")
    assert relevant_options(options) == WidgetOptions(state=search("a"), site="Flint")
    assert relevant_options(WidgetOptions(WidgetMode.LIST, search("a"), toolkit="cameras")) == WidgetOptions(
        WidgetMode.LIST, toolkit="cameras"
    )


def test_words_that_every_resource_must_match_are_in_the_box_of_the_plain_form():
    assert (
        parsed(form_code(widget(state=search("hot spots"), site="Flint"))).find("input", attrs={"name": "q"})["value"]
        == 'hot spots "Flint"'
    )


def test_a_new_tab_and_a_missing_credit_are_in_the_form():
    form = parsed(form_code(widget(new_tab=True, hide_credit=True))).form
    assert form["target"] == "_blank"
    assert form.a is None


def test_colors_are_custom_properties_with_a_readable_text_color():
    code = element_code(widget(primary="#ffbe2e", bg="#ffffff"))
    assert code.startswith(
        "<style>\n  clearinghouse-search {\n"
        "    --clearinghouse-primary: #ffbe2e;\n    --clearinghouse-bg: #ffffff;\n"
        "    --clearinghouse-on-primary: #000000;\n  }\n</style>\n<clearinghouse-search"
    )
    assert "[data-clearinghouse-search] {" in data_code(widget(primary="#ffbe2e"))


def test_a_frame_is_sandboxed_and_loads_late():
    frame = parsed(frame_code(widget(state=search(topic=["x"]), primary="#ffbe2e", label="Find"))).iframe
    assert frame["src"] == "https://clearinghouse.example/embed/frame?label=Find&primary=ffbe2e&topic=x"
    assert (frame["title"], frame["loading"]) == ("Find", "lazy")
    assert "allow-same-origin" not in frame["sandbox"]


def test_the_script_of_frames_has_integrity():
    script = parsed(frame_script_code(widget())).script
    assert script["integrity"] == "sha384-of-clearinghouse-frame.js"
    assert script.has_attr("defer")


def test_react_code_closes_the_element():
    assert react_code(widget(limit=3)) == '<clearinghouse-search src="https://clearinghouse.example" limit="3" />'


def test_policy_lines_name_the_origin_without_the_path_that_the_site_is_mounted_at():
    lines = policy_lines(widget(urls=SiteUrls("https://example.org:8443/library")))
    assert {origin for _name, origin in lines} == {"https://example.org:8443"}


@pytest.mark.parametrize("code", CODES)
def test_no_value_breaks_out_of_the_code(code):
    page = parsed(code(widget(title=HOSTILE, label=HOSTILE, placeholder=HOSTILE, state=search(HOSTILE), site=HOSTILE)))
    assert "alert(1)" not in " ".join(script.get_text() for script in page.find_all("script"))
    assert {tag.name for tag in page.select("*")} <= {
        *("clearinghouse-search", "div", "form", "p", "label", "br", "input", "button", "a", "script", "iframe")
    }
    assert not [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_every_label_comes_back_unchanged_from_the_code(label):
    element = parsed(element_code(widget(label=label))).find("clearinghouse-search")
    assert element["label"] == label
    assert unescape(re.search("<label>(.*?)<br><input", element_code(widget(label=label)), re.DOTALL)[1]) == label


def test_a_line_break_in_the_words_survives():
    assert parsed(element_code(widget(state=search("a\nb")))).find("clearinghouse-search")["query"] == "a\nb"


@pytest.mark.parametrize("code", CODES)
def test_marks_of_direction_cannot_make_the_code_look_like_other_code(code):
    text = "find \u202eretpahc\u2066 and \u2028 more"
    written = code(widget(label=text, site=text, state=search(text)))
    assert not set(written) & set("\u202e\u2066\u2028")
    assert text in str(parsed(written))


def test_a_carriage_return_in_the_words_survives():
    assert parsed(element_code(widget(state=search("a\rb")))).find("clearinghouse-search")["query"] == "a\rb"


def test_the_same_options_always_give_the_same_code():
    states = (search("a", topic=["x", "y"], format=["z"]), search("a", format=["z"], topic=["y", "x"]))
    assert len({code(widget(state=state)) for state in states for code in CODES}) == len(CODES)
