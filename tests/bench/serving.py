"""The product's own server on loopback, asked for JSON over connections that are kept open."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, cycle, islice
from statistics import mean
from urllib.parse import urlencode

from catalog.config import Settings
from tests.bench.catalogs import ROOT
from tests.bench.memory import children, pss_mb
from tests.bench.queries import Drawing
from tests.bench.site import Site
from tests.bench.tables import middle_and_slow_ms, table, timed_s

WORKERS = 2
AT_ONCE = 4
"""Clients that ask at the same time, where requests a second are counted."""
ALONE = 300
"""Texts that one client asks, one after the other."""
EACH = 60
"""Texts of a kind drawn from each stratum."""
START_S = 120.0
QUICK_S, QUICK = 0.1, 20
"""A server is ready when so many answers in a row were that quick."""
LOCAL = "127.0.0.1"


def serving(site: Site) -> str:
    """Return a table."""
    drawn = Drawing(site.entries, seed=23).queries(EACH).values()
    texts = [each.query.text for queries in zip(*drawn, strict=False) for each in queries]
    with _server(site.settings) as (port, pid):
        alone, others = texts[:ALONE], texts[ALONE:]
        clients = Clients(port)
        fresh, again = clients.latencies_s(alone), clients.latencies_s(alone)
        rows = [
            ("a text asked for the first time, ms (p50 / p95)", middle_and_slow_ms(fresh)),
            ("the same texts again, ms (p50 / p95)", middle_and_slow_ms(again)),
            (f"texts never asked, {AT_ONCE} clients, requests a second", f"{clients.per_second(others):.0f}"),
            (f"texts asked before, {AT_ONCE} clients, requests a second", f"{clients.per_second(alone * 5):.0f}"),
            ("requests of these not answered with 200", f"{clients.refused}"),
            ("memory of a worker afterwards (PSS), MB", f"{_worker_mb(pid):.0f}"),
        ]
    return table(f"{site.name}: JSON over HTTP, {WORKERS} workers", ("what", "figure"), rows)


@contextmanager
def _server(settings: Settings) -> Iterator[tuple[int, int]]:
    """Start the server on a free port, and yield that and its process's number once it answers quickly."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CATALOG_CORPUS": str(settings.corpus), "CATALOG_DATA": str(settings.data)}
    command = [sys.executable, "-m", "indexer", "serve", "--port", str(port), "--workers", str(WORKERS)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _await_quick(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _await_quick(port: int) -> None:
    """Wait until both workers have prepared the index: QUICK new connections in a row get a quick answer."""
    ends, quick = time.monotonic() + START_S, 0
    for number in count():
        clients = Clients(port)
        took = START_S
        with suppress(OSError, http.client.HTTPException):
            took = timed_s(clients.get, clients.connection(), f"warm up {number}")
        quick = quick + 1 if took < QUICK_S and not clients.refused else 0
        if quick == QUICK:
            return
        if time.monotonic() > ends:
            raise TimeoutError("the server does not answer quickly")
        time.sleep(0.05)


@dataclass(slots=True)
class Clients:
    """Who asks the server at a port, and how often it did not answer with 200."""

    port: int
    refused: int = 0

    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection."""
        return http.client.HTTPConnection(LOCAL, self.port, timeout=30)

    def get(self, connection: http.client.HTTPConnection, text: str) -> None:
        """Ask for a text, and read the whole answer."""
        connection.request("GET", f"/api/v1/search?{urlencode({'q': text})}")
        answer = connection.getresponse()
        answer.read()
        self.refused += answer.status != http.client.OK

    def latencies_s(self, texts: Sequence[str]) -> list[float]:
        """Return how long each text took one client, over two connections in turn."""
        connections = cycle([self.connection() for _ in range(WORKERS)])
        return [timed_s(self.get, to, text) for text, to in zip(texts, connections, strict=False)]

    def per_second(self, texts: Sequence[str]) -> float:
        """Return how many requests a second AT_ONCE clients get answered, each over a connection of its own."""

        def ask(first: int) -> None:
            connection = self.connection()
            for text in islice(texts, first, None, AT_ONCE):
                self.get(connection, text)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return len(texts) / timed_s(lambda: list(pool.map(ask, range(AT_ONCE))))


def _worker_mb(pid: int) -> float:
    """Return the mean memory of the server's largest processes, as many as it has workers."""
    return mean(sorted(map(pss_mb, children(pid)))[-WORKERS:] or [0.0])
