"""The real server: it reports an address it cannot use, and ends on a signal even while visitors are connected."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from factories import publish, record
from paths import ROOT

HANGS_S = 25
"""A server that has not ended this long after a signal hangs; an incomplete request alone may last for 30 seconds."""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def serve(folder):
    """A function that starts the command in its own process group, as a terminal does; it ends with the test."""
    publish(folder, record())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")}
    folders = ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data"]
    started = []

    def start(*arguments):
        command = [sys.executable, "-m", "indexer", *folders, "serve", *map(str, arguments)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def connected(port, process):
    """A connection that has been answered and stays open."""
    while process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HANGS_S)
        try:
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b"ok\n"
        except ConnectionRefusedError:
            connection.close()
            time.sleep(0.05)
        else:
            return connection
    raise AssertionError(process.stderr.read())


def is_closed(visitor):
    """Tell whether the server has closed a connection, and close it here."""
    with closing(visitor):
        return visitor.sock.recv(1) == b""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_while_a_visitor_stays_connected(serve, port, stop):
    process = serve("--port", port)
    visitor = connected(port, process)
    process.send_signal(stop)
    assert process.wait(HANGS_S) == 0
    assert is_closed(visitor)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_the_server_ends_in_the_middle_of_a_request(serve, port):
    process = serve("--port", port)
    visitor = connected(port, process)
    visitor.sock.sendall(b"GET /search HTTP/1.1\r\nHo")
    process.terminate()
    assert process.wait(HANGS_S) == 0
    assert is_closed(visitor)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_whole_group_leaves_no_worker_behind(serve, port, stop):
    process = serve("--port", port)
    visitor = connected(port, process)
    os.killpg(process.pid, stop)
    assert process.wait(HANGS_S) == 0
    assert is_closed(visitor)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_port_in_use_exits_with_2_and_says_how_to_choose_another(serve, port):
    with socket.create_server(("127.0.0.1", port)):
        process = serve("--port", port)
        assert process.wait(HANGS_S) == 2
    message = process.stderr.read()
    assert message == f"clearinghouse: port {port} is in use: choose another with PORT=... or --port\n"


def test_a_second_server_does_not_share_the_port_of_the_first(serve, port):
    first = serve("--port", port)
    connected(port, first).close()
    second = serve("--port", port)
    assert (second.wait(HANGS_S), first.poll()) == (2, None)


def test_a_port_whose_last_connections_linger_is_free(serve, port):
    with socket.create_server(("127.0.0.1", port)) as server:
        visitor = socket.create_connection(("127.0.0.1", port))
        server.accept()[0].close()  # the side that closes first keeps the port in TIME_WAIT
        visitor.close()
    connected(port, serve("--port", port)).close()


def test_the_server_listens_on_a_host_name_of_this_machine(serve, port):
    connected(port, serve("--port", port, "--host", "localhost")).close()


def test_a_host_of_another_machine_exits_with_2_and_is_named(serve, port):
    process = serve("--port", port, "--host", "192.0.2.1")
    assert process.wait(HANGS_S) == 2
    assert process.stderr.read().startswith("clearinghouse: '192.0.2.1' is not an address of this machine")
