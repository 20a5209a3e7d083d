"""The output of the command: progress bars and sentences for people, one JSON object for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from catalog.errors import Problem
from catalog.store.records import MISSING_FOLDER
from indexer.cli.problems import print_problems
from indexer.cli.publishing.changes import MAX_LISTED, VERBS, print_changes, print_read
from indexer.cli.publishing.watched import print_watched, watched_json
from indexer.cli.terminal import pluralized, printable, say
from indexer.ingest.model import Changes, IngestReport

MAX_JSON_ITEMS = 10_000
"""The items of one list, such as problems, that the JSON of a command has."""
_ItemT = TypeVar("_ItemT")


class ProgressBars:
    """Progress bars on standard error, if it is a terminal."""

    def __init__(self) -> None:
        """Prepare the bars; nothing is displayed yet."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Start drawing."""
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop drawing and clear the line."""
        self._bars.stop()

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` parts; 0 means that their number is unknown."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(step, total=total or None)

    def advance(self) -> None:
        """Report that one part of the step is done."""
        if self._task is not None:
            self._bars.advance(self._task)

    def notify(self, sentence: str) -> None:
        """Print a sentence above the bars."""
        with suppress(OSError):  # standard error may be full; the run goes on
            self._bars.console.print(printable(sentence), soft_wrap=True, markup=False, highlight=False)


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return the report of a run as `index --json` prints it."""
    names = ("generation", "published", "withheld", "dry_run", "records", "documents")
    return {
        **{name: getattr(report, name) for name in names},
        "stale": {kind: list(names) for kind, names in report.stale.items()},
        **problems_json("problems", report.problems),
        "notes": list(report.notes),
        "changes": asdict(report.changes),
        "read": [asdict(document) for document in report.read],
        "unnamed_files": list(report.unnamed_files),
        "renamed": [{"from": old, "to": new} for old, new in report.renamed],
        "understood": [asdict(note) for note in report.understood],
        "unopened": report.unopened,
        "watched": watched_json(report.watched),
        "took_s": report.took_s,
    }


def problems_json(name: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return problems under a name; see `items_json`."""
    return items_json(name, problems, asdict)


def items_json(name: str, items: Sequence[_ItemT], to_json: Callable[[_ItemT], Any]) -> dict[str, Any]:
    """Return the first MAX_JSON_ITEMS under a name, and how many were left out."""
    return {
        name: [to_json(item) for item in items[:MAX_JSON_ITEMS]],
        f"{name}_omitted": max(0, len(items) - MAX_JSON_ITEMS),
    }


def print_report(report: IngestReport, corpus: Path, *, lists_changes: bool = True) -> None:
    """Print what a run did with a corpus, with the records that changed unless the reader has seen them already."""
    if lists_changes and _print_changes(report):
        say()
    if report.watched and (report.watched.changes or report.watched.failure or not report.is_first):
        print_watched(report.watched, is_dry_run=report.dry_run)
        say()
    missing = [problem for problem in report.problems if problem.message == MISSING_FOLDER]
    print_problems(missing, corpus, says_what_stays=False)
    for note in report.notes:
        say(note)
    others = [problem for problem in report.problems if problem.message != MISSING_FOLDER]
    print_problems(others, corpus, report.is_blocking, says_what_stays=False)
    if report.notes or report.problems:
        say()
    counts = report.records
    changes = [f"{counts[name]:,} {name}" for name in ("added", "changed", "removed", "unchanged")]
    changes += [f"{counts['refused']:,} refused"] if counts["refused"] else []
    say(f"Records: {', '.join(changes)}.")
    say(f"Documents: {', '.join(_document_counts(report))}.")
    say(_outcome(report))


def _print_changes(report: IngestReport) -> bool:
    """Print the records and documents that the counts are about, and return whether there are any.

    Of a first run, that would be everything.
    """
    lists_records = not report.is_first and report.changes != Changes()
    lists_documents = bool(report.read) and (not report.is_first or len(report.read) <= MAX_LISTED)
    if lists_records:
        print_changes(report.changes, VERBS if report.published else ("To add", "To change", "To remove"))
    if lists_documents:
        print_read(report.read, "To read" if report.dry_run else "Read")
    return lists_records or lists_documents


def _document_counts(report: IngestReport) -> Iterator[str]:
    documents, read = report.documents, report.read
    pages, words = (sum(getattr(document, name) or 0 for document in read) for name in ("pages", "words"))
    lengths = [pluralized(pages, "page")] * bool(pages) + [pluralized(words, "word")] * bool(words)
    verb = "to read" if report.dry_run else "read"
    length = f" ({', '.join(lengths)})" if lengths else ""
    yield f"{documents['extracted']:,} {verb}{length}"
    yield f"{documents['cached']:,} already read"
    refused, stale = documents["refused"], len(report.stale["documents"])
    if refused > stale:
        yield f"{refused - stale:,} without text"
    if stale:
        yield f"{stale:,} with their last good text"


def _outcome(report: IngestReport) -> str:
    if report.dry_run:
        return _dry_run_outcome(report)
    if report.withheld:
        return f"Nothing was published: {report.withheld}. Visitors see no change."
    if not report.published:
        return f"Nothing has changed for visitors. Generation {report.generation} is still current."
    records = pluralized(report.total, "record")
    return f"Published generation {report.generation} with {records} in {report.took_s:.1f} s."


def _unopened_words(report: IngestReport) -> str:
    """Return what a dry run says about new documents that it did not read."""
    if not report.unopened:
        return ""
    if report.watched is None:
        return "New documents were not opened, so some of them may have no text."
    count = pluralized(report.unopened, "new document")
    return f"{count} could not be read in the time of a dry run: watched queries were compared without the text."


def _dry_run_outcome(report: IngestReport) -> str:
    unread = _unopened_words(report)
    withheld = f"Nothing would be published: {report.withheld}." if report.withheld else ""
    return " ".join(filter(None, ("This was a dry run: nothing was changed.", unread, withheld)))
