"""The `rollback` command."""

from __future__ import annotations

from dataclasses import asdict

import click

from catalog.settings import Settings
from indexer.cli.exit_codes import end_command
from indexer.cli.options import json_option
from indexer.cli.publishing.changes import print_changes
from indexer.cli.terminal import pluralized, print_json, say
from indexer.ingest.model import Changes
from indexer.ingest.rollback import RollbackReport, roll_back


@click.command("rollback")
@click.argument("generation", required=False)
@json_option
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
    end_command(has_problems=bool(report.warning))


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
