"""`clearinghouse serve`: it reports a host or port it cannot use, and stops on a signal even with open connections."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from factories import publish, record
from paths import ROOT

MAX_STOP_S = 25
"""A server that takes longer to stop hangs. It may wait up to 30 seconds for an incomplete request."""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(folder):
    """A function that starts the command in its own process group, as a terminal does. The test stops it."""
    publish(folder, record())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")}
    folders = ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data"]
    processes = []

    def start(*arguments):
        command = [sys.executable, "-m", "indexer", *folders, "serve", *map(str, arguments)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        with process:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def open_connection(port):
    """A function that returns an open connection on which a server has answered a request. The fixture closes it."""
    with ExitStack() as connections:

        def opened(process):
            while process.poll() is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=MAX_STOP_S)
                connections.callback(connection.close)
                try:
                    connection.request("GET", "/healthz")
                    assert connection.getresponse().read() == b"ok\n"
                except ConnectionRefusedError:
                    time.sleep(0.05)
                else:
                    return connection
            raise AssertionError(process.stderr.read())

        yield opened


def is_closed(connection):
    """Return whether the server has closed a connection, and close this end."""
    with closing(connection):
        return connection.sock.recv(1) == b""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_while_a_connection_is_open(serve, open_connection, port, stop):
    process = serve("--port", port)
    connection = open_connection(process)
    process.send_signal(stop)
    assert process.wait(MAX_STOP_S) == 0
    assert is_closed(connection)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_the_server_stops_in_the_middle_of_a_request(serve, open_connection, port):
    process = serve("--port", port)
    connection = open_connection(process)
    connection.sock.sendall(b"GET /search HTTP/1.1\r\nHo")
    process.terminate()
    assert process.wait(MAX_STOP_S) == 0
    assert is_closed(connection)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_whole_group_leaves_no_worker_behind(serve, open_connection, port, stop):
    process = serve("--port", port)
    connection = open_connection(process)
    os.killpg(process.pid, stop)
    assert process.wait(MAX_STOP_S) == 0
    assert is_closed(connection)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_signal_that_ends_a_worker_before_the_server_notices_it_ends_both(serve, open_connection, port):
    process = serve("--port", port, "--workers", 1)
    connection = open_connection(process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGSTOP)
    for child in children:
        os.kill(int(child), signal.SIGTERM)
    assert is_closed(connection)
    process.terminate()
    process.send_signal(signal.SIGCONT)
    assert process.wait(MAX_STOP_S) == 0
    assert "the server starts anew" not in process.stderr.read()


def test_a_port_in_use_exits_with_2_and_says_how_to_choose_another(serve, port):
    with socket.create_server(("127.0.0.1", port)):
        process = serve("--port", port)
        assert process.wait(MAX_STOP_S) == 2
    message = process.stderr.read()
    assert message == f"clearinghouse: port {port} is in use: choose another with PORT=... or --port\n"


def test_a_second_server_does_not_share_the_port_of_the_first(serve, open_connection, port):
    first = serve("--port", port)
    open_connection(first).close()
    second = serve("--port", port)
    assert (second.wait(MAX_STOP_S), first.poll()) == (2, None)


def test_a_port_with_connections_in_time_wait_can_be_used(serve, open_connection, port):
    with socket.create_server(("127.0.0.1", port)) as server:
        connection = socket.create_connection(("127.0.0.1", port))
        server.accept()[0].close()  # the side that closes first keeps the port in TIME_WAIT
        connection.close()
    open_connection(serve("--port", port)).close()


def test_the_server_listens_on_a_host_name_of_this_machine(serve, open_connection, port):
    open_connection(serve("--port", port, "--host", "localhost")).close()


def test_a_host_of_another_machine_exits_with_2_and_is_named(serve, port):
    process = serve("--port", port, "--host", "192.0.2.1")
    assert process.wait(MAX_STOP_S) == 2
    assert process.stderr.read().startswith("clearinghouse: '192.0.2.1' is not an address of this machine")
