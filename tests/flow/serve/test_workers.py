"""Workers finish their requests when the server stops, and are replaced when they die."""

import os
import signal
import time

import pytest

from factories import publish, record
from production_server import production_server, read_to_end, status

FORM = (
    b"POST /toolkit HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 18\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ntitle=Plan"
)
REPLACED_WITHIN_S = 30


@pytest.fixture
def running(folder):
    publish(folder, record())
    with production_server(folder) as server:
        yield server


def test_a_request_in_progress_is_answered_when_the_server_stops(running):
    with running.connect(FORM) as connection:
        time.sleep(0.3)  # the server has read the beginning
        running.process.terminate()
        time.sleep(0.3)
        connection.sendall(b"&do=save")
        assert status(read_to_end(connection)) == 303
    assert running.process.wait(REPLACED_WITHIN_S) == 0


def test_a_killed_worker_is_replaced(running):
    (killed,) = running.worker_pids()
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + REPLACED_WITHIN_S
    while not running.worker_pids() - {killed}:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    while True:
        try:
            assert status(running.get("/healthz")) == 200
            break
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
