"""The sitemap lists every page and resource, and robots.txt names the sitemap."""

import sys

import factories
import web_catalog
from export_readers import read_xml
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed_urls(text):
    return [loc.text for loc in read_xml(text).iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_every_resource_and_page_and_every_url_works(client):
    urls = listed_urls(client.get("/sitemap.xml").text)
    assert {f"{PUBLIC_URL}/resources/{record.id}" for record in web_catalog.RECORDS} <= set(urls)
    assert {
        f"{PUBLIC_URL}/",
        f"{PUBLIC_URL}/topics/technology",
        f"{PUBLIC_URL}/help/search",
        f"{PUBLIC_URL}/api",
    } <= set(urls)
    assert len(urls) == len(set(urls))
    for url in urls:
        assert client.get(url.removeprefix(PUBLIC_URL)).status_code == 200


def test_the_sitemap_has_the_date_of_change_of_a_resource_if_it_is_known(client):
    elements = read_xml(client.get("/sitemap.xml").text).iter(f"{SITEMAP}url")
    days = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in elements}
    assert days[f"{PUBLIC_URL}/resources/talk"] == "2026-01-05"
    assert days[f"{PUBLIC_URL}/resources/hostile"] is None


def test_a_large_sitemap_is_split_into_parts_that_list_every_url_once(client, monkeypatch, tmp_path):
    all_urls = listed_urls(client.get("/sitemap.xml").text)
    monkeypatch.setattr(sys.modules["webui.interop.discovery"], "MAX_SITEMAP_URLS", 10)
    fresh = create_app(web_catalog.publish(tmp_path, public_url=PUBLIC_URL)).test_client()
    parts = listed_urls(fresh.get("/sitemap.xml").text)
    assert parts[0] == f"{PUBLIC_URL}/sitemap-1.xml"
    urls_by_part = [listed_urls(fresh.get(part.removeprefix(PUBLIC_URL)).text) for part in parts]
    assert max(map(len, urls_by_part)) == 10
    assert [url for part in urls_by_part for url in part] == all_urls
    assert fresh.get(f"/sitemap-{len(parts) + 1}.xml").status_code == fresh.get("/sitemap-0.xml").status_code == 404


def test_robots_txt_allows_everything_and_names_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert response.text.splitlines() == ["User-agent: *", "Allow: /", "", f"Sitemap: {PUBLIC_URL}/sitemap.xml"]


def test_robots_txt_is_served_before_anything_is_published(tmp_path):
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/robots.txt").status_code == client.get("/opensearch.xml").status_code == 200
    assert client.get("/sitemap.xml").status_code == 503
