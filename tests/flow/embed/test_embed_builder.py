"""The embed builder without JavaScript: a form, and the code for what it was filled in with."""

import pytest
from bs4 import BeautifulSoup

import web_catalog
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("embed"), public_url=PUBLIC_URL)).test_client()


@pytest.fixture(scope="module")
def get(client):
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


def code(page, name="element"):
    """Return the parsed code of one of the ways to embed."""
    return BeautifulSoup(page.select_one(f"#code-{name}").text, "html.parser")


def checked(page):
    """Return the names and values of the boxes that are checked and the options that are selected."""
    chosen = [(field["name"], field["value"]) for field in page.select("#embed-form [checked]")]
    return {*chosen, *((option.parent["name"], option["value"]) for option in page.select("#embed-form [selected]"))}


def test_the_page_has_the_code_of_a_plain_search_box_before_anything_is_chosen(get):
    page = get("/embed")
    assert code(page).find("clearinghouse-search").attrs == {"src": PUBLIC_URL}
    assert checked(page) == {("mode", "suggest"), ("lang", "en"), ("theme", "inherit")}


def test_there_is_code_for_every_way_to_embed(get):
    page = get("/embed?topic=technology")
    assert code(page, "data").div["data-topic"] == "technology"
    assert code(page, "frame").iframe["src"] == f"{PUBLIC_URL}/embed/frame?topic=technology"
    assert code(page, "form").form["action"] == f"{PUBLIC_URL}/search"
    assert page.select_one("#code-feed").text.strip() == f"{PUBLIC_URL}/search.atom?topic=technology"


@pytest.mark.parametrize("query", ["q=cameras&site=Flint&sort=title", "mode=list&toolkit=cameras", "mode=list&lang=es"])
def test_the_addresses_to_copy_lead_somewhere(get, client, query):
    page = get(f"/embed?{query}")
    for field in ("#code-feed", "#wordpress-address"):
        url = page.select_one(field).text.strip()
        assert client.get(url.removeprefix(PUBLIC_URL)).status_code == 200


def test_the_code_has_what_was_chosen_and_the_form_keeps_it(get):
    page = get(
        "/embed?mode=results&topic=technology&topic=gun-violence&agency_size=small&q=body+cameras&limit=7&lang=es"
        "&theme=dark&label=Buscar&placeholder=drones&primary=%23005EA2&new_tab=1&hide_credit=1&format="
    )
    element = code(page).find("clearinghouse-search")
    assert {name: element[name] for name in ("mode", "topic", "agency-size", "query", "limit", "lang", "theme")} == {
        "mode": "results",
        "topic": "gun-violence,technology",
        "agency-size": "small",
        "query": "body cameras",
        "limit": "7",
        "lang": "es",
        "theme": "dark",
    }
    assert checked(page) == {
        *{("mode", "results"), ("topic", "technology"), ("topic", "gun-violence"), ("agency_size", "small")},
        *{("lang", "es"), ("theme", "dark"), ("new_tab", "1"), ("hide_credit", "1")},
    }
    values = {name: page.select_one(f"#embed-{name}")["value"] for name in ("q", "limit", "label", "primary")}
    assert values == {"q": "body cameras", "limit": "7", "label": "Buscar", "primary": "#005ea2"}


def test_other_filters_of_a_search_are_kept_and_can_be_removed(get):
    page = get("/embed?mode=list&audience=chief&published_from=2015&sort=newest&q=cameras")
    further = {(box["name"], box["value"]): box.parent.text.strip() for box in page.select(".embed-further input")}
    assert further == {
        ("audience", "chief"): "Audience: Chiefs",
        ("published_from", "2015"): "From year: 2015",
        ("sort", "newest"): "Sort by: Newest",
    }
    assert code(page).find("clearinghouse-search")["published-from"] == "2015"


def test_a_list_can_show_a_featured_toolkit_instead_of_a_search(get):
    page = get("/embed?mode=list&toolkit=cameras&topic=technology")
    element = code(page).find("clearinghouse-search")
    assert element.attrs == {"src": PUBLIC_URL, "mode": "list", "toolkit": "cameras"}
    assert element.a["href"] == f"{PUBLIC_URL}/toolkits/cameras"
    assert page.select_one("#wordpress-address").text.strip() == f"{PUBLIC_URL}/toolkits/cameras"
    assert ("topic", "technology") in checked(page)


def test_the_preview_uses_the_site_as_the_visitor_sees_it(get):
    widget = get("/embed?topic=technology").select_one("#embed-grounds clearinghouse-search")
    assert widget.attrs == {"topic": "technology"}
    assert widget.form["action"] == "/search"


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("primary=red", "primary", "Enter a color as six digits such as 005ea2, not 'red'."),
        ("bg=%3Cb%3E", "bg", "Enter a color as six digits such as 005ea2, not '<b>'."),
        ("color=%231234", "color", "Enter a color as six digits such as 005ea2, not '#1234'."),
        ("limit=99", "limit", "Enter a number from 1 to 20."),
        ("limit=many", "limit", "Enter a number from 1 to 20."),
        (f"label={'x' * 201}", "label", "Use at most 200 characters."),
        (f"q={'x' * 2001}", "q", "Use at most 2,000 characters."),
    ],
)
def test_a_refused_value_has_its_reason_at_its_field(client, query, field, reason):
    response = client.get(f"/embed?mode=list&{query}")
    page = BeautifulSoup(response.text, "html.parser")
    assert (response.status_code, response.headers["Cache-Control"]) == (400, "no-store")
    assert page.select_one(f"#embed-{field}-error").text == f"Error: {reason}"
    assert page.select_one(f"#embed-{field}")["aria-invalid"] == "true"
    assert page.select_one(f'.error-summary a[href="#embed-{field}"]')
    assert page.title.text.startswith("Error: ")
    assert ("mode", "list") in checked(page)
    assert page.select_one("#code-element") is None


