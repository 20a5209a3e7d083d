"""ETags and Cache-Control, the limit on concurrent searches, and the version that caches depend on."""

import pytest

import factories
from webui import context, create_app

PAGES = ("/", "/search?q=cameras", "/topics/technology", "/resources/guide", "/resources/guide/text/1", "/help/search")


@pytest.mark.parametrize("url", PAGES)
def test_an_unchanged_page_is_304_and_may_be_cached_for_a_minute(client, url):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert first.headers["Cache-Control"].startswith("public, max-age=60, stale-while-revalidate=300")


def test_searches_beyond_the_concurrency_limit_are_503_and_cached_responses_are_not(site_settings):
    app = create_app(factories.settings(site_settings.corpus.parent, concurrent_searches=1))
    client = app.test_client()
    cached = client.get("/search?q=cameras")
    with app.extensions["clearinghouse"].responses.rendering.slot():
        busy = client.get("/search?q=guns")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")
        assert client.get("/search?q=cameras").data == cached.data
        assert client.get("/healthz").status_code == 200
    assert client.get("/search?q=guns").status_code == 200


def test_the_version_depends_on_the_settings_that_pages_show(site_settings):
    other_settings = factories.settings(site_settings.corpus.parent, public_url="https://clearinghouse.example")
    versions = {
        create_app(app_settings).extensions["clearinghouse"].version
        for app_settings in (site_settings, site_settings, other_settings)
    }
    assert len(versions) == 2


@pytest.mark.parametrize("name", ["css/search/filters.css", "js/search/filter_list.js", "icons.svg"])
def test_the_version_depends_on_every_static_file(site_settings, tmp_path, monkeypatch, name):
    monkeypatch.setattr(context, "WEBUI_FOLDER", tmp_path)
    versions = set()
    for content in ("a { color: red }", "a { color: blue }"):
        for file in ("icons.svg", name):
            path = tmp_path / "static" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if file == name else "", "utf-8")
        versions.add(context.make_app_context(site_settings).version)
    assert len(versions) == 2
