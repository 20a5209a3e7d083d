"""What tells programs of the site: its search for browsers, and its addresses for other search engines."""

import sys

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from export_readers import read_xml
from webui import create_app

PUBLIC = "https://clearinghouse.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("discovery"), public_url=PUBLIC)).test_client()


def addresses(text):
    return [each.text for each in read_xml(text).iter(f"{SITEMAP}loc")]


def test_every_page_leads_browsers_to_the_description_of_the_search(client):
    for address in ("/", "/search", "/resources/guide", "/nothing"):
        link = BeautifulSoup(client.get(address).text, "html.parser").select_one('head link[rel="search"]')
        assert (link["href"], link["type"]) == ("/opensearch.xml", "application/opensearchdescription+xml")


def test_the_description_has_what_opensearch_requires(client):
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    document = read_xml(response.text)
    assert 0 < len(document.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert 0 < len(document.findtext(f"{OPENSEARCH}LongName")) <= 48
    assert document.findtext(f"{OPENSEARCH}Description")
    types = {each.get("type") for each in document.iter(f"{OPENSEARCH}Url")}
    assert types >= {"text/html", "application/json", "application/atom+xml", "application/x-suggestions+json"}


@pytest.mark.parametrize("filled", [{"startPage?": "2", "count?": "5"}, {"startPage?": "", "count?": ""}])
def test_every_template_of_the_description_works_filled_in_or_left_empty(client, filled):
    for url in read_xml(client.get("/opensearch.xml").text).iter(f"{OPENSEARCH}Url"):
        address = url.get("template")
        for name, value in {"searchTerms": "plate", **filled}.items():
            address = address.replace(f"{{{name}}}", value)
        response = client.get(address.removeprefix(PUBLIC))
        assert (response.status_code, response.mimetype) == (200, url.get("type"))


def test_suggestions_for_browsers_are_the_words_and_a_list(client):
    q, completions = client.get("/opensearch/suggestions?q=lic").json
    assert q == "lic"
    assert "license" in completions
    assert completions == client.get("/api/v1/suggest?q=lic").json["completions"]


def test_the_sitemap_has_every_resource_and_page_and_all_of_them_are_there(client):
    found = addresses(client.get("/sitemap.xml").text)
    assert {f"{PUBLIC}/resources/{record.id}" for record in web_catalog.RECORDS} <= set(found)
    assert {f"{PUBLIC}/", f"{PUBLIC}/topics/technology", f"{PUBLIC}/help/search", f"{PUBLIC}/api"} <= set(found)
    assert len(found) == len(set(found))
    for address in found:
        assert client.get(address.removeprefix(PUBLIC)).status_code == 200


def test_the_sitemap_says_when_a_resource_changed_where_that_is_known(client):
    places = read_xml(client.get("/sitemap.xml").text).iter(f"{SITEMAP}url")
    days = {each.findtext(f"{SITEMAP}loc"): each.findtext(f"{SITEMAP}lastmod") for each in places}
    assert days[f"{PUBLIC}/resources/talk"] == "2026-01-05"
    assert days[f"{PUBLIC}/resources/hostile"] is None


def test_a_sitemap_that_would_be_too_large_comes_in_parts_that_have_everything_once(client, monkeypatch, tmp_path):
    whole = addresses(client.get("/sitemap.xml").text)
    monkeypatch.setattr(sys.modules["webui.interop.discovery"], "MAX_SITEMAP_URLS", 10)
    fresh = create_app(web_catalog.publish(tmp_path, public_url=PUBLIC)).test_client()
    parts = addresses(fresh.get("/sitemap.xml").text)
    assert parts[0] == f"{PUBLIC}/sitemap-1.xml"
    found = [addresses(fresh.get(part.removeprefix(PUBLIC)).text) for part in parts]
    assert max(map(len, found)) == 10
    assert [address for part in found for address in part] == whole
    assert fresh.get(f"/sitemap-{len(parts) + 1}.xml").status_code == fresh.get("/sitemap-0.xml").status_code == 404


def test_robots_may_go_everywhere_and_are_shown_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert response.text.splitlines() == ["User-agent: *", "Allow: /", "", f"Sitemap: {PUBLIC}/sitemap.xml"]


def test_robots_are_told_so_before_anything_is_published(tmp_path):
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/robots.txt").status_code == client.get("/opensearch.xml").status_code == 200
    assert client.get("/sitemap.xml").status_code == 503
