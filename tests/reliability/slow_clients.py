"""Slow and silent clients, alone and all together: others must still be answered within a second.

`python -m tests.reliability.slow_clients` starts the production server on a scratch catalog and opens 2,000
connections to it from this process, at loopback. It takes about half a minute.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = "127.0.0.1"
WORKERS = 2
PROBES = 10
MAX_RESPONSE_S = 1.0
"""A probe that takes longer breaks the promise."""
SETTLE_S = 1.0
"""Time between opening the connections and the first probe."""
START_TIMEOUT_S = 60.0
FILE_BYTES = 30_000_000
READ_BYTES, READ_INTERVAL_S = 25_000, 0.1
"""A slow reader accepts 250 kB a second."""
DOCUMENT = "film.mp4"
RECORD = f"""\
id: large
title: A film of thirty megabytes
documents:
  - path: large/{DOCUMENT}
"""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def stalled_body(port: int) -> Streams:
    """Send the headers and five bytes of a form, and stop."""
    headers = "Host: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded"
    return await _opened(port, f"POST /toolkit HTTP/1.1\r\n{headers}\r\nContent-Length: 5000\r\n\r\ntitle".encode())


async def slow_reader(port: int) -> Streams:
    """Request a large document, to be read slowly."""
    return await _opened(port, f"GET /documents/large/{DOCUMENT} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())


async def silent_connection(port: int) -> Streams:
    """Connect and send nothing."""
    return await _opened(port, b"")


async def half_open_request(port: int) -> Streams:
    """Send a part of the headers."""
    return await _opened(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: ")


ATTACKS: dict[str, tuple[Callable[[int], Awaitable[Streams]], int]] = {
    "stalled bodies": (stalled_body, 200),
    "slow readers of 30 MB": (slow_reader, 200),
    "silent connections": (silent_connection, 1100),
    "half-open requests": (half_open_request, 500),
}


def main() -> int:
    """Print how fast others are answered during each attack; return 1 if one of them waits too long."""
    needed = sum(number for _, number in ATTACKS.values()) + 256
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))
    with tempfile.TemporaryDirectory() as folder, server(make_catalog(Path(folder))) as port:
        return asyncio.run(run_attacks(port))


def make_catalog(folder: Path) -> Path:
    """Index one record with a large document; return the folder."""
    (folder / "corpus/records").mkdir(parents=True)
    (folder / "corpus/records/large.yaml").write_text(RECORD, encoding="utf-8")
    (folder / "corpus/taxonomy.yaml").write_bytes((ROOT / "corpus/taxonomy.yaml").read_bytes())
    (folder / "corpus/documents/large").mkdir(parents=True)
    (folder / "corpus/documents/large" / DOCUMENT).write_bytes(os.urandom(FILE_BYTES))
    # The exit code is 1, because a film has no text.
    subprocess.run(_command(folder, "index"), cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    return folder


def _command(folder: Path, *arguments: str) -> list[str]:
    folders = ["--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    return [sys.executable, "-m", "indexer", *folders, *arguments]


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """Start the production server for the catalog in a folder; yield its port."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port: int = free.getsockname()[1]
    command = _command(folder, "serve", "--port", str(port), "--workers", str(WORKERS))
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while socket.socket().connect_ex((LOCAL, port)):
            if time.monotonic() > deadline:
                raise TimeoutError("the server does not start")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


async def run_attacks(port: int) -> int:
    """Print a line for each attack, and one for all at once; return 1 if a promise is broken, else 0."""
    await probe(port, "warm-up")
    together = list(ATTACKS)
    broken = False
    for names in ([], *([name] for name in together), together):
        async with attack(port, names):
            await asyncio.sleep(SETTLE_S)
            answered = [await probe(port, f"{len(names)} {number}") for number in range(PROBES)]
        in_time = sum(took_s <= MAX_RESPONSE_S for took_s in answered)
        broken |= in_time < PROBES
        title = "all together" if names == together else " ".join(f"{ATTACKS[name][1]} {name}" for name in names)
        print(f"{title or 'nothing':40} {in_time} of {PROBES} answered in time, the slowest in {max(answered):.3f} s")
    return int(broken)


@asynccontextmanager
async def attack(port: int, names: list[str]) -> AsyncIterator[None]:
    """Keep the connections of these attacks open."""
    starts = [start(port) for name in names for start, number in [ATTACKS[name]] for _ in range(number)]
    connections = await asyncio.gather(*starts)
    readers = [asyncio.create_task(_read_slowly(reader)) for reader, _ in connections]
    try:
        yield
    finally:
        for task in readers:
            task.cancel()
        for _, writer in connections:
            writer.transport.abort()


async def _opened(port: int, request: bytes) -> Streams:
    reader, writer = await asyncio.open_connection(LOCAL, port, limit=READ_BYTES)
    writer.write(request)
    with contextlib.suppress(ConnectionError):
        await writer.drain()
    return reader, writer


async def _read_slowly(reader: asyncio.StreamReader) -> None:
    """Read READ_BYTES at a time, until the server ends the connection."""
    with contextlib.suppress(ConnectionError):
        while await reader.read(READ_BYTES):  # noqa: ASYNC110  # the sleep is a pace, not a wait for something
            await asyncio.sleep(READ_INTERVAL_S)


async def probe(port: int, text: str) -> float:
    """Search for a text that was never searched before, over a new connection; return the seconds it took."""
    query = f"{text} {time.monotonic_ns()}".replace(" ", "+")
    start = time.monotonic()
    try:
        async with asyncio.timeout(START_TIMEOUT_S / PROBES):
            reader, writer = await asyncio.open_connection(LOCAL, port)
            writer.write(f"GET /search?q={query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            response = await reader.read()
            writer.close()
    except (TimeoutError, OSError):
        return float("inf")
    return time.monotonic() - start if response.startswith(b"HTTP/1.1 200") else float("inf")


if __name__ == "__main__":
    sys.exit(main())
