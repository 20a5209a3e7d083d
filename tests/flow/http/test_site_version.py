"""The version that ETags depend on changes with the settings and with every file that is sent as it is."""

from functools import cache

import pytest

import factories
from webui import context, create_app


def test_the_version_depends_on_the_settings_that_pages_show(site_settings):
    other_settings = factories.settings(site_settings.corpus.parent, public_url="https://clearinghouse.example")
    versions = {
        create_app(app_settings).extensions["clearinghouse"].version
        for app_settings in (site_settings, site_settings, other_settings)
    }
    assert len(versions) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("static/css/search/filters.css", "static/js/search/filter_list.js", "static/icons.svg"),
        *("embed/files/1.0.0/clearinghouse-search.d.ts", "embed/files/1.0.0/custom-elements.json"),
    ],
)
def test_the_version_depends_on_every_file_that_is_sent(site_settings, tmp_path, monkeypatch, name):
    monkeypatch.setattr(context, "WEBUI_FOLDER", tmp_path)
    monkeypatch.setattr(context, "_digest_of_code", cache(context._digest_of_code.__wrapped__))
    versions = set()
    for content in ("a { color: red }", "a { color: blue }"):
        for file in ("static/icons.svg", name):
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if file == name else "", "utf-8")
        context._digest_of_code.cache_clear()  # as in a process that begins with these files
        versions.add(context.make_app_context(site_settings).version)
    assert len(versions) == 2
