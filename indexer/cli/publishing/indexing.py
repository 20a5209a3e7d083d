"""The `index` command."""

from __future__ import annotations

import sys

import click

from catalog.settings import Settings
from indexer.cli.output import ProgressBars, print_report, report_json
from indexer.cli.terminal import EXIT_PROBLEMS, print_json
from indexer.editing.history import History
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest


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
        report = ingest(settings, IngestOptions(**options), progress)  # type: ignore[arg-type]  # these are flags
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report, settings.corpus)
    sys.exit(EXIT_PROBLEMS if report.problems or report.withheld else 0)
