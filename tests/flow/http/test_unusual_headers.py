"""Headers that are malformed, impossible or given twice."""

import pytest

import web_catalog

IMPOSSIBLE = "Mon, 01 Jan 99999999999 00:00:00 GMT"


@pytest.mark.parametrize("url", ["/static/site.css", "/static/icons.svg", "/documents/questions/page.html"])
@pytest.mark.parametrize("name", ["If-Modified-Since", "If-Unmodified-Since"])
def test_a_condition_with_an_impossible_date_is_ignored(client, url, name):
    response = client.get(url, headers={name: IMPOSSIBLE}, buffered=True)
    assert (response.status_code, response.data) == (200, client.get(url, buffered=True).data)


def test_a_range_on_condition_of_an_impossible_date_is_ignored(client):
    headers = {"If-Range": IMPOSSIBLE, "Range": "bytes=0-3"}
    response = client.get("/documents/questions/page.html", headers=headers, buffered=True)
    assert (response.status_code, response.text) == (200, web_catalog.PAGE)


@pytest.mark.parametrize(
    "host",
    ["a.example, b.example", "a.example,b.example", "a.example b.example", "a.example/x", "user@a.example", "\xe9"],
)
@pytest.mark.parametrize("url", ["/", "/api/v1/search", "/healthz", "/nothing"])
def test_a_request_to_several_hosts_or_none_that_can_be_is_400(client, url, host):
    assert client.get(url, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "host", ["localhost", "web_1:8000", "10.0.0.7:8000", "[::1]:8000", "xn--bcher-kva.example", ""]
)
def test_a_request_to_one_host_is_answered(client, host):
    assert client.get("/", environ_overrides={"HTTP_HOST": host}).status_code == 200
