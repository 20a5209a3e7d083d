"""Clients that send or read slowly, or not at all, take nothing from the others."""

from contextlib import ExitStack

import pytest

from production_server import body, header, read_to_end, status

pytestmark = pytest.mark.xdist_group("server")

MORE_THAN_THREADS = 40
"""More connections than the server has threads, on any machine that runs these tests."""
STALLED = (
    b"POST /toolkit HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ntitle"
)
FILM = b"GET /documents/film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def opened():
    """A stack that closes connections after the test."""
    with ExitStack() as stack:
        yield stack


def new_search(server, text):
    """Return the status of a search that no cache can answer."""
    return status(server.get(f"/search?q={text}"))


def test_stalled_bodies_leave_the_threads_to_others(server, opened):
    for _ in range(MORE_THAN_THREADS):
        opened.enter_context(server.connect(STALLED))
    assert new_search(server, "stalled") == 200


def test_readers_who_stop_leave_the_threads_to_others(server, opened):
    for _ in range(MORE_THAN_THREADS):
        opened.enter_context(server.connect(FILM, receive_buffer=4096))
    assert new_search(server, "stopped") == 200


def test_readers_who_stop_in_a_part_of_a_document_leave_the_threads_to_others(server, opened):
    for _ in range(MORE_THAN_THREADS):
        opened.enter_context(server.connect(FILM[:-2] + b"Range: bytes=5-\r\n\r\n", receive_buffer=4096))
    assert new_search(server, "parts") == 200


def test_half_a_request_and_silence_leave_the_threads_to_others(server, opened):
    for _ in range(MORE_THAN_THREADS):
        opened.enter_context(server.connect())
        opened.enter_context(server.connect(b"GET / HTTP/1.1\r\nHo"))
    assert new_search(server, "half") == 200


def test_a_reader_who_pauses_gets_the_whole_document(server, film):
    with server.connect(FILM[:-2] + b"Connection: close\r\n\r\n", receive_buffer=4096) as connection:
        first = connection.recv(100)
        assert new_search(server, "meanwhile") == 200
        assert body(first + read_to_end(connection)) == film


def test_a_stalled_body_gets_408_and_silent_connections_are_closed_after_ten_seconds(server):
    with server.connect() as silent, server.connect(b"GET / HT") as half, server.connect(STALLED) as stalled:
        assert [read_to_end(silent), read_to_end(half)] == [b"", b""]
        refusal = read_to_end(stalled)
    assert (status(refusal), header(refusal, "Connection")) == (408, "close")
    assert body(refusal) == b"The request took too long to arrive.\n"
