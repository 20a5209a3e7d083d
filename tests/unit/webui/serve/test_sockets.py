"""Limits of the operating system."""

import socket
import sys
from pathlib import Path

import pytest

from webui.serve.sockets import UNREAD_TIMEOUT_MS, drop_clients_that_stop_reading, max_connections


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_connections_to_a_listening_socket_end_when_their_client_stops_reading():
    with socket.create_server(("127.0.0.1", 0)) as server:
        drop_clients_that_stop_reading()
        with socket.create_connection(server.getsockname()), server.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == UNREAD_TIMEOUT_MS


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_no_copy_of_another_open_file_is_left():
    before = len([*Path("/proc/self/fd").iterdir()])
    drop_clients_that_stop_reading()
    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.parametrize(("open_files", "connections"), [(20_256, 10_000), (1024, 384), (100, 1)])
def test_each_connection_may_have_a_document_open(open_files, connections):
    assert max_connections(open_files) == connections
