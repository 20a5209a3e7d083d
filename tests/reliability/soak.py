"""Mixed traffic while the catalog is indexed again and again.

    python -m tests.reliability.soak [MINUTES]

A small catalog is served by the production server with two workers, at loopback. In a loop, every record gets another
edition, and the `index` command publishes it. Meanwhile, four clients request pages, JSON, feeds, files, harvests and
tools of assistants, as fast as CLIENT_PAUSE_S allows. A response with two editions mixes generations. It ends after
MINUTES (10 if no number is given) and exits with 1 if a request failed, a response mixed generations, or the private
memory of the workers grew by more than MAX_GROWTH after the third minute. It needs Linux.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from gzip import decompress
from pathlib import Path
from statistics import mean, quantiles

from catalog.settings import Settings
from tests.reliability.memory import private_kb
from tests.reliability.scratch_server import LOCAL, ROOT, ScratchServer, scratch_server

MINUTES = 10.0
CLIENTS, WORKERS, RECORDS = 4, 2, 60
CLIENT_PAUSE_S, PUBLISH_PAUSE_S, SAMPLE_S = 0.02, 1.0, 5.0
MAX_GROWTH = 0.05
SETTLED_S = 180.0
"""When memory is compared with that at the end: by then, caches are full."""
WINDOW_S = 60.0
EDITION = re.compile(rb"edition (\d+)", re.IGNORECASE)
JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
PATHS = (
    *("/", "/search?q=plan", "/search?q=plan&topic=technology&sort=newest", "/es/search?q=plan", "/topics/technology"),
    *("/resources/r1", "/es/resources/r2", "/search.atom?q=plan", "/search.rss", "/search.csv?q=plan", "/search.ris"),
    *("/sitemap.xml", "/api/v1/search?q=plan&per_page=60", "/api/v1/search?q=plan&topic=technology&explain=1"),
    *("/api/v1/suggest?q=pl", "/api/v1/resources/r3", "/api/v1/resources/r3/related", "/api/v1/taxonomy"),
    *("/api/v1/search?q=plan&fields=title,page_url&facets=none&snippets=1&per_page=5", "/api/v1/resources"),
    *("/api/v1/resources.jsonl.gz", "/api/v1/openapi.json", "/data.json", "/static/site.css"),
    *("/oai?verb=Identify", "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"),
)
NEW_QUERIES = 2_000
"""Different searches, so that most are not in a cache."""


@dataclass(slots=True)
class Tally:
    """What the clients got. `failed` and `mixed` describe responses that must not be."""

    statuses: Counter[int] = field(default_factory=Counter)
    latencies_s: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    editions: set[bytes] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, status: int, body: bytes, took_s: float) -> None:
        """Count a response."""
        editions = set(EDITION.findall(decompress(body) if body[:2] == b"\x1f\x8b" else body))
        with self.lock:
            self.statuses[status] += 1
            self.latencies_s.append(took_s)
            self.editions |= editions
            if status != http.client.OK:
                self.failed.append(f"{what}: status {status}")
            if len(editions) > 1:
                self.mixed.append(f"{what}: editions {sorted(editions)}")

    def add_failure(self, what: str, error: Exception) -> None:
        """Count a request without a response."""
        with self.lock:
            self.failed.append(f"{what}: {error!r}")


def main() -> int:
    """Run the server, the clients and the indexer; print what happened, and return 1 if something must not have."""
    seconds = 60 * (float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        settings = Settings(corpus=Path(folder, "corpus"), data=Path(folder, "data"))
        (settings.corpus / "records").mkdir(parents=True)
        (settings.corpus / "taxonomy.yaml").write_bytes((ROOT / "corpus" / "taxonomy.yaml").read_bytes())
        publish_edition(settings, 0)
        with scratch_server(settings, WORKERS) as server:
            return report(*soak(settings, server, seconds))


def soak(settings: Settings, server: ScratchServer, seconds: float) -> tuple[Tally, int, list[tuple[float, int]]]:
    """Return what the clients got, the number of publications, and the memory in kB by seconds since the start."""
    tally, stopped, started = Tally(), threading.Event(), time.monotonic()
    threads = [threading.Thread(target=run_client, args=(server.port, n, tally, stopped)) for n in range(CLIENTS)]
    publications: list[int] = []
    threads.append(threading.Thread(target=publish_until, args=(settings, stopped, publications)))
    for thread in threads:
        thread.start()
    sizes_kb = []
    while (elapsed_s := time.monotonic() - started) < seconds:
        sizes_kb.append((elapsed_s, sum(map(private_kb, server.worker_pids()))))
        if len(sizes_kb) % 12 == 1:
            print(f"{elapsed_s:4.0f} s: {sizes_kb[-1][1]:,} kB, {len(publications)} publications", flush=True)
        time.sleep(SAMPLE_S)
    stopped.set()
    for thread in threads:
        thread.join()
    return tally, len(publications), sizes_kb


def publish_until(settings: Settings, stopped: threading.Event, publications: list[int]) -> None:
    """Publish one edition after the other."""
    while not stopped.wait(PUBLISH_PAUSE_S):
        publish_edition(settings, len(publications) + 1)
        publications.append(len(publications) + 1)


def publish_edition(settings: Settings, edition: int) -> None:
    """Give every record an edition, and run the `index` command."""
    for number in range(RECORDS):
        topic, kind = ("technology", "gun-violence")[number % 2], ("webinar", "publication", "podcast")[number % 3]
        title = f"Plan {number}, edition {edition}"
        content = {"id": f"r{number}", "title": title, "summary": f"A plan for cameras, edition {edition}."}
        content |= {"format": kind, "topics": [topic], "published": f"20{10 + number % 10}"}
        (settings.corpus / "records" / f"r{number}.json").write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, "-m", "indexer", "--corpus", settings.corpus, "--data", settings.data, "index"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_client(port: int, number: int, tally: Tally, stopped: threading.Event) -> None:
    """Send requests over one connection until `stopped`."""
    choose = random.Random(number)  # noqa: S311  # the same traffic in every run
    with closing(http.client.HTTPConnection(LOCAL, port, timeout=30)) as connection:
        for method, path, body in requests(choose):
            if stopped.wait(CLIENT_PAUSE_S):
                return
            send(connection, (method, path, body), tally)


def send(connection: http.client.HTTPConnection, request: tuple[str, str, str | None], tally: Tally) -> None:
    """Send a request, and count its response."""
    method, path, body = request
    started = time.monotonic()
    try:
        connection.request(method, path, body, JSON if body else {})
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as error:
        tally.add_failure(f"{method} {path}", error)
        connection.close()
    else:
        tally.add(f"{method} {path}", response.status, content, time.monotonic() - started)


def requests(choose: random.Random) -> Iterator[tuple[str, str, str | None]]:
    """Yield requests without end: method, path, body."""
    kinds: tuple[Callable[[], tuple[str, str, str | None]], ...] = (
        lambda: ("GET", choose.choice(PATHS), None),
        lambda: ("GET", f"/api/v1/search?q=plan+{choose.randrange(NEW_QUERIES)}", None),
        lambda: ("GET", f"/search?q=cameras+{choose.randrange(NEW_QUERIES)}", None),
        lambda: ("POST", "/mcp", call_of_tool("search", {"query": f"plan {choose.randrange(NEW_QUERIES)}"})),
        lambda: ("POST", "/mcp", call_of_tool("get_resource", {"id": f"r{choose.randrange(RECORDS)}"})),
    )
    while True:
        yield choose.choice(kinds)()


def call_of_tool(name: str, arguments: Mapping[str, object]) -> str:
    """Return the JSON-RPC request that calls a tool."""
    params = {"name": name, "arguments": arguments}
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})


def report(tally: Tally, publications: int, sizes_kb: list[tuple[float, int]]) -> int:
    """Print the result; return 1 if something must not have happened."""
    percentiles = quantiles(tally.latencies_s, n=100)
    print(f"{sum(tally.statuses.values()):,} responses {dict(tally.statuses)}, {publications} publications,")
    print(
        f"{len(tally.editions)} editions seen; p50 {percentiles[49] * 1000:.1f} ms, p99 {percentiles[98] * 1000:.0f} ms"
    )
    for name, lines in (("failed", tally.failed), ("mixed generations", tally.mixed)):
        most = [f"{count} times {line}" for line, count in Counter(lines).most_common(5)]
        print(f"{len(lines)} {name}", *most, sep="\n  ")
    growth = memory_growth(sizes_kb)
    text = "not measured: it takes more than four minutes" if growth is None else f"{growth:+.1%}"
    print(f"memory of the workers after the third minute: {text} (at most {MAX_GROWTH:.0%} is allowed)")
    return 1 if tally.failed or tally.mixed or (growth or 0.0) > MAX_GROWTH else 0


def memory_growth(sizes_kb: list[tuple[float, int]]) -> float | None:
    """Return how much the mean memory of the last minute is above that of the minute after SETTLED_S, as a share."""
    end_s = sizes_kb[-1][0]
    if end_s < SETTLED_S + WINDOW_S:
        return None
    settled = mean(size for time_s, size in sizes_kb if SETTLED_S <= time_s <= SETTLED_S + WINDOW_S)
    last = mean(size for time_s, size in sizes_kb if time_s >= end_s - WINDOW_S)
    return last / settled - 1


if __name__ == "__main__":
    sys.exit(main())
