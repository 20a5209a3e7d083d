"""The command that shows what was changed: `history`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

import click

from catalog.errors import CatalogError, TaxonomyError
from catalog.settings import Settings
from catalog.store.stored_record import StoredRecord
from catalog.text import did_you_mean, listed, shortened
from indexer.check.duplicates.corpus import read_corpus
from indexer.cli.editing.change_sets import change_set_json, when_and_who
from indexer.cli.editing.field_values import written_value
from indexer.cli.editing.origins import origin_json, origin_lines, print_locked
from indexer.cli.exit_codes import end_command
from indexer.cli.number_options import WholeNumberRange
from indexer.cli.options import json_option
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.change_set import ChangeSet
from indexer.editing.history import History
from indexer.editing.record_history import FieldChange, record_changes
from indexer.importers.planning.origins import record_origins

MAX_SETS = 20
"""The changes that are shown by default."""
MAX_NAMED = 20
"""The files and records of a change that are named."""
MAX_VALUE_CHARACTERS = 120
"""Characters of a value that the history of a record shows."""


class UnknownRecordError(CatalogError):
    """There is no such record, and no command changed one."""


@click.command("history", short_help="Show who changed what and when.")
@click.argument("name", metavar="[ID|NUMBER]", required=False)
@click.option("--locked", is_flag=True, help="List the records with fields that imports keep as you changed them.")
@click.option("--limit", default=MAX_SETS, show_default=True, type=WholeNumberRange(1), help="Changes to show.")
@json_option
@click.pass_obj
def history_command(settings: Settings, name: str | None, limit: int, *, locked: bool, as_json: bool) -> None:
    """Show who changed what and when: in the whole corpus, in the record ID, or by the change NUMBER.

    Of a record that was imported, it shows where it comes from, which fields imports keep, and what the source has.
    """
    if locked and name:
        raise click.UsageError("--locked lists all records: leave the id out")
    history = History(settings)
    if locked:
        print_locked(settings, as_json=as_json)
    elif name:
        _show_one(settings, history, name, limit, as_json=as_json)
    else:
        _list_sets(history, limit, as_json=as_json)
    faults = history.faults()
    for fault in () if as_json else faults:
        say(str(fault), err=True)
    end_command(has_problems=bool(faults))


def _list_sets(history: History, limit: int, *, as_json: bool) -> None:
    sets, undone = history.sets(), history.undone_by()
    if as_json:
        shown = [_set_json(item, undone) for item in sets[:limit]]
        damaged = list(map(str, history.faults()))
        print_json({"changes": shown, "omitted": max(0, len(sets) - limit), "damaged": damaged})
        return
    for change_set in sets[:limit]:
        forgotten = " (can no longer be taken back)" if change_set.is_forgotten else ""
        say(f"{_heading(change_set, undone)}{forgotten}")
        if change_set.why:
            say(f"       {change_set.why}")
    say(_advice(sets, limit))


def _heading(change_set: ChangeSet, undone: Mapping[int, int]) -> str:
    """Return the number, time, editor and title of a set, and which one took it back."""
    undo = f" (undone by {undone[change_set.number]})" if change_set.number in undone else ""
    return f"{change_set.number:>5}  {when_and_who(change_set)}  {change_set.title}{undo}"


def _advice(sets: Sequence[ChangeSet], limit: int) -> str:
    if not sets:
        return "Nothing has been changed by a command yet."
    further = f"{len(sets) - limit:,} older ones are not shown; --limit shows more. " if len(sets) > limit else ""
    return f"{further}'clearinghouse undo NUMBER' takes a change back."


def _show_one(settings: Settings, history: History, name: str, limit: int, *, as_json: bool) -> None:
    """Show what happened to a record, or else the change with this number."""
    changes = list(islice(record_changes(history, name), limit))
    records, others = _known_records(settings)
    stored = records.get(name)
    if not changes and stored is None and name not in others:
        if name.isascii() and name.isdigit():
            _show_set(history.get(int(name)), history.undone_by(), as_json=as_json)
            return
        known = (*records, *others, *(key for change_set in history.sets() for key in change_set.fields))
        raise UnknownRecordError(f"there is no record '{name}', and no command changed one{did_you_mean(name, known)}")
    origin = next(record_origins(settings, [stored]), None) if stored else None
    undone = history.undone_by()
    if as_json:
        shown = [{**_set_json(item, undone), "changes": _fields_json(fields)} for item, fields in changes]
        print_json({"record": name, "origin": origin_json(origin) if origin else None, "changes": shown})
        return
    for line in origin_lines(origin) if origin else ():
        say(line)
    for change_set, fields in changes:
        say(_heading(change_set, undone))
        for line in _field_lines(fields):
            say(f"       {line}")
    if not changes:
        say(f"No command has changed '{name}'.")


def _known_records(settings: Settings) -> tuple[Mapping[str, StoredRecord], Collection[str]]:
    """Return the valid records by id, and the ids of refused ones; none if the taxonomy cannot be read."""
    try:
        _taxonomy, contents = read_corpus(settings.corpus, settings.data)
    except TaxonomyError:
        return {}, ()
    return {item.id: item for item in contents.all_valid}, contents.refused_ids


def _show_set(change_set: ChangeSet, undone: Mapping[int, int], *, as_json: bool) -> None:
    if as_json:
        print_json(_set_json(change_set, undone))
        return
    say(_heading(change_set, undone))
    for noun, names in (("record", list(change_set.fields)), ("file", [file.path for file in change_set.files])):
        if names:
            say(f"       {pluralized(len(names), noun)}: {listed(names, MAX_NAMED)}")


def _set_json(change_set: ChangeSet, undone: Mapping[int, int]) -> dict[str, Any]:
    return {**change_set_json(change_set), "undone_by": undone.get(change_set.number)}


def _fields_json(fields: Sequence[FieldChange] | None) -> list[dict[str, Any]] | None:
    return None if fields is None else list(map(asdict, fields))


def _field_lines(fields: Sequence[FieldChange] | None) -> Iterator[str]:
    """Yield a line for each changed field; one for all if the record is new or was removed."""
    if fields is None:
        yield "(what it changed is not kept any more, so it can no longer be taken back)"
        return
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
    before, after = (shortened(written_value(value), MAX_VALUE_CHARACTERS) for value in (change.before, change.after))
    if change.before is None:
        return f"{after} (new)"
    return f"{before} (removed)" if change.after is None else f"{before} -> {after}"
