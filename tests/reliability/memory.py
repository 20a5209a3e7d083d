"""How much memory a worker keeps for each generation that is published while it serves.

    python -m tests.reliability.memory [PUBLICATIONS]

It publishes generations of a small catalog (1,000 if no number is given) and requests a dozen pages, feeds and JSON
answers of each from the production server with one worker, at loopback. The memory is the private memory of the worker.
It is flat in the long run if each generation is freed; it exits with 1 if more than MAX_KB remain for each publication
of the second half. It takes about five minutes and needs Linux.
"""

from __future__ import annotations

import http.client
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import linear_regression

from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from catalog.settings import Settings
from tests.reliability.scratch_server import ScratchServer, publish_catalog, scratch_server

PUBLICATIONS = 1000
MAX_KB = 2.0
"""Memory that may remain for each publication, in kB; allocators are not exact."""
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
        with scratch_server(settings, 1) as server:
            sizes_kb = list(sizes_while_publishing(settings, server, publications))
    second_half = sizes_kb[len(sizes_kb) // 2 :]
    kept_kb = linear_regression(range(len(second_half)), second_half).slope
    is_kept = kept_kb <= MAX_KB
    print(f"{kept_kb:.2f} kB remain for each publication (at most {MAX_KB} are allowed).")
    return 0 if is_kept else 1


def sizes_while_publishing(settings: Settings, server: ScratchServer, publications: int) -> Iterator[int]:
    """Yield the worker's private memory in kB after each publication, and print it now and then."""
    generations = Generations(settings.data, load_engine(settings), settings.keep_generations)
    (worker,) = server.worker_pids()
    for number in range(publications):
        with generations.writing(), generations.building(generations.current()) as folder:
            manifest = generations.manifest(generations.current())
            name = generations.publish(folder, replace(manifest, generation=generations.next_name())).name
        for path in PATHS:
            status, _, _ = server.request("GET", path)
            assert status == http.client.OK, (path, status)
        _, _, ready = server.request("GET", "/readyz")
        assert name.encode() in ready, f"{name} is not served: {ready.decode()}"
        size_kb = private_kb(worker)
        if number % (publications // 20 or 1) == 0:
            print(f"{number:5} publications: {size_kb:,} kB", flush=True)
        yield size_kb


def private_kb(pid: int) -> int:
    """Return the private memory of a process in kB."""
    match = PRIVATE.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    assert match
    return int(match.group(1))


if __name__ == "__main__":
    sys.exit(main())
