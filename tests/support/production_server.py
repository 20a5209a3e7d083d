"""The production server as its own process, and raw connections to it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from paths import ROOT

START_S = 60
LOCAL = "127.0.0.1"


class Server:
    """A running server. `pid` is the process that starts the workers."""

    def __init__(self, port: int, process: subprocess.Popen[str]) -> None:
        """Take the port and the process."""
        self.port = port
        self.process = process

    def connect(self, request: bytes = b"", receive_buffer: int | None = None) -> socket.socket:
        """Return a connection over which a request, or a part of one, was sent."""
        connection = socket.socket()
        connection.settimeout(START_S)
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            connection.connect((LOCAL, self.port))
            connection.sendall(request)
        except OSError:
            connection.close()
            raise
        return connection

    def send(self, request: bytes, *, then_stop: bool = False) -> bytes:
        """Return all that the server sends to a request until it closes the connection.

        `then_stop` says that the client sends nothing more, as if it had been cut off.
        """
        with closing(self.connect(request)) as connection:
            if then_stop:
                connection.shutdown(socket.SHUT_WR)
            return read_to_end(connection)

    def get(self, path: str, *headers: str, method: str = "GET") -> bytes:
        """Return the whole response to a request."""
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        return self.send("\r\n".join(lines).encode())

    def worker_pids(self) -> set[int]:
        """Return the processes that answer requests."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children.split()}
        return {pid for pid, command in commands.items() if b"resource_tracker" not in command}


@contextmanager
def production_server(
    folder: Path, workers: int = 1, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """Run the server for the corpus and data in a folder, with these settings in its environment."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    folders = ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data"]
    command = [sys.executable, "-m", "indexer", *folders, "serve", "--port", str(port), "--workers", str(workers)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")}
    with (folder / "server.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**inherited, **environment},
            start_new_session=True,
            stdout=log,
            stderr=log,
            text=True,
        )
    server = Server(port, process)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def read_to_end(connection: socket.socket) -> bytes:
    """Return what a server sends until it closes the connection."""
    received = b""
    try:
        while part := connection.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return received


def status(response: bytes) -> int:
    """Return the status of a response; 0 if there is none."""
    return int(response.split(b" ", 2)[1]) if response else 0


def body(response: bytes) -> bytes:
    """Return the body of a response."""
    return response.partition(b"\r\n\r\n")[2]


def header(response: bytes, name: str) -> str | None:
    """Return the value of a header, or None."""
    for line in response.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return None


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_S
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            if status(server.get("/healthz")) == 200:
                return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")
