"""The commands that change the index or verify it: `index`, `check` and `rollback`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from catalog.settings import Settings
from indexer.check.check import CheckReport, check
from indexer.cli.changes import print_changes
from indexer.cli.output import (
    ProgressBars,
    print_report,
    problems_json,
    report_json,
)
from indexer.cli.problems import print_problems
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.history import History
from indexer.ingest.changes import Changes
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexer.ingest.rollback import RollbackReport, roll_back

EXIT_PROBLEMS = 1
"""Exit code: some records or documents were refused."""


@click.command("index")
@click.option("--full", is_flag=True, help="Index everything again from scratch.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Publish nothing if there is any problem.")
@click.option("--force", is_flag=True, help="Publish even if unusually many records are removed or refused.")
@click.option("--watched/--no-watched", default=True, help="Compare the watched queries (the default), or do not.")
@click.option("--explain", is_flag=True, help="Show which parts of scores move the results of watched queries.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def index_command(settings: Settings, /, *, as_json: bool, **options: bool) -> None:
    """Index what was added, changed or removed, and publish it."""
    with ProgressBars() as progress:
        if not options["dry_run"]:
            History(settings).finish_interrupted(progress.notify)
        report = ingest(settings, IngestOptions(**options), progress)
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report, settings.corpus)
    sys.exit(EXIT_PROBLEMS if report.problems or report.withheld else 0)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check_command(settings: Settings, *, as_json: bool) -> None:
    """Compare the index with its checksums and your files."""
    report = check(settings)
    if as_json:
        fields = {name: getattr(report, name) for name in ("generation", "generations", "records")}
        print_json({**fields, **problems_json("faults", report.faults), "notes": report.notes})
    else:
        _print_check(report, settings.corpus)
    sys.exit(EXIT_PROBLEMS if report.faults else 0)


def _print_check(report: CheckReport, corpus: Path) -> None:
    print_problems(report.faults, corpus)
    for note in report.notes:
        say(note)
    no_faults = f"No faults found in {pluralized(report.records, 'record')}"
    say(f"{pluralized(len(report.faults), 'fault')} found." if report.faults else f"{no_faults}.")
    say(f"Generations checked: {', '.join(report.generations) or 'none'}.")


@click.command("rollback", short_help="Go back to the previous generation.")
@click.argument("generation", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def rollback_command(settings: Settings, generation: str | None, *, as_json: bool) -> None:
    """Make the previous generation, or the given one, current again."""
    report = roll_back(settings, generation)
    if as_json:
        fields = {name: getattr(report.manifest, name) for name in ("generation", "published_at", "records")}
        changes = asdict(report.changes) if report.changes else None
        print_json({**fields, "changes": changes, "warning": report.warning or None})
    else:
        _print_rollback(report)
    sys.exit(EXIT_PROBLEMS if report.warning else 0)


def _print_rollback(report: RollbackReport) -> None:
    manifest = report.manifest
    records = pluralized(manifest.records, "record")
    say(f"Generation {manifest.generation} is current again. It has {records}, published {manifest.published_at}.")
    if report.changes == Changes():
        say("Visitors see no difference.")
    elif report.changes:
        print_changes(report.changes, ("Back", "Changed", "Gone"))
    say("This lasts until the next 'clearinghouse index', which publishes the records as they are: correct them first.")
    if report.warning:
        say(f"Warning: {report.warning}.")
