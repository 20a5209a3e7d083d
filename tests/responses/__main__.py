"""Record the product's responses and commands, or compare two recordings.

To check that a change leaves the behavior alone, record before and after it, on the same day, and compare. The product
is not imported, so any checkout with a virtual environment can be recorded.
"""

from __future__ import annotations

import argparse
import datetime as dt
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.responses.compare import compare
from tests.responses.normalize import Normalizer
from tests.responses.program import Program
from tests.responses.recorder import Recorder

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 3600
"""Seconds after which an unfinished recording is given up."""


def main() -> int:
    """Return the exit code: 1 if two recordings differ, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.responses", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    recording = commands.add_parser("record", help="write responses and outputs of commands to a folder")
    recording.add_argument("folder", type=Path, help="a folder that is empty or does not exist")
    recording.add_argument("--checkout", type=Path, default=ROOT, help="the code to record (default: this checkout)")
    recording.add_argument("--corpus", type=Path, help="records and documents (default: corpus/ of the checkout)")
    recording.add_argument("--module", default="indexer", help="the module to run (default: %(default)s)")
    comparing = commands.add_parser("compare", help="print the differences between two recordings")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args()
    if options.command == "compare":
        lines, differing = compare(options.before, options.after)
        _print(*lines)
        return 1 if differing else 0
    checkout = options.checkout.resolve()
    _record(options.folder, Program(checkout, options.module), (options.corpus or checkout / "corpus").resolve())
    return 0


def _record(folder: Path, program: Program, corpus: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty: choose another folder.")
    if not program.python.exists():
        raise SystemExit(f"{program.checkout} has no virtual environment: run 'make setup' there.")
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LIMIT_S)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="responses-") as workspace:
        names = {str(program.checkout): "<checkout>", workspace: "<workspace>"}
        normalize = Normalizer(dt.datetime.now(dt.UTC).date(), names)
        recorder = Recorder(folder, program, Path(workspace), normalize)
        recorder.record(corpus)
    signal.alarm(0)
    _print(f"Wrote {recorder.count} files to {folder} in {time.monotonic() - started:.0f} s.")


def _give_up(_number: int, _frame: object) -> None:
    raise TimeoutError(f"the recording was not finished after {LIMIT_S} s")


def _print(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
