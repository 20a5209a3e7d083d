"""Runs an import from its source to the published records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.errors import CatalogError
from catalog.generations.generation import TAXONOMY
from catalog.settings import Settings
from catalog.store.editorial.watched_queries import FILE as WATCHED_QUERIES
from indexer.editing.change_set import EditError
from indexer.editing.history import History
from indexer.editing.publish import PublishedChange, make_change
from indexer.editing.trial import try_change
from indexer.editing.turns import editing
from indexer.harvest.fetcher import Fetcher
from indexer.importers.mapping.mapping_file import MappingAdditions, save_mapping
from indexer.importers.mapping.missing_title import NoTitleError
from indexer.importers.mapping.source_mapping import FILE as MAPPINGS
from indexer.importers.mapping.source_mapping import load_mappings
from indexer.importers.planning.fates import FateKind
from indexer.importers.planning.import_plan import ImportOptions, ImportPlan, mapping_path, plan_import, source_name
from indexer.importers.planning.import_state import ImportState, read_import_state, write_import_state
from indexer.importers.planning.matching.known_sources import check_other_columns, check_source_name
from indexer.importers.planning.replaced_values import with_replaced
from indexer.importers.rows import SourceItem
from indexer.importers.sources import Opener, SourceOptions, is_address, open_source
from indexer.importers.sources.nearby_files import check_is_there
from indexer.ingest.model import Progress
from indexer.ingest.watched.model import WatchedReport

VOCABULARY_FILES = (TAXONOMY, MAPPINGS)
MAX_TRIED = 2_000
"""Records of which a dry run builds an index for watched queries: of more, that takes too long."""
FORMATS = ("csv", "xlsx", "jsonl", "dcat", "rss", "oai", "sitemap", "ris", "bibtex", "folder")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: its plan, and the change that it made; None in a dry run, or if nothing differs.

    `mapping_file` is the file of mappings, and `added` the guesses that were added to it. `watched` tells what becomes
    of watched queries if a dry run was asked for it; None if there are too many records for that.
    """

    plan: ImportPlan
    change: PublishedChange | None
    mapping_file: str
    added: MappingAdditions
    watched: WatchedReport | None = None


def run_import(
    settings: Settings,
    options: ImportOptions,
    today: dt.date,
    progress: Progress,
    *,
    dry_run: bool = False,
    publish: bool = True,
    watched: bool = False,
) -> ImportResult:
    """Import a source; raise CatalogError if it cannot be read at all, shrank, or its records cannot be written.

    The file of mappings is written in a dry run, too: an editor corrects it before anything is imported.
    """
    newest_change = History(settings).newest()
    source = options.source or source_name(options.location)
    check_source_name(source)
    if not is_address(options.location):
        check_is_there(Path(options.location), is_folder=options.format == "folder")
    progress.start("Reading the source", 0)
    state = read_import_state(settings.data, source)
    source_options = SourceOptions(options.since, set_spec=options.set_spec, resume=state.resume if state else "")
    path = mapping_path(settings, options)
    with ExitStack() as stack:
        fetcher = stack.enter_context(Fetcher(settings, progress.notify)) if is_address(options.location) else None
        opener = Opener(settings, fetcher)
        items = _counted(open_source(options.format, options.location, opener, source_options), progress)
        try:
            plan = plan_import(settings, options, items, today)
        except NoTitleError as error:
            if not options.new_source:
                check_other_columns(source, error.mapping.columns, load_mappings(path))
            save_mapping(path, error.mapping)
            raise
    change = None
    with editing(settings, progress.notify):
        if not dry_run:
            _refuse_new_vocabulary(settings, newest_change)
            _refuse_new_state(settings, source, state)
        added = save_mapping(path, plan.mapping)
        if not dry_run:
            if plan.draft.files:
                change = make_change(settings, plan.draft, progress, publish=publish)
            write_import_state(settings.data, plan.source, _state_after(plan, change))
    report = _watched(settings, plan, progress) if dry_run and watched else None
    return ImportResult(plan, change, str(path), added, report)


def _refuse_new_vocabulary(settings: Settings, newest_change: int) -> None:
    """Raise EditError if a command has changed since what values of the source mean: the plan has the old meanings.

    An import may read for an hour, so it does not keep other commands waiting for that long.
    """
    for change_set in History(settings).sets():
        if change_set.number > newest_change and any(file.path in VOCABULARY_FILES for file in change_set.files):
            raise EditError(
                f"change {change_set.number} ({change_set.title}) was made in the meantime, and renamed terms; "
                "nothing was imported: run the command again"
            )


def _refuse_new_state(settings: Settings, source: str, state: ImportState | None) -> None:
    """Raise EditError if another import of the source has ended since: what it brought would count as an editor's."""
    if read_import_state(settings.data, source) != state:
        raise EditError(f"'{source}' was imported in the meantime; nothing was imported: run the command again")


def _watched(settings: Settings, plan: ImportPlan, progress: Progress) -> WatchedReport | None:
    """Return what becomes of watched queries by an import of a few records; None if there is nothing to compare."""
    count = plan.counts.get(FateKind.NEW, 0) + plan.counts.get(FateKind.CHANGED, 0)
    if not plan.draft.files or count > MAX_TRIED or not (settings.corpus / WATCHED_QUERIES).exists():
        return None
    try:
        return try_change(settings, plan.draft, progress).watched
    except CatalogError:  # what an import does can be seen all the same, and `index` says what is wrong
        return None


def _state_after(plan: ImportPlan, change: PublishedChange | None) -> ImportState:
    """Return the state of a source after an import, with what its change set added and replaced."""
    if change is None:
        return plan.state
    number = change.change_set.number
    new = (fate.source_id for fate in plan.fates if fate.kind is FateKind.NEW)
    return replace(
        plan.state,
        added={**plan.state.added, **dict.fromkeys(new, number)},
        replaced=with_replaced(plan.state.replaced, number, plan.fates),
    )


def _counted(items: Iterable[SourceItem], progress: Progress) -> Iterator[SourceItem]:
    """Yield the items of a source, and report each of them."""
    for item in items:
        progress.advance()
        yield item
