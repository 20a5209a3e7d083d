"""A script on another origin reads what is for programs, whatever headers its libraries add."""

import pytest
from werkzeug import Response

from assistant_messages import stateless_headers, stateless_message

pytestmark = pytest.mark.xdist_group("browser")

FETCH = """
async ([url, headers]) => {
  const response = await fetch(url, { headers });
  return [response.status, await response.text(), response.headers.get("ETag"), response.headers.get("Retry-After")];
}
"""
SEND = """
async ([url, headers, message]) => {
  headers = { ...headers, "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(message) });
  return [response.status, await response.json()];
}
"""
READ_FAILS = "url => fetch(url).then(() => false, () => true)"
HEADERS = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "X-Requested-With": "fetch"}


@pytest.fixture(scope="module")
def other_origin(browser, serve_app):
    """An empty page on another port, which is another origin, without a policy of its own."""
    with serve_app(Response("<!doctype html>", mimetype="text/html")) as url:
        page = browser.new_page()
        page.goto(url)
        yield page
        page.close()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/api/v1/search?q=retention", '"total":'),
        ("/search.atom?q=retention", "Body-worn cameras in small towns"),
        ("/es/search.csv?q=retention", "Body-worn cameras in small towns"),
        ("/resources/guide.csl.json", "Body-worn cameras in small towns"),
        ("/opensearch/suggestions?q=cam", "cameras"),
    ],
)
def test_a_script_of_another_origin_reads_the_answer_and_its_etag(other_origin, base_url, path, text):
    status, body, etag, _ = other_origin.evaluate(FETCH, [base_url + path, HEADERS])
    assert status == 200
    assert text in body
    assert etag.startswith("W/")


def test_a_script_of_another_origin_reads_what_is_wrong_with_its_request(other_origin, base_url):
    status, body, _, _ = other_origin.evaluate(FETCH, [f"{base_url}/search.atom?page=0", HEADERS])
    assert status == 400
    assert '"errors"' in body


def test_a_script_of_another_origin_calls_a_tool_of_assistants(other_origin, base_url):
    params = {"name": "search", "arguments": {"query": "retention"}}
    headers = HEADERS | stateless_headers("tools/call", "search")
    message = stateless_message("tools/call", params)
    status, answer = other_origin.evaluate(SEND, [f"{base_url}/mcp", headers, message])
    assert (status, answer["result"]["structuredContent"]["hits"][0]["id"]) == (200, "guide")


def test_a_script_of_another_origin_cannot_read_pages(other_origin, base_url):
    assert other_origin.evaluate(READ_FAILS, f"{base_url}/search")
