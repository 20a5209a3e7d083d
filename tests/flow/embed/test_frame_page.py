"""The page for iframes: its content in each mode, its headers, and what other sites may put into a frame."""

import re

import pytest

import web_catalog
from webui import create_app
from webui.embed.releases import widget_releases

FRAME = "/embed/frame"
LIST = f"{FRAME}?mode=list"
FORBIDDEN = re.compile(r"<script>|<script type=\"module\">|<style|\sstyle=|\son[a-z]+=|javascript:")


def links(page):
    return [link["href"] for link in page.select("main a")]


@pytest.mark.parametrize("url", [FRAME, f"/es{FRAME}", LIST, f"{FRAME}?mode=nothing", f"{LIST}&resource=nothing"])
def test_any_site_may_frame_the_page_and_its_errors(client, url):
    headers = client.get(url).headers
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_other_page_may_be_framed(client):
    rules = {rule.rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods}
    urls = [rule for rule in rules if "<" not in rule and not rule.startswith(FRAME)]
    urls += ["/resources/guide", "/toolkits/cameras", "/topics/technology", "/es/search", "/nothing", "/embed/framed"]
    assert len(urls) > 30
    for url in urls:
        with client.get(url) as response:
            policy = response.headers["Content-Security-Policy"]
            assert (url, "frame-ancestors 'none'" in policy) == (url, True)
            assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("url", [FRAME, LIST, f"{LIST}&toolkit=cameras", f"{LIST}&resource=guide&primary=005ea2"])
def test_the_page_has_nothing_that_its_policy_forbids(client, url):
    response = client.get(url)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not FORBIDDEN.search(response.text)


