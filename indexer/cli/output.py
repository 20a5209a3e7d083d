"""The output of the command: progress bars and sentences for people, one JSON object for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from catalog.errors import Problem
from indexer.cli.problems import print_problems
from indexer.cli.terminal import printable, say
from indexer.ingest.model import IngestReport

MAX_JSON_PROBLEMS = 10_000


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
        self._bars.console.print(printable(sentence), soft_wrap=True, markup=False, highlight=False)


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return the report of a run as `index --json` prints it."""
    names = ("generation", "published", "withheld", "dry_run", "records", "documents")
    return {
        **{name: getattr(report, name) for name in names},
        "stale": {kind: list(names) for kind, names in report.stale.items()},
        **problems_json("problems", report.problems),
        "notes": list(report.notes),
        "understood": [asdict(note) for note in report.understood],
        "took_s": report.took_s,
    }


def problems_json(name: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return MAX_JSON_PROBLEMS of the problems under a name, and how many were left out."""
    return {
        name: [asdict(problem) for problem in problems[:MAX_JSON_PROBLEMS]],
        f"{name}_omitted": max(0, len(problems) - MAX_JSON_PROBLEMS),
    }


def print_report(report: IngestReport, corpus: Path) -> None:
    """Print what a run did with a corpus."""
    for note in report.notes:
        say(note)
    print_problems(report.problems, corpus, report.is_blocking)
    counts = report.records
    changes = [f"{counts[name]} {name}" for name in ("added", "changed", "removed", "unchanged")]
    changes += [f"{counts['refused']} refused"] if counts["refused"] else []
    say(f"Records: {', '.join(changes)}.")
    documents = report.documents
    refused, stale = documents["refused"], len(report.stale["documents"])
    without_text = f", {refused - stale} without text" if refused > stale else ""
    without_text += f", {stale} with their last good text" if stale else ""
    verb = "to read" if report.dry_run else "read"
    say(f"Documents: {documents['extracted']} {verb}, {documents['cached']} unchanged{without_text}.")
    say(_outcome(report))


def _outcome(report: IngestReport) -> str:
    if report.dry_run:
        return _dry_run_outcome(report)
    if report.withheld:
        return f"Nothing was published: {report.withheld}. Visitors see no change."
    if not report.published:
        return f"Nothing has changed. Generation {report.generation} is still current."
    records = pluralized(report.total, "record")
    return f"Published generation {report.generation} with {records} in {report.took_s:.1f} s."


def _dry_run_outcome(report: IngestReport) -> str:
    unread = "New documents were not opened, so some of them may have no text." if report.documents["extracted"] else ""
    withheld = f"Nothing would be published: {report.withheld}." if report.withheld else ""
    return " ".join(filter(None, ("This was a dry run: nothing was changed.", unread, withheld)))


def pluralized(count: int, noun: str) -> str:
    """Return a count with its noun: "1 record", "1,200 records"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
