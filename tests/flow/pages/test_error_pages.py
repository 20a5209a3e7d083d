"""Error pages help visitors and show no details of the error."""

import logging

import pytest

from webui import create_app


@pytest.mark.parametrize(
    "url", ["/nothing", "/resources/nothing", "/topics/nothing", "/clearinghouse/resource/1", "/documents/x"]
)
def test_a_404_page_has_a_search_and_a_link_to_all_resources(get, url):
    page = get(url, status=404)
    assert page.select_one('form[role="search"] input[name="q"]')
    assert page.select_one('main a[href="/search"]')


def test_an_unexpected_error_shows_a_friendly_page_and_is_logged_without_the_visitor(site_settings, caplog):
    app = create_app(site_settings)
    for rule in ("/crash", "/api/v1/crash"):
        app.add_url_rule(rule, rule, lambda: 1 // 0)
    with caplog.at_level(logging.ERROR):
        page = app.test_client().get("/crash?q=private", environ_base={"REMOTE_ADDR": "203.0.113.9"})
        problem = app.test_client().get("/api/v1/crash")
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert "division" not in page.text
    assert (problem.status_code, problem.mimetype) == (500, "application/problem+json")
    assert "ZeroDivisionError" in caplog.text
    assert "203.0.113.9" not in caplog.text
    assert "private" not in caplog.text
