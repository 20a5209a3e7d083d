"""The command that imports records from other catalogs: `import`."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import yaml

from catalog.settings import Settings
from catalog.text import shortened
from indexer.cli.editing.change_sets import change_set_json, has_report_problems
from indexer.cli.output import ProgressBars, print_report, report_json
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.publish import PublishedChange
from indexer.importers.mapping.source_mapping import LEFT_OUT
from indexer.importers.planning.fates import Fate, FateKind, FieldFate
from indexer.importers.planning.import_plan import ImportOptions, ImportPlan
from indexer.importers.running import FORMATS, ImportResult, run_import

EXIT_PROBLEMS = 1
MAX_LISTED_ROWS = 20
"""The rows of each kind that are listed."""
MAX_LISTED_VALUES = 15
"""The values without a meaning, and the kinds of warnings, that are listed."""
MAX_JSON_FATES = 10_000
KEPT = "kept"
"""What the table calls a row of which the record keeps everything that differs."""
MAX_VALUE_CHARACTERS = 70
"""Characters of a value that a row of the table shows."""


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
@click.option("--dry-run", is_flag=True, help="Show what would become of each row, and change no record.")
@click.option("--draft", "as_drafts", is_flag=True, help="Make new records drafts, which are not published.")
@click.option(
    "--take",
    "taken",
    multiple=True,
    metavar="ID:FIELD",
    help="Take the source's value of a field that you changed, or of all with '*'. Repeatable.",
)
@click.option("--include-known", is_flag=True, help="Also import resources that the catalog has from elsewhere.")
@click.option("--withdraw-vanished", is_flag=True, help="Withdraw records that were gone from the source in two runs.")
@click.option("--why", default="", help="Reason for the history, and for what is withdrawn.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only what changed since this day (oai, sitemap).",
)
@click.option("--set", "set_spec", default="", help="Only this set (oai).")
@click.option("--force", is_flag=True, help="Import a source that has lost more than a tenth of its items.")
@click.option("--no-publish", is_flag=True, help="Write the records without publishing them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
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
    include_known: bool,
    withdraw_vanished: bool,
    force: bool,
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
    )
    with ProgressBars() as progress:
        today = dt.datetime.now(dt.UTC).date()
        result = run_import(settings, options, today, progress, dry_run=dry_run, publish=not no_publish)
    if as_json:
        print_json(_import_json(result, dry_run=dry_run))
    else:
        _print_import(settings, result, dry_run=dry_run)
    sys.exit(EXIT_PROBLEMS if _has_problems(result) else 0)


def _taken(values: Sequence[str]) -> dict[str, set[str]]:
    """Return the fields of `--take ID:FIELD` by record id."""
    taken: dict[str, set[str]] = {}
    for value in values:
        record_id, colon, name = value.partition(":")
        if not (record_id and colon and name):
            raise click.UsageError(
                f"--take needs the id of a record and a field, such as my-record:title, not '{value}'"
            )
        taken.setdefault(record_id, set()).add(name)
    return taken


def _has_problems(result: ImportResult) -> bool:
    change = result.change
    return bool(result.plan.counts.get(FateKind.REFUSED) or (change and (change.notes or has_report_problems(change))))


def _import_json(result: ImportResult, *, dry_run: bool) -> dict[str, Any]:
    plan, change = result.plan, result.change
    return {
        "source": plan.source,
        "dry_run": dry_run,
        "rows": {kind.value: plan.counts.get(kind, 0) for kind in FateKind},
        "fates": [asdict(fate) for fate in plan.fates[:MAX_JSON_FATES]],
        "fates_omitted": max(0, len(plan.fates) - MAX_JSON_FATES),
        "mapping": plan.mapping.json,
        "ignored_columns": list(plan.ignored),
        "unmapped": [{**asdict(item), "rows": rows} for item, rows in _by_count(plan)],
        "vanished": list(plan.vanished),
        "source_notes": [asdict(note) for note in plan.notes],
        "is_complete": plan.is_complete,
        "change": change_set_json(change.change_set) if change else None,
        "notes": list(change.notes) if change else [],
        "index": report_json(change.report) if change and change.report else None,
    }


def _by_count(plan: ImportPlan) -> list[tuple[Any, int]]:
    return sorted(plan.unmapped.items(), key=lambda item: -item[1])


def _print_import(settings: Settings, result: ImportResult, *, dry_run: bool) -> None:
    plan = result.plan
    _print_columns(plan, result.mapping_file if result.mapping_changed else "")
    _print_unmapped(plan, result.mapping_file)
    _print_fates(plan)
    _print_notes(plan)
    if plan.vanished:
        verb = "are withdrawn" if plan.options.withdraw_vanished else "stay; --withdraw-vanished withdraws them"
        say(f"Gone from the source in two runs or more: {_listed(plan.vanished)}. They {verb}.")
    _print_outcome(settings, plan, result.change, dry_run=dry_run)


def _print_columns(plan: ImportPlan, mapping_file: str) -> None:
    """Print which column became which field, if that is new."""
    if not mapping_file:
        return
    say("Columns:")
    width = max((len(heading) for heading in plan.mapping.columns), default=0)
    for heading, target in plan.mapping.columns.items():
        say(f"  {heading[:40]:{min(width, 40)}}  ->  {'(left out)' if target == LEFT_OUT else target}")
    say(f"This guess is now in {mapping_file}: correct it there, and run the command again.")
    say()


def _print_unmapped(plan: ImportPlan, mapping_file: str) -> None:
    """Print the values that nobody has mapped, with the nearest known ones."""
    unmapped = _by_count(plan)
    if not unmapped:
        return
    say("Values without a meaning here (the records are imported without them):")
    for item, rows in unmapped[:MAX_LISTED_VALUES]:
        guess = f": did you mean '{item.nearest}'?" if item.nearest else ""
        say(f"  {item.field} '{item.value}' in {pluralized(rows, 'row')}{guess}")
    if len(unmapped) > MAX_LISTED_VALUES:
        say(f"  and {len(unmapped) - MAX_LISTED_VALUES:,} more; --json lists them.")
    say(f"Give each a meaning under 'values' in {mapping_file}, or 'none', and run the command again.")
    say()


def _print_fates(plan: ImportPlan) -> None:
    for kind in (FateKind.REFUSED, FateKind.KNOWN, FateKind.REMOVED, FateKind.CHANGED, FateKind.NEW):
        fates = [fate for fate in plan.fates if fate.kind is kind]
        for fate in fates[:MAX_LISTED_ROWS]:
            for line in _fate_lines(fate):
                say(line)
        if len(fates) > MAX_LISTED_ROWS:
            say(f"  {kind.value:8} and {len(fates) - MAX_LISTED_ROWS:,} more")
    kept = [fate for fate in plan.fates if fate.kind is FateKind.SAME and any(item.conflict for item in fate.fields)]
    for fate in kept[:MAX_LISTED_ROWS]:
        for line in _fate_lines(fate):
            say(line)
    if conflict := next((fate for fate in plan.fates if any(item.conflict for item in fate.fields)), None):
        name = next(item.field for item in conflict.fields if item.conflict)
        say(f"Your values stay. To take those of the source, add for instance: --take {conflict.record_id}:{name}")


def _fate_lines(fate: Fate) -> Iterator[str]:
    subject = ": ".join(filter(None, (fate.record_id, shortened(fate.title, MAX_VALUE_CHARACTERS))))
    reason = f" ({fate.message})" if fate.message else ""
    kind = KEPT if _is_only_kept(fate) else fate.kind.value
    yield f"  {kind:8} {fate.place}{': ' if subject else ''}{subject}{reason}"
    for item in fate.fields:
        yield f"           {_field_words(item)}"


def _is_only_kept(fate: Fate) -> bool:
    """Return whether a row differs from its record only where an editor changed the record."""
    return bool(fate.fields) and all(item.kept for item in fate.fields)


def _field_words(item: FieldFate) -> str:
    here, source = (shortened(_written(value), MAX_VALUE_CHARACTERS) for value in (item.here, item.source))
    if item.conflict:
        return f"{item.field}: changed here and in the source: kept {here}; there: {source}"
    if item.kept:
        return f"{item.field}: kept as you changed it"
    return f"{item.field}: {here} -> {source}"


def _written(value: Any) -> str:
    if value is None:
        return "(nothing)"
    if isinstance(value, str):
        return f"'{value}'"
    flow: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=float("inf"))
    return flow.removesuffix("...\n").strip()


def _print_notes(plan: ImportPlan) -> None:
    """Print each note and each kind of warning once, with the places."""
    places: dict[str, list[str]] = {}
    for note in plan.notes:
        places.setdefault(note.message, []).append(note.place)
    for fate in plan.fates:
        for warning in fate.warnings:
            places.setdefault(warning, []).append(fate.place)
    for warning, of_warning in sorted(places.items(), key=lambda item: -len(item[1]))[:MAX_LISTED_VALUES]:
        say(f"  note     {_listed(of_warning)}: {warning}")
    if len(places) > MAX_LISTED_VALUES:
        say(f"  note     {len(places) - MAX_LISTED_VALUES:,} more kinds of notes; --json lists them.")


def _place_of_new(plan: ImportPlan) -> str:
    """Return where the new records are: a file if all are in one, else their folder."""
    new = {fate.record_id for fate in plan.fates if fate.kind is FateKind.NEW}
    paths = [path for path in plan.draft.files if path.parts[0] == "records"]
    places = {
        path if path.suffix == ".jsonl" else path.parent
        for path in paths
        if path.stem in new or path.suffix == ".jsonl"
    }
    return ", ".join(sorted(map(str, places)))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""  # noqa: PLR2004  # three examples will do
    return ", ".join(names[:3]) + more


def _print_outcome(settings: Settings, plan: ImportPlan, change: PublishedChange | None, *, dry_run: bool) -> None:
    counts: Mapping[FateKind, int] = Counter(plan.counts)
    kept = Counter(fate.kind for fate in plan.fates if _is_only_kept(fate))
    shown = {kind: counts[kind] - kept[kind] for kind in (FateKind.NEW, FateKind.CHANGED, FateKind.SAME)}
    words = [f"{count:,} {kind.value}" for kind, count in shown.items()]
    words += [f"{kept.total():,} {KEPT} as changed here"] * bool(kept)
    words += [f"{counts[FateKind.KNOWN]:,} already in the catalog"] * bool(counts[FateKind.KNOWN])
    words += [f"{counts[FateKind.REMOVED]:,} removed here"] * bool(counts[FateKind.REMOVED])
    words += [f"{counts[FateKind.REFUSED]:,} refused"] * bool(counts[FateKind.REFUSED])
    say()
    say(f"Rows of {plan.source}: {', '.join(words)}.")
    if not plan.is_complete and plan.state.resume:
        say("The source could not be read to the end. Run the command again to go on.")
    if dry_run:
        say("This was a dry run: no record was changed. Without --dry-run, the records are written and published.")
    elif change is None:
        say("There is nothing to change.")
    else:
        if change.report:
            say()
            print_report(change.report, settings.corpus, lists_changes=False)
        for note in change.notes:
            say(note)
        if counts[FateKind.NEW]:
            say(f"The new records are in {_place_of_new(plan)}.")
        say(f"'clearinghouse undo {change.change_set.number}' takes this import back.")
