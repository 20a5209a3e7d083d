"""Requests for JSON and the stylesheet to the product's own server at loopback, over persistent connections."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from statistics import mean
from urllib.parse import urlencode

from catalog.settings import Settings
from tests.bench.catalogs import ROOT
from tests.bench.memory import descendant_pids, pss_mb
from tests.bench.published import PublishedCatalog
from tests.bench.queries import QuerySampler
from tests.bench.tables import elapsed_s, format_table, p50_p95_ms

WORKERS = 2
CONCURRENT_CLIENTS = 4
LATENCY_QUERIES = 300
"""Queries that a single client sends one after the other."""
STYLESHEET = "/static/site.css"
STATIC_REQUESTS = 2_000
QUERIES_PER_STRATUM = 60
START_TIMEOUT_S = 120.0
QUICK_S, QUICK_RESPONSES = 0.1, 20
"""A server is ready after this many consecutive responses within QUICK_S."""
LOCAL = "127.0.0.1"


def serving_table(catalog: PublishedCatalog) -> str:
    """Return a table of latencies, throughput and memory."""
    queries_by_kind = QuerySampler(catalog.entries, seed=23).queries(QUERIES_PER_STRATUM).values()
    texts = [query.query.text for queries in zip(*queries_by_kind, strict=False) for query in queries]
    paths = [f"/api/v1/search?{urlencode({'q': text})}" for text in texts]
    with _server(catalog.settings) as (port, pid):
        repeated, new = paths[:LATENCY_QUERIES], paths[LATENCY_QUERIES:]
        clients, zipped = Clients(port), Clients(port, {"Accept-Encoding": "gzip"})
        first_s, again_s = clients.latencies_s(repeated), clients.latencies_s(repeated)
        throughput = f"{CONCURRENT_CLIENTS} clients, requests per second"
        rows = [
            ("queries sent for the first time, ms (p50 / p95)", p50_p95_ms(first_s)),
            ("the same queries again, ms (p50 / p95)", p50_p95_ms(again_s)),
            (f"new queries, {throughput}", f"{clients.requests_per_second(new):.0f}"),
            (f"repeated queries, {throughput}", f"{clients.requests_per_second(repeated * 5):.0f}"),
            (f"repeated queries, compressed, {throughput}", f"{zipped.requests_per_second(repeated * 5):.0f}"),
            (f"the stylesheet, {throughput}", f"{clients.requests_per_second([STYLESHEET] * STATIC_REQUESTS):.0f}"),
            (
                f"the stylesheet, compressed, {throughput}",
                f"{zipped.requests_per_second([STYLESHEET] * STATIC_REQUESTS):.0f}",
            ),
            ("responses with a status other than 200", f"{clients.failed + zipped.failed}"),
            ("memory of a worker afterwards (PSS), MB", f"{_worker_mb(pid):.0f}"),
        ]
    return format_table(f"{catalog.name}: JSON over HTTP, {WORKERS} workers", ("what", "figure"), rows)


@contextmanager
def _server(settings: Settings) -> Iterator[tuple[int, int]]:
    """Start the server on a free port; yield the port and the process id once it responds quickly."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CATALOG_CORPUS": str(settings.corpus), "CATALOG_DATA": str(settings.data)}
    command = [sys.executable, "-m", "indexer", "serve", "--port", str(port), "--workers", str(WORKERS)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_quick(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_quick(port: int) -> None:
    """Wait until both workers have warmed up: QUICK_RESPONSES new connections in a row get a quick response."""
    deadline, quick = time.monotonic() + START_TIMEOUT_S, 0
    for number in count():
        clients = Clients(port)
        took_s = START_TIMEOUT_S
        with suppress(OSError, http.client.HTTPException):
            took_s = elapsed_s(clients.get, clients.connection(), f"/search?q=warm+up+{number}")
        quick = quick + 1 if took_s < QUICK_S and not clients.failed else 0
        if quick == QUICK_RESPONSES:
            return
        if time.monotonic() > deadline:
            raise TimeoutError("the server does not respond quickly")
        time.sleep(0.05)


@dataclass(slots=True)
class Clients:
    """Clients of the server at a port; `failed` counts responses with a status other than 200."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    failed: int = 0

    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection."""
        return http.client.HTTPConnection(LOCAL, self.port, timeout=30)

    def get(self, connection: http.client.HTTPConnection, path: str) -> None:
        """Request a path, and read the whole response."""
        connection.request("GET", path, headers=dict(self.headers))
        response = connection.getresponse()
        response.read()
        self.failed += response.status != http.client.OK

    def latencies_s(self, paths: Sequence[str]) -> list[float]:
        """Return the time of each request with one client, over one connection per worker in turn."""
        connections = cycle([self.connection() for _ in range(WORKERS)])
        return [elapsed_s(self.get, connection, path) for path, connection in zip(paths, connections, strict=False)]

    def requests_per_second(self, paths: Sequence[str]) -> float:
        """Return the throughput of CONCURRENT_CLIENTS clients, each with its own connection."""

        def send(first: int) -> None:
            connection = self.connection()
            for path in islice(paths, first, None, CONCURRENT_CLIENTS):
                self.get(connection, path)

        with ThreadPoolExecutor(CONCURRENT_CLIENTS) as pool:
            return len(paths) / elapsed_s(lambda: list(pool.map(send, range(CONCURRENT_CLIENTS))))


def _worker_mb(pid: int) -> float:
    """Return the mean memory of the WORKERS largest processes of the server."""
    return mean(sorted(map(pss_mb, descendant_pids(pid)))[-WORKERS:] or [0.0])
