"""The server hands a form to the application only if all of it arrived."""

import pytest

from production_server import body, header, status

pytestmark = pytest.mark.xdist_group("server")

FORM = (
    b"POST /toolkit HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
CHUNKED = FORM + b"Transfer-Encoding: chunked\r\n\r\n"


def with_length(form):
    return FORM + b"Content-Length: %d\r\n\r\n%s" % (len(form), form)


def test_a_whole_form_is_accepted(server):
    response = server.send(with_length(b"title=Plan&do=save"))
    assert (status(response), header(response, "Location")) == (303, "/toolkit")


def test_a_chunked_form_is_accepted(server):
    assert status(server.send(CHUNKED + b"a\r\ntitle=Plan\r\n0\r\n\r\n")) == 303


def test_a_form_that_is_shorter_than_announced_is_refused(server):
    response = server.send(FORM + b"Content-Length: 50\r\n\r\ntitle=Plan", then_stop=True)
    assert (status(response), body(response)) == (400, b"The request is incomplete.\n")
    assert header(response, "Set-Cookie") is None


def test_a_chunked_form_without_its_end_is_refused(server):
    assert status(server.send(CHUNKED + b"a\r\ntitle=Plan\r\n", then_stop=True)) == 400


def test_a_chunked_form_with_a_broken_chunk_is_refused(server):
    assert status(server.send(CHUNKED + b"a\r\ntitle=Plan\r\nXY\r\n0\r\n\r\n")) == 400


def test_a_form_above_the_limit_gets_a_page_that_says_so(server):
    response = server.send(with_length(b"title=" + b"x" * 1_500_000))
    assert status(response) == 413
    assert b"<html" in body(response)


def test_a_chunked_form_above_the_limit_gets_the_same_status(server):
    chunk = b"%x\r\n%s\r\n" % (500_000, b"x" * 500_000)
    assert status(server.send(CHUNKED + 3 * chunk + b"0\r\n\r\n")) == 413


def test_a_body_far_above_the_limit_is_not_read(server):
    response = server.send(FORM + b"Content-Length: 999999999999\r\n\r\ntitle=Plan")
    assert status(response) == 413


def test_two_lengths_are_refused(server):
    assert status(server.send(FORM + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc")) == 400


def test_a_chunked_length_wins_over_a_declared_one(server):
    request = FORM + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\na\r\ntitle=Plan\r\n0\r\n\r\n"
    assert status(server.send(request)) == 303


def test_a_body_in_a_coding_that_is_not_undone_is_refused(server):
    response = server.send(FORM + b"Transfer-Encoding: gzip, chunked\r\n\r\na\r\ntitle=Plan\r\n0\r\n\r\n")
    assert (status(response), body(response)) == (501, b"Only chunked bodies are understood.\n")


def test_a_request_must_name_one_host(server):
    line, end = b"GET /healthz HTTP/1.1\r\n", b"Connection: close\r\n\r\n"
    for hosts in (b"", b"Host: a\r\nHost: b\r\n", b"Host: a, b\r\n"):
        response = server.send(line + hosts + end)
        assert (status(response), body(response)) == (400, b"The request must name one host.\n"), hosts


def test_a_client_of_http_1_0_need_not_name_a_host(server):
    assert status(server.send(b"GET /healthz HTTP/1.0\r\n\r\n")) == 200
