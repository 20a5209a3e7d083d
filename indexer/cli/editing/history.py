"""The commands that show and take back what was changed: `history` and `undo`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

import click

from catalog.errors import CatalogError
from catalog.settings import Settings
from catalog.text import shortened
from indexer.cli.output import ProgressBars, print_report, report_json
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.change_set import ChangeSet, FileVersions
from indexer.editing.history import History
from indexer.editing.publish import PublishedChange, make_change
from indexer.editing.record_history import FieldChange, record_changes
from indexer.editing.undo import UndoPlan, plan_undo

EXIT_PROBLEMS = 1
MAX_SETS = 20
"""The changes that are shown by default, and the files that are named."""
MAX_VALUE_CHARACTERS = 120
"""Characters of a value that the history of a record shows."""


@click.command("history", short_help="Show who changed what and when.")
@click.argument("record_id", metavar="[ID]", required=False)
@click.option("--limit", default=MAX_SETS, show_default=True, type=click.IntRange(1), help="Changes to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def history_command(settings: Settings, record_id: str | None, limit: int, *, as_json: bool) -> None:
    """Show who changed what and when: in the whole corpus, or in the record ID."""
    if record_id:
        _show_record(settings, record_id, limit, as_json=as_json)
        return
    history = History(settings)
    sets, undone = history.sets(), history.undone_by()
    if as_json:
        shown = [{**change_set_json(item), "undone_by": undone.get(item.number)} for item in sets[:limit]]
        print_json({"changes": shown, "omitted": max(0, len(sets) - limit)})
        return
    for change_set in sets[:limit]:
        undo = f" (undone by {undone[change_set.number]})" if change_set.number in undone else ""
        say(f"{change_set.number:>5}  {_when_and_who(change_set)}  {change_set.title}{undo}")
        if change_set.why:
            say(f"       {change_set.why}")
    say(_advice(sets, limit))


def _advice(sets: Sequence[ChangeSet], limit: int) -> str:
    if not sets:
        return "Nothing has been changed by a command yet."
    further = f"{len(sets) - limit:,} older ones are not shown; --limit shows more. " if len(sets) > limit else ""
    return f"{further}'clearinghouse undo NUMBER' takes a change back."


def _show_record(settings: Settings, record_id: str, limit: int, *, as_json: bool) -> None:
    changes = list(islice(record_changes(settings, record_id), limit))
    if as_json:
        shown = [{**change_set_json(item), "changes": list(map(asdict, fields))} for item, fields in changes]
        print_json({"record": record_id, "changes": shown})
        return
    for change_set, fields in changes:
        say(f"{change_set.number:>5}  {_when_and_who(change_set)}  {change_set.title}")
        for line in _field_lines(fields):
            say(f"       {line}")
    if not changes:
        say(f"No command has changed '{record_id}'.")


def _field_lines(fields: Sequence[FieldChange]) -> Iterator[str]:
    """Yield a line for each changed field; one for all if the record is new or was removed."""
    own = [change for change in fields if change.field not in {"id", "imported"}]
    names = ", ".join(change.field for change in own)
    whole = next((change for change in fields if change.field == "id"), None)
    if whole:
        yield f"{'the record was new' if whole.before is None else 'the record was removed'}: {names}"
        return
    yield from (f"{change.field}: {_value_words(change)}" for change in own)
    if locked := next((change for change in fields if change.field == "imported" and _locked(change.after)), None):
        yield f"imports keep what you changed: {', '.join(_locked(locked.after))}"


def _locked(imported: Any) -> Sequence[str]:
    return imported.get("locked", ()) if isinstance(imported, dict) else ()


def _value_words(change: FieldChange) -> str:
    """Return what a field was and is, shortened."""
    before, after = (shortened(_written(value), MAX_VALUE_CHARACTERS) for value in (change.before, change.after))
    if change.before is None:
        return f"{after} (new)"
    return f"{before} (removed)" if change.after is None else f"{before} -> {after}"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _when_and_who(change_set: ChangeSet) -> str:
    return f"{change_set.at:%Y-%m-%d %H:%M} UTC  {change_set.who}"


def change_set_json(change_set: ChangeSet) -> dict[str, Any]:
    """Return a change set as commands print it with --json."""
    fields = {key: list(names) for key, names in change_set.fields.items()}
    files = [file.path for file in change_set.files]
    number_and_kind = {"number": change_set.number, "kind": change_set.kind, "title": change_set.title}
    return {
        **number_and_kind,
        "why": change_set.why,
        "who": change_set.who,
        "at": _iso(change_set.at),
        "undoes": change_set.undoes,
        "files": files,
        "records": fields,
    }


def _iso(at: dt.datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


@click.command("undo", short_help="Take back a change made by a command.")
@click.argument("number", metavar="[SET]", type=click.IntRange(1), required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be restored, and change nothing.")
@click.option("--keep-changed", is_flag=True, help="Leave files alone that were changed since, and restore the others.")
@click.option("--no-publish", is_flag=True, help="Restore the files without publishing them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def undo_command(
    settings: Settings, number: int | None, *, dry_run: bool, keep_changed: bool, no_publish: bool, as_json: bool
) -> None:
    """Take back a change made by a command, by default the last one, and publish.

    Files that were changed since keep what was changed elsewhere in them.
    """
    plan = plan_undo(settings, number)
    if plan.conflicts and not (keep_changed or dry_run):
        raise ConflictError(_conflict(plan.conflicts))
    change = None
    if not dry_run and plan.draft.files:
        with ProgressBars() as progress:
            change = make_change(settings, plan.draft, progress, publish=not no_publish)
    if as_json:
        print_json(_undo_json(plan, change, dry_run=dry_run))
    else:
        _print_undo(settings, plan, change, dry_run=dry_run)
    has_problems = bool(plan.conflicts or (change and (change.notes or has_report_problems(change))))
    sys.exit(EXIT_PROBLEMS if has_problems else 0)


class ConflictError(CatalogError):
    """Files changed since, in the same places as the set to undo."""


def has_report_problems(change: PublishedChange) -> bool:
    """Return whether the run that published a change has problems to report."""
    return bool(change.report and (change.report.problems or change.report.withheld))


def _conflict(paths: Sequence[str]) -> str:
    named = ", ".join(paths[:MAX_SETS]) + (f" and {len(paths) - MAX_SETS} more" if len(paths) > MAX_SETS else "")
    return (
        f"nothing was undone, because the same places were changed since in {named}. Undo the later change first "
        "('clearinghouse history' lists them), or add --keep-changed to leave these files as they are"
    )


def _undo_json(plan: UndoPlan, change: PublishedChange | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "undone": change_set_json(plan.change_set),
        "files": [str(path) for path in plan.draft.files],
        "kept": [*plan.conflicts, *plan.kept_documents],
        "dry_run": dry_run,
        "change": change_set_json(change.change_set) if change else None,
        "notes": list(change.notes) if change else [],
        "index": report_json(change.report) if change and change.report else None,
    }


def _print_files(plan: UndoPlan) -> None:
    """Print the first files that taking back a change would restore or remove."""
    files = list(plan.draft.files.items())
    for path, file in files[:MAX_SETS]:
        is_removed = isinstance(file, FileVersions) and file.after is None
        say(f"  {'To remove' if is_removed else 'To restore':10} {path}")
    if len(files) > MAX_SETS:
        say(f"  and {len(files) - MAX_SETS:,} more")


def _print_kept(plan: UndoPlan) -> None:
    """Print the files that stay as they are, and why."""
    for path in plan.conflicts:
        say(f"{path} was changed since in the same places, so it stays as it is.")
    for path in plan.kept_documents:
        say(f"{path} stays, because its record does.")


def _print_undo(settings: Settings, plan: UndoPlan, change: PublishedChange | None, *, dry_run: bool) -> None:
    if change and change.report:
        print_report(change.report, settings.corpus)
    for note in change.notes if change else ():
        say(note)
    _print_kept(plan)
    if dry_run:
        _print_files(plan)
    of_set = f"change {plan.change_set.number}, {plan.change_set.title}"
    files = pluralized(len(plan.draft.files), "file")
    if not plan.draft.files and plan.conflicts:
        say(f"Nothing can be restored of {of_set}.")
    elif not plan.draft.files:
        say(f"There is nothing to restore: the files are as they were before {of_set}.")
    elif dry_run and plan.conflicts:
        say(f"This was a dry run: undo would refuse; with --keep-changed, it would take back {files} of {of_set}.")
    elif dry_run:
        say(f"This was a dry run: {files} would be restored to take back {of_set}.")
    elif change:
        say(f"Took back {of_set}: {files} restored. 'clearinghouse undo {change.change_set.number}' makes it again.")
