"""Makes every part of a corpus unreadable in every way, and checks that nothing published is lost.

    python -m tests.reliability.unreadable

It works on a scratch corpus, takes about three minutes, and prints a line for each fault. It exits with 1 if a promise
is broken: after a run with a fault, visitors must find every record and every text that they found before, and the exit
code must tell; without the fault, the next run must have nothing to report. Errors of the disk are injected by strace,
missing permissions by setpriv (root has them otherwise); where one is not installed, its faults are left out and named.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

from catalog.editorial.model import PART_LABELS
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.settings import Settings
from tests.support import unreadable

ROOT = Path(__file__).parents[2]
RECORDS = 30
SWEEP_STEPS = 8
"""The number of positions at which one system call fails, spread over those that touch the corpus."""
DISK_ERRORS = ("EIO", "ESTALE", "EMFILE", "EACCES")
CALLS = ("openat", "read", "getdents64", "newfstatat")
REPLACEMENTS = (unreadable.nothing, unreadable.file, unreadable.broken_link, unreadable.link_loop, unreadable.pipe)
FOLDERS = ("documents", "records", "records/team", "documents/team", "pages", "toolkits")
FILES = ("documents/team/0.txt", "records/team/0.json", "pages/about.md", "toolkits/first.yaml")
LISTINGS = ("sites.yaml", "best_bets.yaml", "judgments.yaml")
SEEN_TO_BE_ABSENT = frozenset({*FILES, *LISTINGS, "records/team", "documents/team"})
"""What may be removed: if nothing, or something else, is in its place, it is gone."""
FOLDER_IS_A_FAULT = frozenset({"documents", *FILES, *LISTINGS}) - {"records/team/0.json"}
"""What is missing, not gone, if there is an empty folder in its place."""
WITHDRAWN = {
    "id": "gone",
    "title": "Gone",
    "status": "withdrawn",
    "withdrawn": {"on": "2026-05-01", "reason": "Retracted"},
}
REPORTED = (1, 2)
REPORTED_OR_HARMLESS = (0, *REPORTED)
"""Exit codes of a run with a fault; a call whose result does not matter may fail without consequences."""
UNPRIVILEGED = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def main() -> None:
    """Try every fault, print a line for each, and exit with 1 if a promise was broken."""
    with tempfile.TemporaryDirectory(prefix="unreadable-") as name:
        scratch = Scratch(Path(name))
        print(f"{RECORDS} records with a document each, pages, sites, best bets and a toolkit.\n")
        outcomes = [*of_replacements(scratch), *of_permissions(scratch), *of_disk_errors(scratch)]
    broken = sum(not outcome for outcome in outcomes)
    print(f"\n{len(outcomes)} faults, {broken} promises broken.")
    sys.exit(1 if broken else 0)


class Scratch:
    """A corpus with its index, and what visitors found in it before any fault."""

    def __init__(self, folder: Path) -> None:
        """Write and index the corpus in an empty folder."""
        self.folder = folder
        self.corpus = folder / "corpus"
        write_corpus(self.corpus)
        assert self.index()[0] == 0
        self._before = self._content()
        assert len(self._before) == 2 * RECORDS + len(PART_LABELS)

    def index(self, *prefix: str) -> tuple[int, str]:
        """Run `clearinghouse index`; return its exit code and everything it printed."""
        command = [*prefix, sys.executable, "-m", "indexer", "--corpus", self.corpus, "--data", self.folder / "data"]
        result = subprocess.run([*command, "index"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
        return result.returncode, result.stdout + result.stderr

    def is_kept(
        self, name: str, result: tuple[int, str], undo: Callable[[], None], codes: Collection[int] = REPORTED
    ) -> bool:
        """Return whether the promises were kept after a run with a fault and, after `undo`, without it; print that.

        The run may end with one of `codes`.
        """
        code, output = result
        reasons = [f"exit code {code}: {output}"] if code not in codes or "Traceback" in output else []
        reasons += self._losses()
        undo()
        code_after, output_after = self.index()
        if code_after != 0 or self._losses():
            reasons.append(f"exit code {code_after} without the fault: {output_after.strip()[:200]}")
        print(f"{'BROKEN' if reasons else 'kept':7} exit {code}  {name}  {'; '.join(reasons)}".rstrip())
        return not reasons

    def _losses(self) -> list[str]:
        """Return what visitors do not find any more."""
        lost = self._before - self._content()
        return [f"{len(lost)} lost, such as {min(lost)}"] if lost else []

    def _content(self) -> set[str]:
        """Return what visitors find: records by id, documents by their word, and kinds of editorial content."""
        generation = LiveSearcher(Settings(corpus=self.corpus, data=self.folder / "data")).current_generation()
        words = {f"word{number}" for number in range(RECORDS)}
        found = {word for word in words if generation.searcher.search(Query(word)).complete}
        kinds = {name for name in PART_LABELS if getattr(generation.editorial, name)}
        return {*generation.searcher.ids(), *found, *kinds}


def write_corpus(corpus: Path) -> None:
    """Write records in two folders, each with a document of its own word, and every kind of editorial content.

    The documents of one folder have names in another Unicode form than in the records.
    """
    for number in range(RECORDS):
        place, stem = ("team", str(number)) if number % 2 == 0 else (".", f"gu\u00eda-{number}")
        files = {
            f"documents/{place}/{normalize('NFD', stem)}.txt": f"Text about word{number}.",
            f"records/{place}/{number}.json": record(number, f"{place}/{stem}.txt"),
        }
        for name, text in files.items():
            path = corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (corpus / "records/withdrawn.json").write_text(json.dumps(WITHDRAWN), encoding="utf-8")
    shutil.copy(ROOT / "corpus/taxonomy.yaml", corpus)
    (corpus / "pages").mkdir()
    (corpus / "pages/about.md").write_text("---\ntitle: About\n---\nText.\n", encoding="utf-8")
    (corpus / "toolkits").mkdir()
    (corpus / "toolkits/first.yaml").write_text("title: First\nitems: [{record: r0}]\n", encoding="utf-8")
    site = "- {id: a, city: Toledo, state: OH, latitude: 41.65, longitude: -83.54}\n"
    (corpus / "sites.yaml").write_text(site, encoding="utf-8")
    (corpus / "best_bets.yaml").write_text("- {queries: [first], record: r0}\n", encoding="utf-8")
    (corpus / "start_here.yaml").write_text("- {topic: technology, records: [r0, r1, r2]}\n", encoding="utf-8")
    judgment = "- {query: record, kind: keyword, relevant: {r0: 3}}\n"
    (corpus / "judgments.yaml").write_text(judgment, encoding="utf-8")


def record(number: int, path: str) -> str:
    """Return a record file."""
    return json.dumps({"id": f"r{number}", "title": f"Record {number}", "documents": [{"path": path}]})


def of_replacements(scratch: Scratch) -> Iterator[bool]:
    """Yield whether everything stays when something else, or nothing, is in the place of a folder or a file."""
    for relative in (*FOLDERS, *FILES, *LISTINGS):
        for replacement in (*REPLACEMENTS, unreadable.folder):
            if relative in SEEN_TO_BE_ABSENT and replacement in (unreadable.nothing, unreadable.file):
                continue
            if replacement is unreadable.folder and relative not in FOLDER_IS_A_FAULT:
                continue
            if relative == "documents/team" and replacement is unreadable.pipe:
                continue
            path = scratch.corpus / relative
            backup = scratch.folder / "backup"
            path.rename(backup)
            replacement(path)
            name = f"{relative}: {replacement.__name__.replace('_', ' ')} in its place"

            def undo(path: Path = path, backup: Path = backup) -> None:
                unreadable.moved_back(path, backup)

            yield scratch.is_kept(name, scratch.index(), undo)


def of_permissions(scratch: Scratch) -> Iterator[bool]:
    """Yield whether everything stays when a folder or a file may not be read."""
    if not shutil.which(UNPRIVILEGED[0]):
        print("left out  permissions: setpriv is not installed")
        return
    for relative in (*FOLDERS, *FILES, *LISTINGS):
        path = scratch.corpus / relative
        mode = path.stat().st_mode
        path.chmod(0)
        result = scratch.index(*UNPRIVILEGED)

        def undo(path: Path = path, mode: int = mode) -> None:
            path.chmod(mode)

        yield scratch.is_kept(f"{relative}: no permission", result, undo)


def of_disk_errors(scratch: Scratch) -> Iterator[bool]:
    """Yield whether everything stays when one call of the system that touches the corpus fails."""
    if not shutil.which("strace"):
        print("left out  errors of the disk: strace is not installed")
        return
    for call in CALLS:
        with traced(scratch.folder, call) as (command, log):
            scratch.index(*command)
            count = len(log.read_text().splitlines())
        for number in sorted({1 + step * max(1, count - 1) // SWEEP_STEPS for step in range(SWEEP_STEPS)}):
            error = DISK_ERRORS[number % len(DISK_ERRORS)]
            with traced(scratch.folder, call, f"inject={call}:error={error}:when={number}") as (command, log):
                result = scratch.index(*command)
                if "(INJECTED)" in log.read_text():
                    name = f"{call} fails with {error} at call {number} of {count}"
                    yield scratch.is_kept(name, result, lambda: None, REPORTED_OR_HARMLESS)


@contextmanager
def traced(folder: Path, call: str, inject: str = "") -> Iterator[tuple[list[str], Path]]:
    """Yield the command that traces the calls which touch the corpus, and the file that lists them."""
    log = folder / "strace.log"
    paths = [path for path in (folder / "corpus").rglob("*") if path.name != "taxonomy.yaml"]
    filters = [argument for path in paths for argument in ("-P", str(path))]
    expressions = ["-e", f"trace={call}", *(["-e", inject] if inject else [])]
    yield ["strace", "-f", "-qq", "-o", str(log), *filters, *expressions], log
    log.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
