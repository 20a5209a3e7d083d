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


def wait_for_new_worker(running, killed):
    """Return the new worker, once it answers."""
    deadline = time.monotonic() + REPLACED_WITHIN_S
    while time.monotonic() < deadline:
        try:
            if (new := running.worker_pids() - {killed}) and status(running.get("/healthz")) == 200:
                return new.pop()
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail("no new worker answers")


def test_a_killed_worker_is_replaced(running):
    (killed,) = running.worker_pids()
    os.kill(killed, signal.SIGKILL)
    wait_for_new_worker(running, killed)


def test_a_worker_that_is_killed_as_soon_as_it_starts_is_replaced_and_the_server_can_be_stopped(running):
    (worker,) = running.worker_pids()
    for _ in range(3):
        os.kill(worker, signal.SIGKILL)
        worker = wait_for_new_worker(running, worker)
    running.process.terminate()
    assert running.process.wait(REPLACED_WITHIN_S) == 0