@pytest.mark.parametrize("name", ["frame.js", "frame.css"])
def test_a_sandboxed_document_may_load_script_and_stylesheet_which_are_cached_for_a_year(client, name):
    (url,) = re.findall(rf'"(/embed/{re.escape(name)}\?v=[0-9a-f]+)"', client.get(FRAME).text)
    response = client.get(url)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    assert client.get(url, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_the_stylesheet_has_the_colors_of_the_site(client):
    css = client.get("/embed/frame.css").text
    assert "--background: #ffffff;" in css
    assert "light-dark(" not in css


def test_the_widget_comes_with_the_script_of_the_newest_release_and_its_hash(get):
    release = widget_releases().latest
    (script,) = get(FRAME).select("script[type=module]")
    assert script["src"] == f"/embed/{release.version}/clearinghouse-search.js"
    assert script["integrity"] == release.files["clearinghouse-search.js"].integrity
    assert script["crossorigin"] == "anonymous"


def test_the_widget_has_the_options_and_leaves_the_frame(get):
    widget = get(f"{FRAME}?mode=results&topic=technology&format=webinar&limit=8&hide_credit=1")
    assert widget.select_one("clearinghouse-search").attrs == {
        "mode": "results", "topic": "technology", "format": "webinar", "limit": "8", "hide-credit": "", "target": "_top"
    }  # fmt: skip


def test_a_widget_with_new_tabs_has_no_other_target(get):
    page = get(f"{FRAME}?new_tab=1")
    assert page.select_one("clearinghouse-search").attrs == {"new-tab": ""}
    assert {link["target"] for link in page.select("a, form")} == {"_blank"}


def test_without_scripts_there_is_a_form_with_the_filters(get):
    form = get(f"/es{FRAME}?topic=technology&q=cameras&label=Buscar+aqu%C3%AD").select_one("clearinghouse-search form")
    assert (form["action"], form["target"]) == ("/es/search", "_top")
    assert [(field["name"], field.get("value")) for field in form.select("input")] == [
        ("q", None),
        ("topic", "technology"),
    ]
    assert form.label.text == "Buscar aquí"


def test_a_search_is_listed_with_its_first_results_and_a_link_to_all(get):
    page = get(f"{LIST}&topic=gun-violence&format=podcast&limit=3&sort=oldest")
    assert page.h1.text == "Gun violence · Podcast"
    assert page.select_one(".count").text == "12 resources"
    assert [title.text for title in page.select("h2")] == [f"Shooting review, part {part}" for part in (1, 2, 3)]
    assert [facts.text for facts in page.select(".facts")] == ["Podcast · 2001", "Podcast · 2002", "Podcast · 2003"]
    assert page.select_one(".summary").text == "How a city talks about each shooting."
    search = "/search?format=podcast&sort=oldest&topic=gun-violence"
    assert links(page) == [search, *(f"/resources/review-0{part}" for part in (1, 2, 3)), search, "/", "/disclaimer"]
    assert page.select_one(".all").text == "See all 12 resources"


def test_a_list_with_everything_has_no_link_to_more(get):
    assert get(f"{LIST}&q=oakland").select(".all") == []


@pytest.mark.parametrize(
    ("params", "title"),
    [
        ("", "Newest resources"),
        ("&q=oakland", "“oakland”"),
        ("&q=cameras&site=Oakland", '“cameras "Oakland"”'),
        ("&published_from=2015", "From 2015"),
        ("&label=Our+picks", "Our picks"),
    ],
)
def test_a_list_is_called_what_it_is_limited_to_or_as_its_label_says(get, params, title):
    assert get(LIST + params).h1.text == title


def test_a_toolkit_is_listed_in_its_sections_with_the_notes_of_the_editors(get):
    page = get(f"{LIST}&toolkit=cameras&limit=4")
    assert page.h1.text == web_catalog.TOOLKIT["title"]
    assert [title.text for title in page.select("h2")] == ["Begin", web_catalog.LONG[:200]]
    assert [title.a["href"] for title in page.select("h3")] == [
        f"/resources/{name}" for name in ("guide", "long", "questions", "vecinos")
    ]
    assert page.select_one(".note").text == f"Read page 2. {web_catalog.HOSTILE}"
    assert page.select_one(".all").a.attrs["href"] == "/toolkits/cameras"


def test_a_single_resource_is_its_own_heading(get):
    page = get(f"{LIST}&resource=guide")
    assert (page.h1.text, page.h1.a["href"]) == ("Body-worn cameras in small towns", "/resources/guide")
    assert page.select_one(".facts").text == "Publication · May 2020"
    assert page.select(".count, .all") == []


def test_a_list_in_spanish_links_to_spanish_pages_and_marks_other_languages(get):
    page = get(f"/es{LIST}&resource=guide")
    assert page.html["lang"] == "es"
    assert page.h1.attrs == {"class": ["title"], "lang": "en"}
    assert links(page) == ["/es/resources/guide", "/es/", "/es/disclaimer"]


def test_links_leave_the_frame(get):
    assert {link["target"] for link in get(LIST).select("a")} == {"_top"}


def test_the_credit_can_be_hidden(get):
    assert get(f"{LIST}&hide_credit=1").select(".credit") == []


@pytest.mark.parametrize(("theme", "expected"), [("", "light"), ("light", "light"), ("dark", "dark"), ("auto", None)])
def test_the_page_is_light_unless_another_theme_is_chosen(get, theme, expected):
    assert get(f"{FRAME}?theme={theme}").html.get("data-theme") == expected


def test_colors_are_set_by_the_script(get):
    page = get(f"{FRAME}?primary=%23B50909&bg=ffffff")
    colors = {"primary": "#b50909", "bg": "#ffffff", "on-primary": "#ffffff"}
    assert page.html["data-properties"] == ";".join(f"--clearinghouse-{name}:{color}" for name, color in colors.items())


@pytest.mark.parametrize(
    ("params", "status", "text"),
    [
        ("mode=lists", 400, "did you mean 'list'?"),
        ("mode=list&resource=nothing", 404, "There is no resource 'nothing'."),
        ("mode=list&toolkit=nothing", 400, "toolkit"),
    ],
)
def test_an_error_is_a_small_page(get, params, status, text):
    page = get(f"{FRAME}?{params}", status=status)
    assert text in page.main.text
    assert page.select_one("link[rel=stylesheet]")["href"].startswith("/embed/frame.css")
    assert page.select("header, footer, nav") == []


def test_addresses_begin_with_the_path_the_site_is_mounted_at(site_settings):
    page = create_app(site_settings).test_client().get(LIST, base_url="http://127.0.0.1:8000/library").text
    assert 'src="/library/embed/frame.js' in page
    assert 'href="/library/resources/' in page
