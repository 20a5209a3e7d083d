"""The scripts of the pages: how they are served, how small they are, and what they must not do."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup

import factories
from paths import ROOT
from webui import create_app

FOLDER = ROOT / "webui" / "static" / "js"
SCRIPTS = sorted(FOLDER.rglob("*.js"))
GZIP = {"Accept-Encoding": "gzip"}


def test_every_script_is_served_by_the_site_compressed_and_cached_for_a_year(client, get):
    pages = [get(url) for url in ("/", "/search", "/embed")]
    sources = {script["src"] for page in pages for script in page.select("script[src^='/static/']")}
    assert {re.match(r"/static/js/([\w/]+\.js)\?v=[0-9a-f]{12}$", src)[1] for src in sources} == {
        path.relative_to(FOLDER).as_posix() for path in SCRIPTS
    }
    for src in sources:
        response = client.get(src, headers=GZIP, buffered=True)
        assert (response.status_code, response.mimetype) == (200, "text/javascript")
        assert response.headers["Content-Encoding"] == "gzip"
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_only_the_theme_script_blocks_rendering(get):
    blocking = [script["src"] for script in get("/search").find_all("script", src=True) if "type" not in script.attrs]
    assert [re.search(r"(\w+)\.js", src)[1] for src in blocking] == ["theme"]


def test_no_script_imports_another():
    assert [path.name for path in SCRIPTS if re.search(r"\bimport\b", path.read_text("utf-8"))] == []


def test_no_script_writes_markup_or_contains_interface_text():
    for path in SCRIPTS:
        code = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", code)
        assert not re.search(r"""(?:textContent|placeholder|title) = ["'`][^"'`]""", code)


def test_the_scripts_of_all_pages_are_under_12_kb_compressed_and_each_page_adds_little():
    sizes = {path: len(gzip.compress(path.read_bytes())) for path in SCRIPTS}
    own = sizes.pop(FOLDER / "pages" / "embed_builder.js")
    assert sum(sizes.values()) < 12_000
    assert own < 2_500
    assert max(path.read_text("utf-8").count("\n") for path in SCRIPTS) < 200


@pytest.mark.parametrize("url", ["/", "/search", "/topics/technology", "/resources/guide", "/help/search", "/api"])
def test_every_page_has_the_template_of_suggestions(get, url):
    template = get(url).select_one("template#suggestions")
    assert template["data-url"] == "/api/v1/suggest"
    names = {
        icon["data-format"]: "".join(icon.find_all(string=True)).strip() for icon in template.select("[data-format]")
    }
    assert names == {term["value"]: term["label"] for term in factories.TAXONOMY["formats"]}


def test_the_error_page_without_an_index_has_a_search_box_with_suggestions(tmp_path):
    factories.write_corpus(tmp_path / "corpus")
    response = create_app(factories.settings(tmp_path)).test_client().get("/")
    assert response.status_code == 503
    template = BeautifulSoup(response.text, "html.parser").find("template", id="suggestions")
    assert template.find(role="listbox")


def test_suggestions_are_requested_below_the_path_the_site_is_mounted_at(client):
    page = BeautifulSoup(client.get("/", base_url="http://127.0.0.1:8000/library").text, "html.parser")
    template = page.select_one("template#suggestions")
    assert template["data-url"] == "/library/api/v1/suggest"
    assert template.select_one("[data-option=resources]")["data-url"] == "/library/resources/"


def test_a_fragment_request_gets_the_same_page_as_any_other(client):
    url = "/search?q=shooting&topic=technology"
    responses = [client.get(url, headers=headers) for headers in ({}, {"X-Fragment": "1"})]
    assert responses[0].text == responses[1].text
    assert len({response.headers["ETag"] for response in responses}) == 1


def test_a_facet_with_many_values_has_a_field_that_scripts_show(publish_records):
    records = [factories.record(f"r{n}", publishers=(f"Town {n}",)) for n in range(13)]
    page = BeautifulSoup(create_app(publish_records(*records)).test_client().get("/search").text, "html.parser")
    (field,) = page.select("[data-filter-list]")
    assert "scripted" in field.parent["class"]
    assert not field.has_attr("name")


def test_a_results_page_with_all_its_files_is_under_35_kb(client, get):
    url = "/search?q=shooting&sworn=40"
    page = get(url)
    parts = {script["src"] for script in page.find_all("script", src=True)}
    parts |= {link["href"] for link in page.select("link[rel=stylesheet], link[rel=icon]")}
    parts |= {use["href"].partition("#")[0] for use in page.select("use")}
    sizes = {part: len(client.get(part, headers=GZIP, buffered=True).data) for part in {url, *parts}}
    assert sum(sizes.values()) < 35_000, sizes