@pytest.mark.parametrize(
    "query", ["mode=lists", "topic=tecno", "lang=de", "theme=blue", "toolkit=none", "colour=1", "sworn=x", "resource="]
)
def test_a_value_that_the_form_cannot_show_is_an_error_page_unless_it_is_empty(client, query):
    assert client.get(f"/embed?{query}").status_code == (200 if query.endswith("=") else 400)


def test_a_refused_language_is_quoted_without_control_characters(client):
    assert "\0" not in client.get("/embed?lang=e%00n").text


def test_the_contrast_of_colors_is_given_in_words(get):
    lines = get("/embed?primary=ffbe2e").select(".embed-contrast li")
    too_little = "That is too little: links need at least 4.5 to 1, borders 3 to 1."
    enough = "That is enough: text needs at least 4.5 to 1."
    assert {line.text: line.get("class") for line in lines} == {
        f"Main color on the background, in light mode: 1.6 to 1. {too_little}": ["embed-contrast-low"],
        f"Main color on the background, in dark mode: 11.2 to 1. {enough}": None,
        f"Text on the main color will be black: 12.6 to 1. {enough}": None,
    }


def test_a_ratio_that_is_not_enough_never_looks_as_if_it_were(get):
    (text, *_) = get("/embed?color=777777&bg=ffffff").select(".embed-contrast li")
    assert text.text.startswith("Text on the background: 4.4 to 1. That is too little")


def test_a_background_alone_asks_for_a_text_color(get):
    assert "Choose both a background and a text color" in get("/embed?bg=ffffff").select_one(".embed-contrast").text
    assert get("/embed").select_one(".embed-contrast") is None


@pytest.mark.parametrize(
    ("query", "advised"),
    [
        ("primary=00695c", True),
        ("primary=00695c&theme=auto", True),
        ("primary=00695c&theme=light", False),
        ("primary=00695c&bg=222222&color=ffffff", False),
        ("bg=ffffff", False),
    ],
)
def test_a_color_for_one_mode_only_comes_with_advice_for_the_other(get, query, advised):
    contrast = get(f"/embed?{query}").select_one("#embed-contrast")
    assert ("light-dark(" in contrast.text) is advised


def test_the_steps_warn_of_a_form_inside_a_form(get):
    assert "HTML does not allow a form in a form" in get("/embed").select_one("#steps-html").text


def test_the_policy_names_the_public_site(get):
    policy = " ".join(get("/embed").select_one(".embed-policy").text.split())
    origin = "https://clearinghouse.example;"
    assert f"script-src {origin} connect-src {origin} form-action {origin}" in policy
    assert f"frame-src {origin}" in policy


def test_the_spanish_page_makes_a_spanish_widget_unless_english_is_chosen(get):
    page = get("/es/embed")
    assert page.h1.text == "Agregue este buscador a su sitio"
    assert code(page).find("clearinghouse-search")["lang"] == "es"
    assert code(page).form["action"] == f"{PUBLIC_URL}/es/search"
    english = code(get("/es/embed?lang=en")).find("clearinghouse-search")
    assert (english.get("lang"), english.button.text) == (None, "Search")


def test_the_contrast_is_in_spanish(get):
    assert "en modo claro: 1.6 a 1. Es muy poco" in get("/es/embed?primary=ffbe2e").select_one(".embed-contrast").text


@pytest.mark.parametrize("root", ["", "/es"])
def test_the_ways_to_the_page_carry_what_the_visitor_looks_at(get, client, root):
    search = get(f"{root}/search?q=cameras&topic=technology&page=2&sort=title")
    links = [link["href"] for link in search.select(f".disclosure a[href^='{root}/embed']")]
    assert links == [
        f"{root}/embed?mode=list&q=cameras&sort=title&topic=technology",
        f"{root}/embed?mode=results&topic=technology",
    ]
    toolkit = get(f"{root}/toolkits/cameras").select_one(f".sidebar a[href^='{root}/embed']")["href"]
    assert toolkit == f"{root}/embed?mode=list&toolkit=cameras"
    assert all(client.get(url).status_code == 200 for url in (*links, toolkit))


def test_every_page_links_to_it_and_the_sitemap_lists_it(get, client):
    assert get("/").select_one(".footer a[href='/embed']")
    assert get("/api").select_one(".prose a[href='/embed']")
    assert f"<loc>{PUBLIC_URL}/embed</loc>" in client.get("/sitemap.xml").text


def test_a_filled_in_page_is_not_for_search_engines(get):
    assert get("/embed?topic=technology").select_one("meta[name=robots]")["content"] == "noindex"
    assert get("/embed").select_one("meta[name=robots]") is None
    assert get("/embed?topic=technology").select_one("link[rel=canonical]")["href"] == f"{PUBLIC_URL}/embed"


def test_hostile_text_stays_text(client):
    text = client.get("/embed", query_string={"label": web_catalog.HOSTILE, "q": web_catalog.HOSTILE}).text
    assert "<script>alert(1)" not in text
