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
from itertools import cycle, islice
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


class Refused(Exception):  # noqa: N818  # the benchmark ends there
    """The server did not answer with 200."""


def serving(site: Site) -> str:
    """Return a table."""
    drawn = Drawing(site.entries, seed=23).queries(EACH).values()
    texts = [each.query.text for queries in zip(*drawn, strict=False) for each in queries]
    with _server(site.settings) as (port, pid):
        alone, others = texts[:ALONE], texts[ALONE:]
        fresh, again = _latencies_s(port, alone), _latencies_s(port, alone)
        rows = [
            ("a text asked for the first time, ms (p50 / p95)", middle_and_slow_ms(fresh)),
            ("the same texts again, ms (p50 / p95)", middle_and_slow_ms(again)),
            (f"texts never asked, {AT_ONCE} clients, requests a second", f"{_per_second(port, others):.0f}"),
            (f"texts asked before, {AT_ONCE} clients, requests a second", f"{_per_second(port, alone * 5):.0f}"),
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
    for number in cycle(range(1_000)):
        took = START_S
        with suppress(OSError, http.client.HTTPException, Refused):
            took = timed_s(_get, _connection(port), f"warm up {number}")
        quick = quick + 1 if took < QUICK_S else 0
        if quick == QUICK:
            return
        if time.monotonic() > ends:
            raise Refused("the server does not answer quickly")
        time.sleep(0.05)


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(LOCAL, port, timeout=30)


def _get(connection: http.client.HTTPConnection, text: str) -> None:
    connection.request("GET", f"/api/v1/search?{urlencode({'q': text})}")
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise Refused(f"'{text}' got {answer.status}")


def _latencies_s(port: int, texts: Sequence[str]) -> list[float]:
    """Return how long each text took one client, over two connections in turn."""
    connections = cycle([_connection(port) for _ in range(WORKERS)])
    return [timed_s(_get, to, text) for text, to in zip(texts, connections, strict=False)]


def _per_second(port: int, texts: Sequence[str]) -> float:
    """Return how many requests a second AT_ONCE clients get answered, each over a connection of its own."""

    def ask(first: int) -> None:
        connection = _connection(port)
        for text in islice(texts, first, None, AT_ONCE):
            _get(connection, text)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return len(texts) / timed_s(lambda: list(pool.map(ask, range(AT_ONCE))))


def _worker_mb(pid: int) -> float:
    """Return the mean memory of the server's largest processes, as many as it has workers."""
    return mean(sorted(map(pss_mb, children(pid)))[-WORKERS:] or [0.0])
