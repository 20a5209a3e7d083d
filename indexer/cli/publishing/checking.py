"""The `check` command."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.settings import Settings
from indexer.check.check import CheckReport, check
from indexer.cli.output import problems_json
from indexer.cli.problems import print_problems
from indexer.cli.terminal import EXIT_PROBLEMS, pluralized, print_json, say


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
