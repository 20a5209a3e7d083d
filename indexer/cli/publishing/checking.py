"""The `check` command."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.settings import Settings
from indexer.check.check import CheckReport, check
from indexer.cli.exit_codes import end_command
from indexer.cli.options import json_option
from indexer.cli.output import problems_json
from indexer.cli.problems import print_problems
from indexer.cli.publishing.changes import rolled_back_words
from indexer.cli.terminal import pluralized, print_json, say


@click.command("check")
@json_option
@click.pass_obj
def check_command(settings: Settings, *, as_json: bool) -> None:
    """Compare the index with its checksums and your files."""
    report = check(settings)
    if as_json:
        fields = {name: getattr(report, name) for name in ("generation", "rolled_back_from", "generations", "records")}
        print_json({**fields, **problems_json("faults", report.faults), "notes": report.notes})
    else:
        _print_check(report, settings.corpus)
    end_command(has_problems=bool(report.faults))


def _print_check(report: CheckReport, corpus: Path) -> None:
    if report.rolled_back_from:
        say(rolled_back_words(report.rolled_back_from))
    print_problems(report.faults, corpus)
    for note in report.notes:
        say(note)
    no_faults = f"No faults found in {pluralized(report.records, 'record')}"
    say(f"{pluralized(len(report.faults), 'fault')} found." if report.faults else f"{no_faults}.")
    say(f"Generations checked: {', '.join(report.generations) or 'none'}.")
