"""The `index` command."""

from __future__ import annotations

import click

from catalog.settings import Settings
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option
from indexer.cli.output import ProgressBars, print_report, report_json
from indexer.cli.terminal import print_json
from indexer.editing.history import History
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest


@click.command("index")
@click.option("--full", is_flag=True, help="Index everything again from scratch.")
@dry_run_option()
@click.option("--strict", is_flag=True, help="Publish nothing if there is any problem.")
@click.option("--force", is_flag=True, help="Publish even if unusually many records are removed or refused.")
@click.option("--watched/--no-watched", default=True, help="Compare the watched queries (the default), or do not.")
@click.option("--explain", is_flag=True, help="Show which parts of scores move the results of watched queries.")
@json_option
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
    end_command(has_problems=bool(report.problems or report.withheld))
