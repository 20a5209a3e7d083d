"""Lets every kind of system call fail while an index is written, and checks that readers and reports agree.

    python -m tests.reliability.faults [STEPS]

A run of `clearinghouse index` is repeated while strace lets one call fail, or one and all that follow, at up to STEPS
(12) positions spread over the calls that touch the data folder; calls of fsync and rename fail at every position.
Afterwards, readers must be served the old generation or the new one, whole and intact; the report must say which; and
the next run without a fault must publish the new one and leave nothing behind. It prints a line for each kind of fault
and exits with 1 if a promise is broken. It works on a scratch corpus and takes about a quarter of an hour.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import CatalogError
from catalog.generations.entry_storage import FolderStorage
from catalog.generations.generation import Generations
from catalog.live import LiveSearcher
from catalog.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
STEPS = 12
FAULTS = {
    "fsync": ("EIO", "ENOSPC"),
    "rename": ("EIO", "ENOSPC"),
    "openat": ("EMFILE", "EIO", "ENOSPC"),
    "write": ("ENOSPC", "EIO"),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "close": ("EIO",),
    "mkdir": ("ENOSPC",),
    "mmap": ("ENOMEM",),
    "newfstatat": ("EIO",),
    "getdents64": ("EIO",),
    "sendfile": ("ENOSPC",),
    "ftruncate": ("EIO",),
    "unlink": ("EIO",),
    "flock": ("ENOLCK",),
}
EVERY_POSITION = ("fsync", "rename")
"""Calls of which each one fails in turn."""
SAYS_NOTHING = ("write",)
"""Calls without which a run cannot print anything."""
RECORDS = 3
OLD, NEW = "Old", "New"
TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run with a fault left behind: what is served, the promises that it broke, and what it said."""

    served: str
    broken: tuple[str, ...]
    output: str


