"""Stored toolkits under a held lock, without room, in a large file, and when workers are killed.

    python -m tests.reliability.toolkits

It starts the production server with two workers on a scratch catalog and sends forms from this process, at loopback.
Searches must be answered within a second while the file is locked, one visitor who shares without end must keep nobody
from sharing, reading and writing must not take longer in a large file, and a link that was given out must work after
every worker was killed. It prints the figures, exits with 1 if a promise is broken, and takes about two minutes.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.reliability.scratch_server import ScratchServer, publish_catalog, scratch_server
from webui.storage.toolkits import DATABASE_NAME, ToolkitStore

MAX_RESPONSE_S = 1.0
"""A search that takes longer breaks the promise."""
PROBES = 10
LOCKED_S = 8.0
CLIENTS, PAUSE_S = 20, 0.1
"""Clients that save toolkits meanwhile, and the pause of each between two requests."""
ROOM_MB = 10
FLOOD = 400
"""Large toolkits that one visitor shares; they would fill ROOM_MB more than once."""
LARGE_FILE_MB, ROW_KB = 400, 50
MAX_SLOWDOWN = 5.0
"""How much longer the median write may take in the large file than in an empty one."""
SHARERS = 4
KILLS, KILL_INTERVAL_S = 5, 5.0
"""granian gives up if workers end sooner than this after their start."""


RANDOM = random.Random(11)  # noqa: S311  # no secrets


def toolkit(words: str, size: int = 0) -> str:
    """Return a toolkit as a device sends it, with notes of so many random characters."""
    notes = [RANDOM.randbytes(500).hex() for _ in range(size // 1000)]
    items = [{"record": f"r{number}", "note": note} for number, note in enumerate(notes or ["a note"])]
    return json.dumps({"title": words, "sections": [{"title": "", "items": items}]})


def share(server: ScratchServer, content: str) -> tuple[int, str]:
    """Share a toolkit; return the status and the path of the link."""
    status, headers, _ = server.request("POST", "/toolkit", urlencode({"draft": content, "do": "share"}))
    return status, headers.get("Location", "").partition("#")[0]


def slowest_search_s(server: ScratchServer) -> float:
    """Return the seconds of the slowest of a few searches, each of which is new."""
    times_s = []
    for _ in range(PROBES):
        started = time.monotonic()
        server.request("GET", f"/search?q=plan+{RANDOM.getrandbits(40)}")
        times_s.append(time.monotonic() - started)
    return max(times_s)


@contextmanager
def clients(number: int, send: Callable[[], object]) -> Iterator[None]:
    """Let so many clients send requests, one after the other, until the block ends."""
    end: list[bool] = []

    def repeat() -> None:
        while not end:
            send()

    with ThreadPoolExecutor(number) as pool:
        for _ in range(number):
            pool.submit(repeat)
        try:
            yield
        finally:
            end.append(True)


def try_held_lock(server: ScratchServer, data: Path) -> list[str]:
    """Search, and open a link, while another process holds the write lock and many clients save toolkits."""
    _, link = share(server, toolkit("Shared before"))
    statuses: Counter[int] = Counter()

    def save() -> None:
        statuses[server.request("POST", "/toolkit", urlencode({"add": "r1"}))[0]] += 1
        time.sleep(PAUSE_S)

    with closing(sqlite3.connect(data / DATABASE_NAME, isolation_level=None)) as other, clients(CLIENTS, save):
        other.execute("BEGIN IMMEDIATE")
        released_at = time.monotonic() + LOCKED_S
        searches_s, opened = [], []
        while time.monotonic() < released_at:
            searches_s.append(slowest_search_s(server))
            opened.append(server.request("GET", link)[0])
        other.rollback()
    saved = server.request("POST", "/toolkit", urlencode({"add": "r1"}))[0]
    print(f"lock held for {LOCKED_S:g} s, {CLIENTS} clients save: slowest search {max(searches_s):.2f} s")
    print(f"    saving answered {dict(statuses)}, opening a link {dict(Counter(opened))}, saving afterwards {saved}")
    broken = [f"a search took {max(searches_s):.2f} s"] if max(searches_s) > MAX_RESPONSE_S else []
    broken += ["saving afterwards failed"] if saved != http.client.SEE_OTHER else []
    return broken + (["a link could not be opened"] if http.client.OK not in opened else [])


def try_full_room(server: ScratchServer) -> list[str]:
    """Let one visitor share large toolkits without end, and others small ones."""
    flood: Counter[int] = Counter()
    links = []
    for number in range(FLOOD):
        flood[share(server, toolkit(f"Flood {number}", 60_000))[0]] += 1
        if number % 10 == 0:
            links.append(share(server, toolkit(f"Somebody else's {number}")))
    opened = Counter(server.request("GET", link)[0] for status, link in links if status == http.client.SEE_OTHER)
    print(f"one visitor shares {FLOOD} toolkits of 60 kB in a room of {ROOM_MB} MB: {dict(flood)}")
    print(f"    {len(links)} others share a small one meanwhile; {opened[http.client.OK]} of the links work")
    return [] if opened[http.client.OK] == len(links) else ["the flood displaced others"]


def try_large_file(folder: Path) -> list[str]:
    """Measure writes, reads and the deletion of expired toolkits in an empty and in a large file."""
    today = dt.datetime.now(dt.UTC).date()
    medians = {}
    for name, megabytes in (("empty", 0), ("large", LARGE_FILE_MB)):
        store = ToolkitStore(folder / name, 10 * LARGE_FILE_MB)
        fill(store, megabytes, today)
        writes_s, reads_s = [], []
        for _ in range(50):
            started = time.monotonic()
            key = store.share(toolkit("Measured", 3000), today, 365)
            writes_s.append(time.monotonic() - started)
            started = time.monotonic()
            store.shared(key, today)
            reads_s.append(time.monotonic() - started)
        medians[name] = median(writes_s)
        figures = f"write {1000 * median(writes_s):.1f} ms (slowest {1000 * max(writes_s):.0f}), "
        print(f"{name} file: {figures}read {1000 * median(reads_s):.2f} ms")
    is_slow = medians["large"] > MAX_SLOWDOWN * medians["empty"]
    return ["writing takes longer in a large file"] if is_slow else []


def fill(store: ToolkitStore, megabytes: int, today: dt.date) -> None:
    """Store so many megabytes, half of which have expired."""
    for number in range(megabytes * 1000 // ROW_KB):
        content = RANDOM.randbytes(ROW_KB * 877).hex()
        created = today - dt.timedelta(400 if number % 2 else 1)
        with store._write(dt.date(1970, 1, 1)):  # keep what has expired
            pass
        store.share(content, created, 365)


def try_kills(server: ScratchServer, data: Path) -> list[str]:
    """Kill every worker again and again while toolkits are shared; every link that was given out must work."""
    results: list[tuple[int, str]] = []

    def share_one() -> None:
        try:
            results.append(share(server, toolkit(f"Number {RANDOM.getrandbits(40)}")))
        except (OSError, http.client.HTTPException):
            time.sleep(PAUSE_S)  # no answer

    for _ in range(KILLS):
        with clients(SHARERS, share_one):
            time.sleep(KILL_INTERVAL_S)
            for pid in server.worker_pids():
                os.kill(pid, signal.SIGKILL)
        server.wait_until_ready()
    links = [link for status, link in results if status == http.client.SEE_OTHER]
    lost = sum(server.request("GET", link)[0] != http.client.OK for link in links)
    with closing(sqlite3.connect(data / DATABASE_NAME)) as database:
        integrity = database.execute("PRAGMA integrity_check").fetchall()
    print(f"every worker killed {KILLS} times while sharing: {lost} of {len(links)} links lost, file {integrity[0][0]}")
    return [*(["links were lost"] if lost else []), *([] if integrity == [("ok",)] else ["the file is damaged"])]


def main() -> int:
    """Try everything; return 1 if a promise is broken."""
    with tempfile.TemporaryDirectory(prefix="toolkits-") as name:
        folder = Path(name)
        settings = replace(publish_catalog(folder), toolkits_mb=ROOM_MB)
        with scratch_server(settings, workers=2) as server:
            broken = [
                *try_held_lock(server, folder / "data"),
                *try_full_room(server),
                *try_kills(server, folder / "data"),
            ]
        broken += try_large_file(folder)
    print("\n".join([f"{len(broken)} promises broken.", *broken]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
