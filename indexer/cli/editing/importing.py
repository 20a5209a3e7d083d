"""The command that imports records from other catalogs: `import`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from catalog.settings import Settings
from catalog.text import did_you_mean
from indexer.cli.editing.change_sets import has_change_problems
from indexer.cli.editing.import_report import import_json, print_import
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option, no_publish_option, why_option
from indexer.cli.output import ProgressBars
from indexer.cli.terminal import print_json
from indexer.editing.record_files import FIELD_ORDER
from indexer.importers.planning.fates import ALL_RECORDS, FateKind
from indexer.importers.planning.import_plan import ImportOptions
from indexer.importers.running import FORMATS, run_import


@click.command("import", short_help="Import records from a file or an address.")
@click.argument("source_format", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("location", metavar="SOURCE")
@click.option(
    "--source",
    "name",
    default="",
    help="Name of the source, the same each time [default: that of its file or host].",
)
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="File of mappings [default: corpus/mappings.yaml]."
)
@dry_run_option("Show what would become of each row, and change no record.")
@click.option("--draft", "as_drafts", is_flag=True, help="Make new records drafts, which are not published.")
@click.option(
    "--take",
    "taken",
    multiple=True,
    metavar="[ID:]FIELD",
    help="Take the source's value of a field that you changed, of one record or of all; ID:* takes all. Repeatable.",
)
@click.option("--new-source", is_flag=True, help="Import a new source although another one has most of its rows.")
@click.option("--include-known", is_flag=True, help="Also import resources that the catalog has from elsewhere.")
@click.option("--withdraw-vanished", is_flag=True, help="Withdraw records that were gone from the source in two runs.")
@why_option("The reason, for the history and for what is withdrawn.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only what changed since this day (oai, sitemap).",
)
@click.option("--set", "set_spec", default="", help="Only this set (oai).")
@click.option(
    "--watched/--no-watched",
    default=True,
    help="In a dry run, compare the watched queries (the default), or do not.",
)
@click.option("--force", is_flag=True, help="Import a source that has lost more than a tenth of its items.")
@click.option("--all", "show_all", is_flag=True, help="List every row, value and note.")
@no_publish_option
@json_option
@click.pass_obj
def import_command(  # noqa: PLR0917  # the options of a command
    settings: Settings,
    source_format: str,
    location: str,
    name: str,
    map_file: Path | None,
    taken: Sequence[str],
    why: str,
    since: dt.datetime | None,
    set_spec: str,
    *,
    dry_run: bool,
    as_drafts: bool,
    new_source: bool,
    include_known: bool,
    withdraw_vanished: bool,
    force: bool,
    watched: bool,
    show_all: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """Import records from SOURCE, a file, a folder or an address, and publish them.

    The columns are guessed the first time, and kept in corpus/mappings.yaml, where you can correct them. Importing
    again updates what has changed there, and leaves alone what you changed here.
    """
    options = ImportOptions(
        source_format,
        location,
        name,
        map_file,
        _taken(taken),
        as_drafts=as_drafts,
        include_known=include_known,
        force=force,
        withdraw_vanished=withdraw_vanished,
        why=why,
        since=since.date() if since else None,
        set_spec=set_spec,
        new_source=new_source,
    )
    with ProgressBars() as progress:
        today = dt.datetime.now(dt.UTC).date()
        result = run_import(
            settings, options, today, progress, dry_run=dry_run, publish=not no_publish, watched=watched
        )
    if as_json:
        print_json(import_json(result, dry_run=dry_run))
    else:
        print_import(settings, result, dry_run=dry_run, show_all=show_all, watched=watched)
    end_command(has_problems=bool(result.plan.counts.get(FateKind.REFUSED)) or has_change_problems(result.change))


def _taken(values: Sequence[str]) -> dict[str, set[str]]:
    """Return the fields of `--take ID:FIELD` by record id, and those of `--take FIELD` under ALL_RECORDS."""
    taken: dict[str, set[str]] = {}
    for value in values:
        record_id, _colon, name = value.partition(":") if ":" in value else (ALL_RECORDS, "", value)
        if record_id == ALL_RECORDS and name not in FIELD_ORDER:
            advice = did_you_mean(name, FIELD_ORDER) or ": write title, for instance, or my-record:title for one record"
            raise click.UsageError(f"--take: '{name}' is not a field of records{advice}")
        if not (record_id and name):
            raise click.UsageError(f"--take needs a field, such as title, or my-record:title, not '{value}'")
        taken.setdefault(record_id, set()).add(name)
    return taken
