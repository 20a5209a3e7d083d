"""How much memory a worker keeps for each generation that is published while it serves.

    python -m tests.reliability.memory [PUBLICATIONS]

It publishes generations of a small catalog (1,000 if no number is given) and requests a dozen pages, feeds and JSON
answers of each from the production server with one worker, at loopback. The memory is the private memory of the worker.
It is flat in the long run if each generation is freed; it exits with 1 if more than MAX_KB remain for each publication
of the second half. It takes about five minutes and needs Linux.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import linear_regression

from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from catalog.settings import Settings
from indexer.ingest.pipeline import ingest
from tests.bench.memory import descendant_pids

ROOT = Path(__file__).resolve().parents[2]
LOCAL = "127.0.0.1"
PUBLICATIONS = 1000
MAX_KB = 2.0
"""Memory that may remain for each publication, in kB; allocators are not exact."""
START_TIMEOUT_S = 60.0
RECORDS = 60
PATHS = (
    *(
        "/",
        "/search?q=cameras",
        "/search?q=camras",
        "/search?q=plan&topic=technology&sort=newest",
        "/topics/technology",
    ),
    *("/es/search?q=cameras", "/resources/r1", "/search.atom?q=plan", "/search.csv?q=plan", "/sitemap.xml"),
    *("/api/v1/search?q=plan&explain=1", "/api/v1/suggest?q=ca", "/api/v1/resources/r2/related"),
)
PRIVATE = re.compile(r"^Private_Dirty:\s+(\d+) kB$", re.MULTILINE)


def main() -> int:
    """Print the memory while generations are published; return 1 if too much remains."""
    publications = int(sys.argv[1]) if len(sys.argv) > 1 else PUBLICATIONS
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        settings = publish_catalog(Path(folder))
        with server(settings) as (port, worker):
            sizes_kb = list(sizes_while_publishing(settings, port, worker, publications))
    second_half = sizes_kb[len(sizes_kb) // 2 :]
    kept_kb = linear_regression(range(len(second_half)), second_half).slope
    is_kept = kept_kb <= MAX_KB
    print(f"{kept_kb:.2f} kB remain for each publication (at most {MAX_KB} are allowed).")
    return 0 if is_kept else 1


def publish_catalog(folder: Path) -> Settings:
    """Index a small catalog; return its settings."""
    settings = Settings(corpus=folder / "corpus", data=folder / "data", keep_generations=1)
    (settings.corpus / "records").mkdir(parents=True)
    (settings.corpus / "taxonomy.yaml").write_bytes((ROOT / "corpus" / "taxonomy.yaml").read_bytes())
    for number in range(RECORDS):
        topic = ("technology", "gun-violence")[number % 2]
        text = f"id: r{number}\ntitle: A plan for cameras {number}\nformat: webinar\ntopics: [{topic}]\n"
        (settings.corpus / "records" / f"r{number}.yaml").write_text(text, encoding="utf-8")
    assert ingest(settings).published
    return settings


def sizes_while_publishing(settings: Settings, port: int, worker: str, publications: int) -> Iterator[int]:
    """Yield the worker's private memory in kB after each publication, and print it now and then."""
    generations = Generations(settings.data, load_engine(settings), settings.keep_generations)
    for number in range(publications):
        with generations.writing(), generations.building(generations.current()) as folder:
            manifest = generations.manifest(generations.current())
            name = generations.publish(folder, replace(manifest, generation=generations.next_name())).name
        connection = http.client.HTTPConnection(LOCAL, port, timeout=30)
        for path in (*PATHS, "/readyz"):
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            assert response.status == http.client.OK, (path, response.status)
        connection.close()
        assert name.encode() in body, f"{name} is not served: {body.decode()}"
        size_kb = private_kb(worker)
        if number % (publications // 20 or 1) == 0:
            print(f"{number:5} publications: {size_kb:,} kB", flush=True)
        yield size_kb


def private_kb(pid: str) -> int:
    """Return the private memory of a process in kB."""
    match = PRIVATE.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    assert match
    return int(match.group(1))


@contextmanager
def server(settings: Settings) -> Iterator[tuple[int, str]]:
    """Run the production server with one worker; yield its port, and the worker's process id."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "CATALOG_CORPUS": str(settings.corpus), "CATALOG_DATA": str(settings.data)}
    command = [sys.executable, "-m", "webui.serve", LOCAL, str(port), "1"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_ready(port)
            yield port, max(descendant_pids(process.pid), key=private_kb)
        finally:
            process.terminate()


def wait_until_ready(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection(LOCAL, port, timeout=5)
            connection.request("GET", "/readyz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not start")


if __name__ == "__main__":
    sys.exit(main())
