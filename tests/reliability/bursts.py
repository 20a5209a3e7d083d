"""Bursts of new searches: each must be answered, none refused because others run at the same moment.

    python -m tests.reliability.bursts [FOLDER]

It indexes 20,000 records, starts the production server with one worker, and sends it 25 bursts of twelve searches that
nobody has searched for before, from this process, at loopback. It prints how many were answered and how many were
refused (503), and exits with 1 if one was. It takes about five minutes, or ten seconds if FOLDER has the index of an
earlier run.
"""

from __future__ import annotations

import http.client
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

from tests.reliability.large_catalog import large_catalog
from tests.reliability.scratch_server import ScratchServer, scratch_server

BURSTS, SIZE = 25, 12
PAUSE_S = 0.2
WORDS = ("police", "community", "officers", "crime", "training", "cameras", "data", "violence", "training", "plan")


def main(folder: str = "") -> int:
    """Print the result of the bursts; return 1 if a search was not answered."""
    with tempfile.TemporaryDirectory(prefix="bursts-") as scratch:
        settings, _ = large_catalog(Path(folder or scratch) / "data")
        with scratch_server(settings, workers=1) as server, ThreadPoolExecutor(SIZE) as pool:
            statuses, slowest_s = run_bursts(server, pool)
    refused = statuses[http.client.SERVICE_UNAVAILABLE]
    print(f"{BURSTS} bursts of {SIZE} new searches: {statuses[http.client.OK]} answered, {refused} refused (503)")
    print(f"the slowest was answered in {slowest_s:.2f} s; by status: {dict(statuses)}")
    return 0 if statuses == {http.client.OK: BURSTS * SIZE} else 1


def run_bursts(server: ScratchServer, pool: ThreadPoolExecutor) -> tuple[Counter[int], float]:
    """Return how many searches had each status, and the seconds of the slowest."""
    rng = random.Random(11)  # noqa: S311  # the same in every run
    barrier = Barrier(SIZE)

    def search(text: str) -> tuple[int, float]:
        barrier.wait()
        started = time.monotonic()
        status = server.request("GET", f"/search?{urlencode({'q': text})}")[0]
        return status, time.monotonic() - started

    server.wait_until_idle()
    server.request("GET", "/search?q=warm+up")  # compiles the templates
    results = []
    for _ in range(BURSTS):
        texts = [f"{' '.join(rng.sample(WORDS, 2))} {rng.getrandbits(40)}" for _ in range(SIZE)]
        results += pool.map(search, texts)
        time.sleep(PAUSE_S)
    return Counter(status for status, _ in results), max(took_s for _, took_s in results)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
