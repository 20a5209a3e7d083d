"""Documents as the production server sends them: whole, in parts, and only if they changed."""

import pytest

from production_server import body, header, status

pytestmark = pytest.mark.xdist_group("server")

PATH = "/documents/film.mp4"


def test_a_document_arrives_whole(server, film):
    response = server.get(PATH)
    assert (status(response), header(response, "Content-Length")) == (200, str(len(film)))
    assert body(response) == film


def test_a_range_is_sent_with_its_place_in_the_document(server, film):
    response = server.get(PATH, "Range: bytes=100-299")
    assert (status(response), header(response, "Content-Range")) == (206, f"bytes 100-299/{len(film)}")
    assert body(response) == film[100:300]


def test_a_range_may_be_open_ended_or_count_from_the_end(server, film):
    assert body(server.get(PATH, f"Range: bytes={len(film) - 9}-")) == film[-9:]
    assert body(server.get(PATH, "Range: bytes=-9")) == film[-9:]


def test_a_range_beyond_the_end_is_refused(server):
    assert status(server.get(PATH, "Range: bytes=99999999-")) == 416


def test_head_tells_the_length_and_sends_nothing(server, film):
    response = server.get(PATH, method="HEAD")
    assert (status(response), header(response, "Content-Length"), body(response)) == (200, str(len(film)), b"")


def test_a_document_that_the_client_has_is_not_sent_again(server):
    etag = header(server.get(PATH, method="HEAD"), "ETag")
    response = server.get(PATH, f"If-None-Match: {etag}")
    assert (status(response), body(response)) == (304, b"")


def test_a_document_has_its_security_headers(server):
    assert header(server.get(PATH), "Content-Security-Policy").startswith("default-src 'none'")


def test_a_script_arrives_whole(server):
    script = server.get("/static/js/components/theme.js")
    assert (status(script), len(body(script))) == (200, int(header(script, "Content-Length")))
