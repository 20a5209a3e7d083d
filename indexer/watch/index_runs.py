"""Runs `clearinghouse index` in a process of its own: exactly that, and nothing it withholds is ever published."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import IO, Any

from catalog.settings import Settings

GRACE_S = 3.0
"""The time that a run has to clean up when it is ended; then it is killed, and the next run cleans up."""
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class IndexRun:
    """A run that ended by itself: its exit code, and its report as `index --json` prints it, or why there is none."""

    exit_code: int
    took_s: float
    report: dict[str, Any] | None = None
    error: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether the run was impossible, for instance because another process was writing the index."""
        return self.report is None


def run_index(settings: Settings, stop: Event) -> IndexRun | None:
    """Run the command with the same corpus and data; return None if `stop` was set, which ends the run at once.

    What was published before stays then.
    """
    started = time.monotonic()
    folders = ["--corpus", str(settings.corpus.resolve()), "--data", str(settings.data.resolve())]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "indexer", *folders, "index", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,  # Ctrl-C on the terminal reaches this process only, which ends the other one
        )
        try:
            exit_code = _wait(process, stop)
        finally:
            _end(process)
        if exit_code is None:
            return None
        return _outcome(exit_code, round(time.monotonic() - started, 3), output, errors)


def _wait(process: subprocess.Popen[bytes], stop: Event) -> int | None:
    """Return the exit code of a process, or None as soon as `stop` is set."""
    while not stop.is_set():
        with suppress(subprocess.TimeoutExpired):
            return process.wait(POLL_S)
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it started, unless it has ended."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_S)
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _outcome(exit_code: int, took_s: float, output: IO[bytes], errors: IO[bytes]) -> IndexRun:
    output.seek(0)
    try:
        answer = json.loads(output.read())
    except ValueError:
        errors.seek(0)
        last_line = (errors.read().decode(errors="replace").strip().splitlines() or ["it gave no reason"])[-1]
        return IndexRun(exit_code, took_s, error=f"the run ended with code {exit_code} ({last_line})")
    if error := answer.get("error"):
        return IndexRun(exit_code, took_s, error=error["message"])
    return IndexRun(exit_code, took_s, answer)
