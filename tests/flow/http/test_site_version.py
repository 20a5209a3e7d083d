"""The version that ETags depend on changes with the settings and with every static file."""

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