class Scratch:
    """A corpus that has changed since it was published."""

    def __init__(self, folder: Path) -> None:
        """Write the corpus in an empty folder, publish it, and change it."""
        self._published = folder / "published"
        self._settings = Settings(corpus=folder / "corpus", data=folder / "data")
        (folder / "corpus/records").mkdir(parents=True)
        (folder / "corpus/documents").mkdir()
        shutil.copy(ROOT / "corpus/taxonomy.yaml", folder / "corpus")
        self._write(OLD)
        code, output = self.index()
        assert code == 0, output
        self._write(NEW)
        self._settings.data.rename(self._published)

    def _write(self, word: str) -> None:
        for number in range(RECORDS):
            record = {"id": f"r{number}", "title": f"{word} {number}", "documents": [{"path": f"{number}.txt"}]}
            (self._settings.corpus / f"records/{number}.json").write_text(json.dumps(record), encoding="utf-8")
            (self._settings.corpus / f"documents/{number}.txt").write_text("A text.", encoding="utf-8")

    def reset(self) -> None:
        """Restore the data folder as it was published."""
        shutil.rmtree(self._settings.data, ignore_errors=True)
        shutil.copytree(self._published, self._settings.data)

    def index(self, *prefix: str) -> tuple[int, str]:
        """Run `clearinghouse index --json`; return its exit code and what it printed, in one text."""
        folders = ["--corpus", str(self._settings.corpus), "--data", str(self._settings.data)]
        command = [*prefix, sys.executable, "-m", "indexer", *folders, "index", "--json"]
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT_S
        )
        return run.returncode, run.stdout + run.stderr

    def positions(self, call: str) -> list[int]:
        """Return the positions, among all calls of this kind, of those that touch the data folder."""
        self.reset()
        log = self._settings.data.with_name("strace.log")
        code, output = self.index("strace", "-qq", "-y", "-s", "0", "-e", f"trace={call}", "-o", str(log))
        assert code == 0, output
        calls = [line for line in log.read_text(errors="replace").splitlines() if line.startswith(f"{call}(")]
        return [number for number, line in enumerate(calls, 1) if str(self._settings.data) in line]

    def outcome(self, call: str, error: str, when: str) -> Outcome:
        """Return the outcome of a run in which some calls fail."""
        self.reset()
        code, output = self.index("strace", "-qq", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={when}")
        served, broken = self._served()
        broken += _disagreements(code, output, served)
        broken += self._next_run()
        return Outcome(served, tuple(broken), f"exit code {code}: {output.strip()}")

    def _served(self) -> tuple[str, list[str]]:
        """Return which records a new process serves, and what is wrong with them."""
        try:
            searcher = LiveSearcher(self._settings).current()
        except CatalogError as error:
            return "nothing", [f"nothing is served: {error}"]
        titles = sorted(entry.record.title for key in searcher.ids() if (entry := searcher.get(key)))
        served = next((word for word in (OLD, NEW) if titles == [f"{word} {n}" for n in range(RECORDS)]), "a mixture")
        broken = [f"{titles} are served"] if served == "a mixture" else []
        generations = Generations(self._settings.data, FolderStorage(), self._settings.keep_generations)
        current = generations.current_or_none()
        broken += [f"{searcher.generation} is served, not {current}"] if searcher.generation != current else []
        return served, broken + list(generations.faults(searcher.generation))

    def _next_run(self) -> list[str]:
        """Run again without a fault; return what is wrong afterwards."""
        code, output = self.index()
        broken = [f"the next run ended with {code}: {output}"] if code else []
        served, faults = self._served()
        broken += faults if served == NEW else [f"{served} is served after the next run"]
        leftovers = [
            path.name for path in self._settings.data.iterdir() if path.name.startswith(("bui", "rem", "CURR"))
        ]
        return broken + ([f"left behind: {leftovers}"] if leftovers != ["CURRENT"] else [])


def _disagreements(code: int, output: str, served: str) -> list[str]:
    """Return how the exit code and the report of a run differ from what is served."""
    broken = ["the run ended with a traceback"] if "Traceback" in output else []
    try:
        report = json.loads(output[: output.rindex("}") + 1])
    except ValueError:
        return [*broken, *(["nothing is said"] if code == 0 or not output.strip() else [])]
    is_published = bool(report.get("published"))
    if is_published != (served == NEW):
        broken.append(f"published is {is_published}")
    kinds = {problem["kind"] for problem in report.get("problems", ())}
    if code != (2 if "error" in report else 1 if kinds else 0):
        broken.append(f"exit code {code} with problems {kinds}")
    return broken


def cases(scratch: Scratch, call: str, steps: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each error of a call, once and from then on, and the positions at which it happens."""
    positions = scratch.positions(call)
    if call not in EVERY_POSITION:
        positions = positions[:: max(1, -(-len(positions) // steps))]
    for error in FAULTS[call]:
        yield f"{error} once", [str(position) for position in positions]
        if call not in SAYS_NOTHING:
            yield f"{error} from then on", [f"{position}+" for position in positions]


def try_call(scratch: Scratch, call: str, steps: int) -> int:
    """Try the faults of a call, print a line for each kind, and return how many runs broke a promise."""
    broken_runs = 0
    for name, positions in cases(scratch, call, steps):
        outcomes = [scratch.outcome(call, name.split(" ")[0], when) for when in positions]
        served = Counter(outcome.served for outcome in outcomes)
        unsynced = sum('"unsynced"' in outcome.output for outcome in outcomes)
        broken = [(when, outcome) for when, outcome in zip(positions, outcomes, strict=True) if outcome.broken]
        counts = f"{len(outcomes):3} runs: {served[OLD]:3} old, {served[NEW]:3} new ({unsynced} unconfirmed)"
        print(f"{call:10} {name:20} {counts}, {len(broken)} broken", flush=True)
        for when, outcome in broken:
            print(f"    at call {when}: {'; '.join(outcome.broken)}\n    {outcome.output[-400:]}", flush=True)
        broken_runs += len(broken)
    return broken_runs


def main(arguments: Sequence[str]) -> int:
    """Try every fault; return 1 if a promise was broken."""
    if not shutil.which("strace"):
        print("strace is not installed: apt-get install strace")
        return 1
    steps = int(arguments[0]) if arguments and re.fullmatch("[0-9]+", arguments[0]) else STEPS
    calls = [call for call in FAULTS if call in arguments] or list(FAULTS)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        scratch = Scratch(Path(folder))
        broken = sum(try_call(scratch, call, steps) for call in calls)
    print(f"{broken} promises broken.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
