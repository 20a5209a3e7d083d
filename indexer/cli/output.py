"""How the command speaks: progress bars and tables for people, one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from catalog.errors import Problem
from indexer.ingest.report import IngestReport


class Bars:
    """Progress bars on standard error, on a terminal only."""

    def __init__(self) -> None:
        """Show nothing yet."""
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
        """Begin a step; one of unknown length shows a bar that only moves."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(step, total=total or None)

    def advance(self) -> None:
        """One part of the step is done."""
        if self._task is not None:
            self._bars.advance(self._task)

    def say(self, sentence: str) -> None:
        """Print a sentence above the bars."""
        self._bars.console.print(sentence, soft_wrap=True, markup=False, highlight=False)


def print_json(content: Any) -> None:
    """Print one JSON object on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return a run's report in the shape of `index --json`."""
    names = ("generation", "published", "withheld", "dry_run", "records", "documents")
    return {
        **{name: getattr(report, name) for name in names},
        "problems": problems_json(report.problems),
        "notes": list(report.notes),
        "took_s": report.took_s,
    }


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values."""
    return [asdict(problem) for problem in problems]


def print_report(report: IngestReport) -> None:
    """Print what a run did, in a few sentences."""
    for note in report.notes:
        click.echo(note)
    print_problems(report.problems)
    counts = report.records
    changes = [f"{counts[name]} {name}" for name in ("added", "changed", "removed", "unchanged")]
    refused = f", {counts['refused']} refused" if counts["refused"] else ""
    click.echo(f"Records: {', '.join(changes)}{refused}.")
    documents = report.documents
    lost = f", {documents['refused']} without text" if documents["refused"] else ""
    verb = "to read" if report.dry_run else "read"
    click.echo(f"Documents: {documents['extracted']} {verb}, {documents['cached']} as before{lost}.")
    click.echo(_outcome(report))


def _outcome(report: IngestReport) -> str:
    if report.dry_run:
        return _rehearsed(report)
    if report.withheld:
        return f"Nothing was published: {report.withheld}. Visitors still see what they saw before."
    if not report.published:
        return f"Nothing has changed. Generation {report.generation} stays."
    counted = f"{report.total} record{'' if report.total == 1 else 's'}"
    return f"Published generation {report.generation} with {counted} in {report.took_s:.1f} s."


def _rehearsed(report: IngestReport) -> str:
    unread = "Whether a document to read holds text is known when it is read." if report.documents["extracted"] else ""
    withheld = f"Nothing would be published: {report.withheld}." if report.withheld else ""
    return " ".join(filter(None, ("This was a rehearsal: nothing was changed.", unread, withheld)))


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on a line of its own."""
    for problem in problems:
        click.echo(f"  {problem}")
