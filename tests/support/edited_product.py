"""A copy of the product that a test edits as a developer would and runs as users do: command and server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

from paths import ROOT

PACKAGES = ("catalog", "indexer", "webui")
START_S = 60
"""Seconds after which a server that does not answer counts as failed."""


class EditedProduct:
    """The packages in `folder/code`, with a corpus and a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.code, self.corpus, self.data = folder / "code", folder / "corpus", folder / "data"
        ignored = shutil.ignore_patterns("__pycache__")
        for package in PACKAGES:
            shutil.copytree(ROOT / package, self.code / package, ignore=ignored)

    def add_line(self, file, line, *, after):
        """Insert a line after the one line that begins with `after`, indented like it."""
        path = self.code / file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (index,) = (number for number, old_line in enumerate(lines) if old_line.strip().startswith(after))
        indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
        path.write_text("".join([*lines[: index + 1], f"{indent}{line}\n", *lines[index + 1 :]]), "utf-8")

    def changes(self):
        """Return the lines that differ from the checkout, by file: added ones after '+', removed ones after '-'."""
        changed = {}
        for path in sorted(path for package in PACKAGES for path in (self.code / package).rglob("*.*")):
            name = path.relative_to(self.code)
            if path.is_file() and path.suffix != ".pyc" and path.read_bytes() != (ROOT / name).read_bytes():
                before, after = ((root / name).read_text("utf-8").splitlines() for root in (ROOT, self.code))
                changed[str(name)] = list(unified_diff(before, after, n=0, lineterm=""))[3:]
        return changed

    def run(self, *arguments, code=0):
        """Run the command and expect the exit code; return its output, or the object that --json prints."""
        command, environment = self._command(*arguments), _environment()
        process = subprocess.run(command, cwd=self.code, env=environment, check=False, capture_output=True, text=True)
        assert process.returncode == code, process.stderr + process.stdout
        return json.loads(process.stdout) if "--json" in arguments else process.stdout

    def _command(self, *arguments):
        return [sys.executable, "-m", "indexer", "--corpus", self.corpus, "--data", self.data, *map(str, arguments)]

    @contextmanager
    def serving(self):
        """Run the server; yield a function that returns (status, text) for a path."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = self._command("serve", "--port", port, "--workers", 1)
        with (self.data.parent / "server.log").open("ab") as log:
            server = subprocess.Popen(command, cwd=self.code, env=_environment(), start_new_session=True, stderr=log)
        try:
            _wait_until_ready(server, port)
            yield lambda path: _get(f"http://127.0.0.1:{port}{path}")
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _environment():
    """Return the environment without variables that would make Python or the product use other folders."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CATALOG_", "PYTHON"))}


def _get(url):
    try:
        with urllib.request.urlopen(url, timeout=START_S) as response:  # noqa: S310  # our own server
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _wait_until_ready(server, port):
    deadline = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if _get(f"http://127.0.0.1:{port}/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start: see server.log")
