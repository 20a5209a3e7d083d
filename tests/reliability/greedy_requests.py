"""Greedy requests: each must cost less than two seconds of processor time, and none may fail.

    python -m tests.reliability.greedy_requests [FOLDER]

It indexes 20,000 records, the largest records and a transcript of 200,000 captions, starts the production server with
one worker on it, and sends it some 1,500 requests from this process, one at a time, at loopback. It prints those that
cost most, and every server error, and exits with 1 if a request costs more, a status is 5xx, or the log of the server
has a traceback. It takes about ten minutes, half of that if FOLDER has the index of an earlier run.
"""

from __future__ import annotations

import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.reliability.greedy_samples import Greedy, greedy_requests
from tests.reliability.large_catalog import large_catalog
from tests.reliability.scratch_server import LOCAL, ScratchServer, scratch_server

MAX_CPU_S = 2.0
"""Processor time of one request; more breaks the promise."""
TIMEOUT_S = 120.0
SHOWN = 25
"""Lines of the table."""
SERVER_ERROR, NO_RESPONSE = 500, 0


class Cost(NamedTuple):
    """What a request costs. The status is NO_RESPONSE if the connection ended without a response."""

    cpu_s: float
    took_s: float
    name: str
    status: int
    size: int


def main(folder: str = "") -> int:
    """Print the costs; return 1 if a promise is broken."""
    with tempfile.TemporaryDirectory(prefix="greedy-") as scratch:
        settings, ids = large_catalog(Path(folder or scratch) / "data")
        log = Path(scratch) / "server.log"
        with scratch_server(settings, workers=1, log=log) as server:
            server.wait_until_idle()
            pids = server.worker_pids()
            costs = [measure(server, request) for request in greedy_requests(ids)]
            broken = [] if server.worker_pids() == pids else ["a worker ended"]
        tracebacks = log.read_text(encoding="utf-8", errors="replace").count("Traceback")
    broken += [f"{tracebacks} tracebacks in the log of the server"] if tracebacks else []
    broken += print_costs(costs)
    print("\n".join([f"{len(broken)} promises broken.", *broken]))
    return 1 if broken else 0


def measure(server: ScratchServer, request: Greedy) -> Cost:
    """Send a request, and return what it costs."""
    before_s, started = server.cpu_s(), time.monotonic()
    response = send(server.port, request.content)
    took_s = time.monotonic() - started
    return Cost(server.cpu_s() - before_s, took_s, request.name, status_of(response), len(response))


def send(port: int, content: bytes) -> bytes:
    """Return the response to the bytes of a request; it may be empty."""
    with closing(socket.create_connection((LOCAL, port), TIMEOUT_S)) as connection:
        chunks: list[bytes] = []
        try:
            connection.sendall(content)
            while chunk := connection.recv(1 << 20):
                chunks.append(chunk)
        except ConnectionError:  # the server refused the request before it was sent
            pass
        return b"".join(chunks)


def status_of(response: bytes) -> int:
    """Return the status of a response, or NO_RESPONSE."""
    words = response[:20].split()
    return int(words[1]) if len(words) > 1 else NO_RESPONSE


def print_costs(costs: Sequence[Cost]) -> list[str]:
    """Print the slowest requests and the number of each status; return the promises that were broken."""
    print(f"{'CPU, s':>7} {'took, s':>8} {'status':>7} {'bytes':>11}  request")
    for cost in sorted(costs, reverse=True)[:SHOWN]:
        print(f"{cost.cpu_s:7.2f} {cost.took_s:8.2f} {cost.status:7} {cost.size:11,}  {cost.name}")
    print(f"{len(costs):,} requests, by status: {dict(sorted(Counter(cost.status for cost in costs).items()))}")
    print("without a response:", [cost.name for cost in costs if cost.status == NO_RESPONSE])
    broken = [f"{cost.name}: {cost.cpu_s:.1f} s" for cost in costs if cost.cpu_s > MAX_CPU_S]
    return broken + [f"{cost.name}: {cost.status}" for cost in costs if cost.status >= SERVER_ERROR]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
