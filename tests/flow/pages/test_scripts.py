"""The scripts of the pages: what the server hands out for them, and how much it is."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from paths import ROOT
from webui import create_app

FOLDER = ROOT / "webui" / "static" / "js"
SCRIPTS = sorted(FOLDER.rglob("*.js"))
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("scripts"))).test_client()


@pytest.fixture(scope="module")
def get(client):
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


def test_every_script_is_a_module_of_our_own_that_browsers_may_keep(client, get):
    pages = [get(address) for address in ("/", "/search")]
    found = {script["src"] for page in pages for script in page.find_all("script", src=True)}
    assert {re.match(r"/static/js/([\w/]+\.js)\?v=[0-9a-f]{12}$", src)[1] for src in found} == {
        path.relative_to(FOLDER).as_posix() for path in SCRIPTS
    }
    for src in found:
        response = client.get(src, headers=GZIP, buffered=True)
        assert (response.status_code, response.mimetype) == (200, "text/javascript")
        assert response.headers["Content-Encoding"] == "gzip"
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_only_what_has_to_run_before_the_page_is_drawn_holds_it_up(get):
    waited_for = [script["src"] for script in get("/search").find_all("script", src=True) if "type" not in script.attrs]
    assert [re.search(r"(\w+)\.js", src)[1] for src in waited_for] == ["theme"]


def test_no_script_loads_another_by_an_address_without_a_version():
    assert [path.name for path in SCRIPTS if re.search(r"\bimport\b", path.read_text("utf-8"))] == []


def test_no_script_turns_text_into_markup_or_speaks_to_visitors_in_words_of_its_own():
    for path in SCRIPTS:
        code = path.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", code)
        assert not re.search(r"""(?:textContent|placeholder|title) = ["'`][^"'`]""", code)


def test_all_scripts_together_stay_small():
    assert sum(len(gzip.compress(path.read_bytes())) for path in SCRIPTS) < 11_000
    assert max(path.read_text("utf-8").count("\n") for path in SCRIPTS) < 200


@pytest.mark.parametrize("address", ["/", "/search", "/topics/technology", "/resources/guide", "/help/search", "/api"])
def test_every_page_has_the_words_and_icons_of_suggestions(get, address):
    template = get(address).select_one("template#suggestions")
    assert template["data-url"] == "/api/v1/suggest"
    names = {
        each["data-format"]: "".join(each.find_all(string=True)).strip() for each in template.select("[data-format]")
    }
    assert names == {term["value"]: term["label"] for term in factories.TAXONOMY["formats"]}


def test_without_an_index_the_page_that_says_so_has_a_search_box_like_any_other(tmp_path):
    factories.corpus(tmp_path / "corpus")
    response = create_app(factories.settings(tmp_path)).test_client().get("/")
    assert response.status_code == 503
    template = BeautifulSoup(response.text, "html.parser").find("template", id="suggestions")
    assert template.find(role="listbox")


def test_a_site_that_is_mounted_below_a_path_is_asked_there(client):
    page = BeautifulSoup(client.get("/", base_url="http://127.0.0.1:8000/library").text, "html.parser")
    template = page.select_one("template#suggestions")
    assert template["data-url"] == "/library/api/v1/suggest"
    assert template.select_one("[data-option=resources]")["data-url"] == "/library/resources/"


def test_a_fragment_is_cut_from_the_same_page_that_everybody_gets(client):
    address = "/search?q=shooting&topic=technology"
    answers = [client.get(address, headers=headers) for headers in ({}, {"X-Fragment": "1"})]
    assert answers[0].text == answers[1].text
    assert len({each.headers["ETag"] for each in answers}) == 1


def test_long_lists_of_filters_have_a_field_that_scripts_may_show(published):
    records = [factories.record(f"r{n}", publishers=(f"Town {n}",)) for n in range(13)]
    page = BeautifulSoup(create_app(published(*records)).test_client().get("/search").text, "html.parser")
    (field,) = page.select("[data-filter-list]")
    assert "scripted" in field.parent["class"]
    assert not field.has_attr("name")


def test_a_page_of_results_with_everything_it_needs_is_small(client, get):
    address = "/search?q=shooting&sworn=40"
    page = get(address)
    parts = {each["src"] for each in page.find_all("script", src=True)}
    parts |= {each["href"] for each in page.select("link[rel=stylesheet], link[rel=icon]")}
    parts |= {each["href"].partition("#")[0] for each in page.select("use")}
    sizes = {part: len(client.get(part, headers=GZIP, buffered=True).data) for part in {address, *parts}}
    assert sum(sizes.values()) < 35_000, sizes
