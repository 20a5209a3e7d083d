"""Requests for JSON and the stylesheet to the product's own server at loopback, over persistent connections."""

from __future__ import annotations

import http.client
import json
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
from typing import Any
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
OTHER_REQUESTS, SLOW_REQUESTS = 200, 40
"""Requests to each of the other routes; fewer to those with large responses."""
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
        others = _other_requests(texts[:OTHER_REQUESTS])
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
            *((f"{name}, ms (p50 / p95)", p50_p95_ms(clients.latencies_s(requests))) for name, requests in others),
            ("responses with a status other than 200", f"{clients.failed + zipped.failed}"),
            ("memory of a worker afterwards (PSS), MB", f"{_worker_mb(pid):.0f}"),
        ]
    return format_table(f"{catalog.name}: JSON over HTTP, {WORKERS} workers", ("what", "figure"), rows)


def _other_requests(texts: Sequence[str]) -> list[tuple[str, Sequence[Target]]]:
    """Return requests to the other routes for programs by what they are, each sent for the first time."""
    chosen = {"fields": "title,page_url", "facets": "none", "snippets": 1, "per_page": 5}
    words = [f"{text} guide" for text in texts]  # searches that were not sent before
    harvest = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    days = [f"{year}-{month:02}-01" for year in range(1990, 2015) for month in range(1, 13)]
    return [
        ("suggestions, first time", [f"/api/v1/suggest?{urlencode({'q': text[:-1]})}" for text in texts]),
        (
            "five hits with chosen fields, first time",
            [f"/api/v1/search?{urlencode({'q': q, **chosen})}" for q in words],
        ),
        ("a page of 100 OAI-PMH headers", [f"/oai?{urlencode({**harvest, 'from': day})}" for day in days]),
        ("a page of 100 OAI-PMH records", ["/oai?verb=ListRecords&metadataPrefix=oai_dc"] * SLOW_REQUESTS),
        (
            "a page of 100 resources, first time",
            [f"/api/v1/resources?changed_since={day}" for day in days[:SLOW_REQUESTS]],
        ),
        (
            "a search by an assistant (MCP), first time",
            [ToolCall("search", {"query": f"{text} plan"}) for text in texts],
        ),
    ]


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


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call of a tool for assistants."""

    name: str
    arguments: Mapping[str, Any]

    @property
    def body(self) -> str:
        """The JSON-RPC request."""
        params = {"name": self.name, "arguments": dict(self.arguments)}
        return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})


Target = str | ToolCall
"""What is requested: a path, or a tool."""
JSON_HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


@dataclass(slots=True)
class Clients:
    """Clients of the server at a port; `failed` counts responses with a status other than 200."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    failed: int = 0

    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection."""
        return http.client.HTTPConnection(LOCAL, self.port, timeout=30)

    def get(self, connection: http.client.HTTPConnection, target: Target) -> None:
        """Request a path or call a tool, and read the whole response."""
        if isinstance(target, ToolCall):
            connection.request("POST", "/mcp", target.body, {**self.headers, **JSON_HEADERS})
        else:
            connection.request("GET", target, headers=dict(self.headers))
        response = connection.getresponse()
        response.read()
        self.failed += response.status != http.client.OK

    def latencies_s(self, targets: Sequence[Target]) -> list[float]:
        """Return the time of each request with one client, over one connection per worker in turn."""
        connections = cycle([self.connection() for _ in range(WORKERS)])
        return [
            elapsed_s(self.get, connection, target) for target, connection in zip(targets, connections, strict=False)
        ]

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
