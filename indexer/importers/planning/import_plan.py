"""Plans the import of a source: guesses the mapping of its rows, and decides what becomes of each."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from catalog.errors import CatalogError
from catalog.generations.generation import TAXONOMY
from catalog.model import RecordStatus
from catalog.settings import Settings
from catalog.store.editorial.distinct_records import load_distinct_records
from catalog.store.files.file_names import FolderNames
from catalog.store.known_corpus import read_known_corpus
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean, pluralized, slug
from catalog.web_hosts import moved_url
from indexer.check.duplicates.known_records import KnownRecords
from indexer.editing.change_set import ChangeDraft, EditKind
from indexer.editing.history import History
from indexer.editing.record_files import FIELD_ORDER, RecordFiles
from indexer.importers.mapping.candidates import Converter, Deletion, RecordCandidate, Refusal, UnmappedValue
from indexer.importers.mapping.guessing import guess_mapping
from indexer.importers.mapping.mapping_file import find_mapping, with_unmapped
from indexer.importers.mapping.missing_title import check_title, example_of
from indexer.importers.mapping.samples import read_sample
from indexer.importers.mapping.source_mapping import FILE as MAPPINGS
from indexer.importers.mapping.source_mapping import LEFT_OUT, SourceMapping, load_mappings
from indexer.importers.planning.fates import ALL_FIELDS, ALL_RECORDS, Fate, FateKind
from indexer.importers.planning.import_state import FieldHashes, ImportState, read_import_state
from indexer.importers.planning.matching.existing import ExistingRecords
from indexer.importers.planning.matching.known_sources import SourceNames, check_not_foreign, source_names
from indexer.importers.planning.matching.own_records import OwnRecords
from indexer.importers.planning.matching.renamed_files import (
    RenamedFiles,
    find_renamed_files,
    with_renamed_items,
    with_renamed_records,
)
from indexer.importers.planning.matching.resemblances import Resemblances
from indexer.importers.planning.planner import ImportPlanner, KnownRecord, PlanOptions
from indexer.importers.planning.told import Told, told_keys
from indexer.importers.planning.vanished import SourceContent, find_missing, is_counted, shrinkage, withdrawal
from indexer.importers.planning.vocabulary_changes import VocabularyChanges
from indexer.importers.reading import WHOLE_FILE
from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceNote, SourceRow
from indexer.importers.sources import INCOMPLETE, RESUME, is_address

WINDOW_FORMATS = frozenset({"rss"})
"""Formats whose sources list only the newest items: nothing follows from the absence of the others."""
NO_REASON = ": it is empty, or in another format: check that it is the right file"
MIN_MISSING_RUNS = 2
"""An item that is missing in so many complete runs in a row has vanished."""


class ImportRefusedError(CatalogError):
    """A source cannot be imported at all."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What an editor asks for. See PlanOptions for `taken`, `as_drafts` and `include_known`.

    `source` names the source, empty for the name of its file or host. `map_file` has mappings in place of the corpus's.
    `force` imports a source that shrank, `new_source` one whose rows another source has brought. `withdraw_vanished`
    withdraws the records that are gone from the source. `since` and `set_spec` are the first day of changes, and the
    set, of sources that know them (see SourceOptions).
    """

    format: str
    location: str
    source: str = ""
    map_file: Path | None = None
    taken: Mapping[str, Collection[str]] = field(default_factory=dict)
    as_drafts: bool = False
    include_known: bool = False
    force: bool = False
    withdraw_vanished: bool = False
    why: str = ""
    since: dt.date | None = None
    set_spec: str = ""
    new_source: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    `mapping` has what was guessed, and the values that nobody has mapped, whose numbers of rows are in `unmapped`.
    `ignored` are the headings that are left out, `notes` are about parts of the source that were read. `vanished` are
    the ids of records that are gone from the source in two complete runs or more, `missing` those gone in fewer.
    `is_complete` tells whether all of the source was read. `told` has what editors were told in the last import,
    `examples` a value of each column.
    """

    options: ImportOptions
    names: SourceNames
    mapping: SourceMapping
    fates: tuple[Fate, ...]
    counts: Mapping[FateKind, int]
    unmapped: Mapping[UnmappedValue, int]
    ignored: tuple[str, ...]
    vanished: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[SourceNote, ...]
    draft: ChangeDraft
    state: ImportState
    is_complete: bool
    told: Told
    examples: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The name of the source."""
        return self.names.name


def source_name(location: str) -> str:
    """Return the name of a source by its location: that of its file without the ending, or of its host."""
    if is_address(location):
        return slug((urlsplit(location).hostname or "").removeprefix("www.")) or "source"
    name = PurePosixPath(location.rstrip("/")).name
    return (
        slug(re.sub(r"(\.(jsonl?|csv|tsv|xlsx|xml|ris|bib|gz|rss|atom))+$", "", name, flags=re.IGNORECASE)) or "source"
    )


def mapping_path(settings: Settings, options: ImportOptions) -> Path:
    """Return the path of the file of mappings that an import uses."""
    return options.map_file or settings.corpus / MAPPINGS


def plan_import(
    settings: Settings,
    options: ImportOptions,
    items: Iterable[SourceItem],
    today: dt.date,
    known: KnownRecord | None = None,
) -> ImportPlan:
    """Return what an import of some items would do; raise CatalogError if it is impossible or the source shrank.

    `known` tells which records the catalog has from elsewhere; by default, those that are likely duplicates.
    """
    taxonomy, contents = read_known_corpus(settings.corpus, settings.corpus / TAXONOMY, settings.data)
    source = options.source or source_name(options.location)
    kept = find_mapping(load_mappings(mapping_path(settings, options)), source)
    stream = iter(items)
    ids = {stored.id for stored in contents.all_valid}
    guess = partial(guess_mapping, kept or _new_mapping(options, source), taxonomy=taxonomy, ids=ids)
    with read_sample(stream, guess) as (mapping, samples, beginning):
        check_title(mapping, samples, str(mapping_path(settings, options)))
        _check_taken(options.taken, ids)
        run = _Run(settings, options, mapping, (taxonomy, contents), today, known=known)
        converter = Converter(taxonomy, mapping, _file_test(settings, options, contents))
        for item in chain(beginning, stream):
            run.add(converter.convert(item) if isinstance(item, SourceRow) else item)
            if isinstance(item, SourceRow):
                run.headings.update(tuple(item.values))
                run.content.add(item)
    examples = {heading: example for heading, values in samples.items() if (example := example_of(values))}
    return replace(run.finish(), examples=examples)


def _check_taken(taken: Mapping[str, Collection[str]], ids: Collection[str]) -> None:
    """Raise ImportRefusedError for a record or a field to take that does not exist: it may be a typing error."""
    for record_id, names in taken.items():
        if record_id not in ids and record_id != ALL_RECORDS:
            raise ImportRefusedError(f"--take: there is no record '{record_id}'{did_you_mean(record_id, ids)}")
        for name in names:
            if name not in FIELD_ORDER and name != ALL_FIELDS:
                raise ImportRefusedError(f"--take: '{name}' is not a field of records{did_you_mean(name, FIELD_ORDER)}")


class _Run:
    """An import while its rows are read."""

    def __init__(
        self,
        settings: Settings,
        options: ImportOptions,
        mapping: SourceMapping,
        corpus: tuple[Taxonomy, Contents],
        today: dt.date,
        *,
        known: KnownRecord | None,
    ) -> None:
        """Take what was read of the corpus, and read what is known of the last import."""
        taxonomy, contents = corpus
        self.headings: Counter[str] = Counter()
        self.content = SourceContent()
        self._options = options
        self._mapping = mapping
        self._today = today
        self._files = RecordFiles(settings.corpus, contents)
        existing = ExistingRecords.of(contents)
        folder = Path(options.location) if options.format == "folder" else None
        files = find_renamed_files(folder, mapping.source, existing, settings.corpus) if folder else RenamedFiles()
        renamed = files.followed
        existing = with_renamed_records(existing, mapping.source, renamed)
        self._state = with_renamed_items(read_import_state(settings.data, mapping.source), renamed)
        self._names = source_names(mapping.source, existing, has_state=self._state is not None)
        self._notes: list[SourceNote] = []
        self._resume = ""
        is_rest = bool(self._state and self._state.resume)  # what the last run did not reach
        is_part = bool(options.since or options.set_spec) or is_rest
        self._is_complete = options.format not in WINDOW_FORMATS and not is_part
        self._failures = 0
        plan_options = PlanOptions(
            mapping.source,
            today,
            mapping.records,
            options.taken,
            options.as_drafts,
            options.include_known,
            FolderNames(folder).path_of if folder else None,
            is_new=self._names.is_new and not options.new_source,
            renamed=renamed,
            not_followed=files.not_followed,
        )
        self._planner = ImportPlanner(
            plan_options,
            existing,
            self._files,
            settings.corpus,
            self._state,
            resemblances=cache(lambda: _resemblances(settings, taxonomy, contents)),
            known=known or _known_records(settings, taxonomy, contents, mapping.source),
            publisher_label=taxonomy.publisher_label,
            is_undone=_undone_test(settings),
            vocabulary=VocabularyChanges(settings),
        )

    def add(self, item: RecordCandidate | Deletion | Refusal | SourceFault | SourceNote | SourceLink) -> None:
        """Decide on a row, or keep what a note or a link says."""
        if isinstance(item, SourceNote):
            self._notes.append(item)
            return
        if isinstance(item, SourceLink):
            self._resume = item.value if item.kind == RESUME else self._resume
            self._is_complete = self._is_complete and item.kind not in {RESUME, INCOMPLETE}
            return
        if isinstance(item, SourceFault):
            self._failures += 1
            self._is_complete = False
        self._planner.add(item)

    def finish(self) -> ImportPlan:
        """Return the plan; raise ImportRefusedError if the source has nothing, or shrank."""
        planner, options = self._planner, self._options
        is_complete = self._is_complete
        read = sum(planner.counts.fates.values()) - self._failures
        if not read:
            whole = f"{WHOLE_FILE}: "  # the sentence says so already
            reasons = (f": {f'{fate.place}: {fate.message}'.removeprefix(whole)}" for fate in planner.fates)
            raise ImportRefusedError(
                f"the source has no items that can be read, so nothing was imported{next(reasons, NO_REASON)}"
            )
        if (problem := shrinkage(self._state, read, is_window=not is_complete)) and not options.force:
            raise ImportRefusedError(problem)
        rows = sum(planner.counts.fates.values()) - planner.counts.fates[FateKind.REFUSED]
        check_not_foreign(self._names, planner.counts.foreign, rows)
        counts = is_complete and is_counted(self._state, self.content.hash, self._today)
        missing = find_missing(self._state, planner.items, is_complete=is_complete, counts=counts)
        missing |= dict.fromkeys(planner.deleted, MIN_MISSING_RUNS)
        vanished = tuple(self._vanished(missing))
        layout, versions = planner.layout, planner.finish()
        columns = self._mapping.columns
        return ImportPlan(
            options,
            self._names,
            with_unmapped(replace(self._mapping, records=layout), planner.counts.unmapped),
            tuple(planner.fates),
            planner.counts.fates,
            planner.counts.unmapped,
            tuple(heading for heading in self.headings if columns.get(heading, LEFT_OUT) == LEFT_OUT),
            vanished,
            tuple(stored.id for stored, runs in self._absent(missing) if runs < MIN_MISSING_RUNS),
            tuple(self._notes),
            ChangeDraft(EditKind.IMPORT, self._title(len(vanished)), versions, self._files.fields, options.why),
            self._next_state(missing, is_complete=is_complete, counts=counts),
            is_complete,
            Told(self._state.told if self._state else ()),
        )

    def _next_state(self, missing: Mapping[str, int], *, is_complete: bool, counts: bool) -> ImportState:
        """Return what the next import needs to know. A run that does not count leaves the last one that did."""
        state = self._state or ImportState()
        return ImportState(
            self._items(missing, is_complete=is_complete),
            missing,
            self._resume,
            state.added,
            self._of_other_items("settled") | self._planner.settled,
            self._of_other_items("kept") | self._planner.kept,
            self.content.hash if counts else state.content,
            self._today.isoformat() if counts else state.counted_on,
            told_keys(self._planner.fates, self._notes),
            self._options.location,
            self._planner.replaced.remaining(),
        )

    def _absent(self, missing: Mapping[str, int]) -> Iterator[tuple[StoredRecord, int]]:
        """Yield the records that are missing in the source, with the number of complete runs."""
        for source_id, runs in missing.items():
            stored = self._planner.existing.by_origin.get((self._mapping.source, source_id))
            if stored and stored.details.status is not RecordStatus.WITHDRAWN:
                yield stored, runs

    def _vanished(self, missing: Mapping[str, int]) -> Iterator[str]:
        """Yield the ids of records that are gone from the source, and withdraw them if the editor wants it."""
        for stored, runs in self._absent(missing):
            if runs < MIN_MISSING_RUNS:
                continue
            yield stored.id
            if self._options.withdraw_vanished:
                self._files.edit(stored.id, withdrawal(self._options.why, self._today))

    def _items(self, missing: Mapping[str, int], *, is_complete: bool) -> dict[str, FieldHashes]:
        """Return what the source gave of each item; of those that were not there, what it gave last."""
        known = self._state.items if self._state else {}
        kept = {key: known[key] for key in missing if key in known} if is_complete else known
        return {**kept, **self._planner.items}

    def _of_other_items(self, name: str) -> dict[str, Any]:
        """Return what the state has under a name of items that were not seen in this run."""
        known: Mapping[str, Any] = getattr(self._state, name) if self._state else {}
        return {key: value for key, value in known.items() if key not in self._planner.items}

    def _title(self, vanished: int) -> str:
        written = [fate for fate in self._planner.fates if fate.kind in {FateKind.NEW, FateKind.CHANGED}]
        counts = Counter("kept" if fate.is_only_kept else fate.kind for fate in written)
        words = [f"{counts[kind]:,} {kind}" for kind in (FateKind.NEW, FateKind.CHANGED) if counts[kind]]
        records = "record" if counts[FateKind.NEW] + counts[FateKind.CHANGED] == 1 else "records"
        kept = f"Keep what was changed here in {pluralized(counts['kept'], 'record')}" if counts["kept"] else ""
        what = f"Import {' and '.join(words) or 'no'} {records}" if words or not kept else kept
        is_told = vanished and self._options.withdraw_vanished
        end = f", and withdraw {pluralized(vanished, 'record')}" if is_told else ""
        return f"{what} from {_public(self._options.location)}{end}"


def _known_records(settings: Settings, taxonomy: Taxonomy, contents: Contents, source: str) -> KnownRecord:
    """Return a function that finds the records that the catalog has already from elsewhere."""
    own = cache(lambda: OwnRecords(contents.all_valid, source, settings.public_url))
    likely = KnownRecords(settings.corpus, taxonomy, contents, source)
    return lambda record, source_id: own().known(record, source_id) or likely(record)


def _resemblances(settings: Settings, taxonomy: Taxonomy, contents: Contents) -> Resemblances:
    """Return the records that new ones are compared with, but for what editors found not to be the same."""
    distinct = load_distinct_records(settings.corpus, {stored.id for stored in contents.all_valid})
    groups = (group.records for group in distinct.items)
    return Resemblances(contents.all_valid, taxonomy, groups, moved_url, settings.corpus / "documents")


def _undone_test(settings: Settings) -> Callable[[int], bool]:
    """Return a function that tells whether a change set was taken back; the history is read when it is first asked."""
    undone = cache(History(settings).undone_by)
    return lambda number: number in undone()


def _file_test(settings: Settings, options: ImportOptions, contents: Contents) -> Callable[[str], bool]:
    """Return a function that tells whether the file of a document exists, by its path in a row, or a record has it."""
    folder = Path(options.location) if options.format == "folder" else settings.corpus / "documents"
    paths = {document.path for stored in contents.all_valid for document in stored.details.documents if document.path}
    known = frozenset() if options.format == "folder" else frozenset(paths)
    names = FolderNames(folder)
    return lambda path: path in known or names.path_of(path).is_file()


def _new_mapping(options: ImportOptions, source: str) -> SourceMapping:
    return SourceMapping(source, format=options.format, location=_public(options.location))


def _public(location: str) -> str:
    """Return a location as the file of mappings keeps it: an address, or the name of a file without its folders."""
    return location if is_address(location) else PurePosixPath(location.rstrip("/")).name
