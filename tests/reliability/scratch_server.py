"""A small catalog, and the production server for it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalog.settings import Settings
from indexer.ingest.pipeline import ingest
from tests.bench.memory import descendant_pids

ROOT = Path(__file__).resolve().parents[2]
LOCAL = "127.0.0.1"
START_TIMEOUT_S = 60.0
IDLE_S = 0.5
"""A server that uses no processor time for so long is idle."""
RECORDS = 60
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class ScratchServer:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def worker_pids(self) -> list[int]:
        """Return the processes that answer requests."""
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in descendant_pids(self.process.pid)}
        return [int(pid) for pid, command in commands.items() if b"resource_tracker" not in command]

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, dict[str, str], bytes]:
        """Send a request or a form of our own pages; return the status, the headers and the body of the response."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        with closing(http.client.HTTPConnection(LOCAL, self.port, timeout=60)) as connection:
            connection.request(method, path, body, form if body else {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()

    def cpu_s(self) -> float:
        """Return the processor time that the worker processes have used, in seconds."""
        texts = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8") for pid in self.worker_pids()]
        stats = [text.rpartition(")")[2].split() for text in texts]  # the name of the process may have spaces
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / CLOCK_TICKS

    def wait_until_idle(self) -> None:
        """Wait until the workers have prepared what is made once for each generation."""
        before_s = -1.0
        while (used_s := self.cpu_s()) > before_s:
            before_s = used_s
            time.sleep(IDLE_S)

    def wait_until_ready(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.request("GET", "/readyz")[0] == http.client.OK:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        raise SystemExit("the server does not answer")


def publish_catalog(folder: Path) -> Settings:
    """Index a small catalog below a folder; return its settings."""
    settings = Settings(corpus=folder / "corpus", data=folder / "data", keep_generations=1)
    (settings.corpus / "records").mkdir(parents=True)
    (settings.corpus / "taxonomy.yaml").write_bytes((ROOT / "corpus" / "taxonomy.yaml").read_bytes())
    for number in range(RECORDS):
        topic = ("technology", "gun-violence")[number % 2]
        text = f"id: r{number}\ntitle: A plan for cameras {number}\nformat: webinar\ntopics: [{topic}]\n"
        (settings.corpus / "records" / f"r{number}.yaml").write_text(text, encoding="utf-8")
    assert ingest(settings).published
    return settings


@contextmanager
def scratch_server(settings: Settings, workers: int, log: Path | None = None) -> Iterator[ScratchServer]:
    """Run the production server on a free port; what it logs is written to a file if one is named."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    names = ("corpus", "data", "toolkits_mb")
    environment = {**os.environ, **{f"CATALOG_{name.upper()}": str(getattr(settings, name)) for name in names}}
    command = [sys.executable, "-m", "webui.serve", LOCAL, str(port), str(workers)]
    with (
        (log or Path(os.devnull)).open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output) as process,
    ):
        server = ScratchServer(port, process)
        try:
            server.wait_until_ready()
            yield server
        finally:
            process.terminate()
