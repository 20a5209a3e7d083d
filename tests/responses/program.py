"""The product of a checkout, run as a command and as a server on the loopback interface."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.responses.exchange import LOCAL, Request, send

COMMAND_S, START_S, STOP_S = 120, 60, 20
PUBLIC_URL = "https://clearinghouse.example"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code and output of a command."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True, slots=True)
class Program:
    """The command of a checkout, run by the virtual environment of that checkout."""

    checkout: Path
    module: str = "indexer"

    @property
    def python(self) -> Path:
        """The interpreter of the virtual environment."""
        return self.checkout / ".venv/bin/python"

    def run(self, folder: Path, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Outcome:
        """Return the outcome of the command in a folder, where it finds corpus/ and var/."""
        process = subprocess.run(
            self._command(arguments),
            cwd=folder,
            env=self._environment(environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_S,
            check=False,
        )
        output, errors = (text.decode("utf-8", "replace") for text in (process.stdout, process.stderr))
        return Outcome(process.returncode, output, errors)

    @contextmanager
    def serving(self, folder: Path, environment: Mapping[str, str], log: Path) -> Iterator[int]:
        """Start the server in a folder and yield its port; its output goes to `log`."""
        port = free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                self._command(("serve", "--port", str(port), "--workers", "1")),
                cwd=folder,
                env=self._environment(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_until_ready(port, process)
                yield port
            finally:
                process.terminate()
                try:
                    process.wait(STOP_S)
                except subprocess.TimeoutExpired:
                    process.kill()

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return [str(self.python), "-m", self.module, *arguments]

    def _environment(self, changes: Mapping[str, str]) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        fixed = {"LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "100", "PYTHONPATH": str(self.checkout)}
        return {**inherited, **fixed, **changes}


def free_port() -> int:
    """Return a port of the loopback interface that is not in use."""
    with socket.socket() as free:
        free.bind((LOCAL, 0))
        port: int = free.getsockname()[1]
    return port


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            send(port, Request("/readyz"))
            return
        time.sleep(0.1)
    raise TimeoutError("the server does not respond")
