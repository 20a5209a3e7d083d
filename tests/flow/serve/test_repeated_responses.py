"""The server sends a response again, until something else is published."""

import pytest

from factories import publish, record
from production_server import body, header, production_server, status

pytestmark = pytest.mark.xdist_group("repeated responses")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("repeated")


@pytest.fixture(scope="module")
def running(folder):
    publish(folder, record("one", title="A title"))
    with production_server(folder) as server:
        yield server


def responses(server, path, *headers):
    """Return three responses to the same request, without the headers that change by the second."""
    return [server.get(path, *headers) for _ in range(3)]


@pytest.mark.parametrize("path", ["/search?q=title", "/api/v1/search?q=title", "/static/site.css", "/resources/one"])
def test_a_repeated_request_gets_the_same_response(running, path):
    first, *again = responses(running, path)
    assert {status(response) for response in (first, *again)} == {200}
    assert {(body(response), header(response, "ETag")) for response in again} == {(body(first), header(first, "ETag"))}


def test_what_was_published_is_seen_with_the_next_request(running, folder):
    publish(folder, record("two", title="The first title"))
    assert all(b"The first title" in response for response in responses(running, "/resources/two"))
    publish(folder, record("two", title="The second title"))
    assert b"The second title" in running.get("/resources/two")


def test_a_conditional_request_is_answered_with_304(running):
    etag = header(responses(running, "/search?q=title")[-1], "ETag")
    assert status(running.get("/search?q=title", f"If-None-Match: {etag}")) == 304


def test_a_repeated_request_of_another_host_is_still_refused(running):
    responses(running, "/search?q=title")
    request = b"GET /search?q=title HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"
    assert status(running.send(request)) == 400
