"""What an import says: of each row, of the source, and of what was done."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import yaml

from catalog.settings import Settings
from catalog.store.editorial.watched_queries import FILE as WATCHED
from catalog.text import listed, shortened
from indexer.cli.editing.change_sets import print_published, published_json
from indexer.cli.editing.mapping_report import print_guesses, print_unmapped
from indexer.cli.output import items_json
from indexer.cli.publishing.watched import print_watched, watched_json
from indexer.cli.terminal import pluralized, say
from indexer.importers.planning.fates import Fate, FateKind, FieldFate
from indexer.importers.planning.import_plan import WINDOW_FORMATS, ImportPlan
from indexer.importers.planning.matching.known_sources import SourceNames
from indexer.importers.running import ImportResult

MAX_LISTED_ROWS = 20
"""The rows of each kind that are listed."""
MAX_LISTED_VALUES = 15
"""The kinds of warnings that are listed."""
MAX_LISTED_SOURCES = 8
MAX_EXAMPLES = 3
"""The records that are gone, and the rows of a warning, that are named."""
KEPT = "kept"
NOT_COMPLETE = (
    "What is gone from the source cannot be told, because this is only a part of it, or some could not be read."
)
"""What the table calls a row of which the record keeps everything that differs."""
MAX_VALUE_CHARACTERS = 70
"""Characters of a value that a row of the table shows."""
LEADS_NOWHERE = "leads nowhere: it has no url, listed_at or document, so that visitors cannot open it"
WITHOUT_DOCUMENTS = (
    "  The text of new documents does not count in this: --no-publish and then 'clearinghouse index --dry-run' read it."
)
TRY_WATCHED = (
    "To see what becomes of watched queries first: give --no-publish in place of --dry-run, and then run "
    "'clearinghouse index --dry-run'. Then 'clearinghouse index' publishes, and 'clearinghouse undo' takes it back."
)
LEAVE_OUT_NO_WATCHED = "To see what becomes of watched queries, leave out --no-watched."
WHERE_KEPT = "Which rows are kept as changed here: add --all, or run 'clearinghouse history --locked'."
AS_LAST_TIME = "as last time (--all lists them)"


def import_json(result: ImportResult, *, dry_run: bool) -> dict[str, Any]:
    """Return what an import did, or would do, for programs."""
    plan, change = result.plan, result.change
    return {
        "source": plan.source,
        "is_new_source": plan.names.is_new,
        "known_sources": list(plan.names.others),
        "nearest_source": plan.names.nearest,
        "dry_run": dry_run,
        "rows": {kind.value: plan.counts.get(kind, 0) for kind in FateKind},
        **items_json("fates", plan.fates, asdict),
        "mapping": plan.mapping.json,
        "ignored_columns": list(plan.ignored),
        "unmapped": [{**asdict(item), "rows": rows} for item, rows in _by_count(plan)],
        "resembling": _resembling(plan),
        "leading_nowhere": _leading_nowhere(plan),
        "missing": list(plan.missing),
        "vanished": list(plan.vanished),
        "source_notes": [asdict(note) for note in plan.notes],
        "is_complete": plan.is_complete,
        "watched": watched_json(result.watched),
        **published_json(change),
    }


def _by_count(plan: ImportPlan) -> list[tuple[Any, int]]:
    return sorted(plan.unmapped.items(), key=lambda item: -item[1])


def print_import(
    settings: Settings, result: ImportResult, *, dry_run: bool, show_all: bool, watched: bool = True
) -> None:
    """Print what an import did, or would do; what was told in the last import only if `show_all`.

    `watched` tells whether the editor wanted to know what becomes of watched queries.
    """
    plan = result.plan
    _print_source(plan.names)
    print_guesses(result.added, result.mapping_file, plan.examples)
    print_unmapped(settings, plan.unmapped, result.mapping_file, show_all=show_all)
    _print_fates(plan, show_all=show_all)
    _print_notes(plan, show_all=show_all)
    _print_resemblances(plan, show_all=show_all)
    _print_absent(plan, dry_run=dry_run)
    if result.watched:
        say()
        print_watched(result.watched, is_dry_run=True)
        if any(path.parts[0] == "documents" for path in plan.draft.files):
            say(WITHOUT_DOCUMENTS)
    _print_outcome(settings, result, dry_run=dry_run, show_all=show_all, watched=watched)


def _print_source(names: SourceNames) -> None:
    """Say that a source is new, if others are known: its name may be a misspelled one."""
    if not (names.is_new and names.others):
        return
    guess = f" Did you mean --source {shlex.quote(names.nearest)}?" if names.nearest else ""
    say(f"This is a new source: '{names.name}'. Known: {listed(names.others, MAX_LISTED_SOURCES)}.{guess}")
    say()


def _print_absent(plan: ImportPlan, *, dry_run: bool) -> None:
    """Print what is gone from the source."""
    if plan.missing:
        again = "it is missing in another import, too" if len(plan.missing) == 1 else "they are missing again"
        say(
            f"Not in the source any more: {listed(plan.missing, MAX_EXAMPLES)}. Nothing is done about it. If {again}, "
            f"of a source that has changed or on another day, you can withdraw {_it(plan.missing)}."
        )
    if plan.vanished:
        is_one = len(plan.vanished) == 1
        if plan.options.withdraw_vanished:
            is_done = "would be" if dry_run else "is" if is_one else "are"
            verb = f"{'It' if is_one else 'They'} {is_done} withdrawn"
        else:
            verb = f"{'It stays' if is_one else 'They stay'}; --withdraw-vanished withdraws {_it(plan.vanished)}"
        say(f"Gone from the source in two runs or more: {listed(plan.vanished, MAX_EXAMPLES)}. {verb}.")
    options = plan.options
    is_part_by_choice = options.format in WINDOW_FORMATS or bool(options.since or options.set_spec or plan.state.resume)
    if not plan.is_complete and not plan.names.is_new and (options.withdraw_vanished or not is_part_by_choice):
        say(NOT_COMPLETE)


def _it(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _print_fates(plan: ImportPlan, *, show_all: bool) -> None:
    for kind in (FateKind.REFUSED, FateKind.KNOWN, FateKind.REMOVED, FateKind.SAME, FateKind.CHANGED, FateKind.NEW):
        is_listed = show_all or kind is not FateKind.SAME
        fates = [fate for fate in plan.fates if fate.kind is kind and (fate.message or is_listed)]
        told = [] if show_all else [fate for fate in fates if fate.message and plan.told.has_fate(fate)]
        before = set(map(id, told))
        _print_rows([fate for fate in fates if id(fate) not in before], kind.value, show_all=show_all)
        if told:
            say(f"  {kind.value:8} {pluralized(len(told), 'row')} {AS_LAST_TIME}")
    if not show_all:  # else they are among those that are the same
        same = (fate for fate in plan.fates if fate.kind is FateKind.SAME)
        kept = [fate for fate in same if any(item.conflict for item in fate.fields)]
        _print_rows(kept, KEPT, show_all=False)
    if conflict := next((fate for fate in plan.fates if any(item.conflict for item in fate.fields)), None):
        name = next(item.field for item in conflict.fields if item.conflict)
        say(f"Your values stay. To take those of the source, add for instance: --take {conflict.record_id}:{name}")


def _print_rows(fates: Sequence[Fate], kind: str, *, show_all: bool) -> None:
    for fate in fates if show_all else fates[:MAX_LISTED_ROWS]:
        for line in _fate_lines(fate):
            say(line)
    if len(fates) > MAX_LISTED_ROWS and not show_all:
        say(f"  {kind:8} and {len(fates) - MAX_LISTED_ROWS:,} more (--all lists them)")


def _fate_lines(fate: Fate) -> Iterator[str]:
    subject = ": ".join(filter(None, (fate.record_id, shortened(fate.title, MAX_VALUE_CHARACTERS))))
    renamed = f"renamed from {fate.renamed_from}" if fate.renamed_from else ""
    reason = f" ({fate.message or renamed})" if fate.message or renamed else ""
    kind = KEPT if fate.is_only_kept else fate.kind.value
    yield f"  {kind:8} {fate.place}{': ' if subject else ''}{subject}{reason}"
    for item in fate.fields:
        yield f"           {_field_words(item)}"


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


def _print_notes(plan: ImportPlan, *, show_all: bool) -> None:
    """Print each note and each kind of warning once, with the places; those of the last import are only counted."""
    places: dict[str, list[str]] = {}
    told = 0
    for place, message, is_told in _notes(plan):
        if is_told and not show_all:
            told += 1
        else:
            places.setdefault(message, []).append(place)
    by_count = sorted(places.items(), key=lambda item: -len(item[1]))
    for warning, of_warning in by_count if show_all else by_count[:MAX_LISTED_VALUES]:
        say(f"  note     {listed(of_warning, MAX_EXAMPLES)}: {warning}")
    if len(places) > MAX_LISTED_VALUES and not show_all:
        further = pluralized(len(places) - MAX_LISTED_VALUES, "more kind")
        say(f"  note     {further} of notes (--all lists them)")
    if told:
        say(f"  note     {pluralized(told, 'note')} {AS_LAST_TIME}")


def _notes(plan: ImportPlan) -> Iterator[tuple[str, str, bool]]:
    """Yield the place of each note with its message, and whether it is one of the last import."""
    for note in plan.notes:
        yield note.place, note.message, plan.told.has_note(note)
    for fate in plan.fates:
        for warning in fate.warnings:
            yield fate.place, warning, plan.told.has_warning(fate, warning)
        if fate.leads_nowhere:
            yield fate.place, LEADS_NOWHERE, False


def _print_resemblances(plan: ImportPlan, *, show_all: bool) -> None:
    """Print which new records may be the same as others, and what to do about it."""
    pairs = [(fate, fate.resembles) for fate in plan.fates if fate.resembles]
    for fate, other in pairs if show_all else pairs[:MAX_LISTED_ROWS]:
        row = f", new in {other.place}" if other.place else ""
        say(f"  note     {fate.place}: {fate.record_id} resembles {other.record_id}{row} ({other.reason})")
    if len(pairs) > MAX_LISTED_ROWS and not show_all:
        say(f"  note     and {len(pairs) - MAX_LISTED_ROWS:,} more that resemble others (--all lists them)")
    if pairs:
        fate, other = pairs[0]
        ids = f"{other.record_id} {fate.record_id}"
        say("Rows that resemble others are added. Look at them after the import. If both are the same resource:")
        say(f"    clearinghouse merge {ids}")
        say("If they are not, so that nobody asks again:")
        say(f'    clearinghouse duplicates --not-the-same {ids} --why "..."')


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


def _row_counts(plan: ImportPlan) -> Iterator[str]:
    """Yield how many rows have which fate, and how many records are gone from the source."""
    counts: Mapping[FateKind, int] = Counter(plan.counts)
    kept = Counter(fate.kind for fate in plan.fates if fate.is_only_kept)
    yield f"{counts[FateKind.NEW]:,} new{_of_new(plan)}"
    for kind in (FateKind.CHANGED, FateKind.SAME):
        yield f"{counts[kind] - kept[kind]:,} {kind.value}"
    for count, words in (
        (kept.total(), f"{KEPT} as changed here"),
        (counts[FateKind.KNOWN], "already in the catalog"),
        (counts[FateKind.REMOVED], "removed here"),
        (counts[FateKind.REFUSED], "refused"),
        (len(plan.vanished), "withdrawn" if plan.options.withdraw_vanished else "vanished"),
        (len(plan.missing), "missing for the first time"),
    ):
        if count:
            yield f"{count:,} {words}"


def _of_new(plan: ImportPlan) -> str:
    """Return how many of the new records need a look, in parentheses, or nothing."""
    resembling, nowhere = _resembling(plan), _leading_nowhere(plan)
    words = [f"{resembling:,} {'resembles' if resembling == 1 else 'resemble'} another record"] * bool(resembling)
    words += [f"{nowhere:,} {'leads' if nowhere == 1 else 'lead'} nowhere"] * bool(nowhere)
    return f" ({', '.join(words)})" if words else ""


def _resembling(plan: ImportPlan) -> int:
    return sum(fate.resembles is not None for fate in plan.fates)


def _leading_nowhere(plan: ImportPlan) -> int:
    return sum(fate.leads_nowhere for fate in plan.fates)


def _print_outcome(settings: Settings, result: ImportResult, *, dry_run: bool, show_all: bool, watched: bool) -> None:
    plan, change = result.plan, result.change
    say()
    say(f"Rows of {plan.source}: {', '.join(_row_counts(plan))}.")
    if not show_all and any(fate.is_only_kept for fate in plan.fates):
        say(WHERE_KEPT)
    if not plan.is_complete and plan.state.resume:
        say("The source could not be read to the end. Run the command again to go on.")
    if dry_run:
        say("This was a dry run: no record was changed. Without --dry-run, the records are written and published.")
        if plan.draft.files and not result.watched and (settings.corpus / WATCHED).exists():
            say(TRY_WATCHED if watched else LEAVE_OUT_NO_WATCHED)
    elif change is None:
        say("There is nothing to change.")
    else:
        if change.report:
            say()
        print_published(change, settings.corpus, lists_changes=False)
        if plan.counts.get(FateKind.NEW):
            say(f"The new records are in {_place_of_new(plan)}.")
        say(f"'clearinghouse undo {change.change_set.number}' takes this import back.")
