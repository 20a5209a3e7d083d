"""Invalid requests are refused with a reason, and unexpected errors show no traceback."""

import logging

import pytest

from webui import create_app

INVALID_QUERY_STRINGS = [
    "q=%00",
    "q=%ff%fe",
    "q=%ED%A0%80",
    "q=" + "x" * 100_000,
    "q=a&q=b",
    "%00=1",
    "%ff=1",
    "=1",
    "page=" + "9" * 5_000,
    "page=0",
    "page=1001",
    "page=1.5",
    "per_page=101",
    "sworn=-1",
    "published_from=0000",
    "published_from=" + "1" * 100_000,
    "published_to=2015-02-30",
    "sort=best",
    "topic=%00",
    "topic=" + "x" * 100_000,
    "&".join(f"topic=t{number}" for number in range(100)),
    "&".join(f"p{number}=1" for number in range(600)),
]


@pytest.mark.parametrize("query_string", INVALID_QUERY_STRINGS, ids=lambda query_string: query_string[:20])
def test_an_invalid_query_string_is_refused_with_a_reason_on_pages_and_in_json(client, query_string):
    page = client.get(f"/search?{query_string}")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert len(page.data) < 30_000
    response = client.get(f"/api/v1/search?{query_string}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.json["detail"].endswith((".", "?"))


@pytest.mark.parametrize("url", ["/resources/%00", "/resources/%ff", f"/topics/{'x' * 9_000}", "/documents/%00"])
def test_an_invalid_path_is_404(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("text", ['"', "(((", "-", "OR", "*", "\u202e", "😀", "title:", "[a TO z]", "=", "%", "\\"])
def test_any_query_text_is_accepted(client, text):
    assert client.get("/search", query_string={"q": text}).status_code == 200


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
