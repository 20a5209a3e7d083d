"""The first step of a run: reads the corpus, and compares it with the current generation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from catalog.errors import DamagedError, NoGenerationError, Problem, UnreadableError
from catalog.generations.generation import Generations
from catalog.generations.page_pictures import PagePictures
from catalog.model import Record
from catalog.search.ports import Engine, index_format
from catalog.settings import Settings
from catalog.store.cache.known_files import NOTHING_KNOWN, KnownFiles, differs
from catalog.store.cache.record_cache import RecordCache
from catalog.store.editorial.content import EditorialContents, differing_parts, load_editorial
from catalog.store.known_corpus import record_cache
from catalog.store.records import Contents, RecordStore
from catalog.store.stored_record import StoredRecord
from catalog.store.withdrawn import load_withdrawn
from catalog.taxonomy import Taxonomy
from indexer.ingest.changes import IndexedRecords
from indexer.ingest.documents.finding import DocumentFolder
from indexer.ingest.documents.local_document import LocalDocument
from indexer.ingest.link_health import LinkHealthOf
from indexer.ingest.model import IngestOptions, Progress
from indexer.ingest.plan import (
    Ledger,
    LedgerEntry,
    Plan,
    Stamper,
    make_plan,
    problems_of_refused,
    read_ledger,
    record_stamper,
    with_problems_of_today,
)
from indexer.ingest.published import PublishedContent, read_last_good
from indexer.ingest.relations import relation_problems
from indexer.ingest.unchanged.start import RunStart
from indexer.sandbox.tesseract import Tesseract

FEW_RECORDS = 200
"""Of so many records, one is read again faster than what is known of all is kept."""


@dataclass(frozen=True, slots=True)
class IngestRun:
    """The settings, options and parts that a run uses. `taxonomy_source` is the content of the taxonomy's file."""

    settings: Settings
    options: IngestOptions
    progress: Progress
    start: RunStart
    taxonomy: Taxonomy
    taxonomy_source: bytes
    documents: DocumentFolder
    pictures: PagePictures
    link_health: LinkHealthOf

    @property
    def engine(self) -> Engine:
        """The engine that writes the index."""
        return self.start.engine

    @property
    def generations(self) -> Generations:
        """The generations of the data folder."""
        return self.start.generations

    @property
    def tesseract(self) -> Tesseract | None:
        """The program that recognizes text, if it is installed."""
        return self.start.tesseract


@dataclass(frozen=True, slots=True)
class Served:
    """What visitors see before the run: the current generation, its number of records (0 if unknown), its ledger."""

    generation: str | None
    records: int
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Scan:
    """The current generation, the corpus, and the plan to update the one from the other.

    `base` is the generation to build on, None for a build from scratch; `note` says why. `published` is the last good
    generation, whose content stays if something cannot be read: that of `base`, if there is one. `changed_editorial`
    names the kinds of editorial content that differ from it. `problems_of_refused` are those of the documents of
    refused records. `stamps` are those of the valid records, by id.
    """

    served: Served
    base: str | None
    note: str | None
    published: PublishedContent
    contents: Contents
    records: Mapping[str, StoredRecord]
    local_documents: Mapping[str, tuple[LocalDocument | None, ...]]
    stamp: Stamper
    stamps: Mapping[str, str]
    plan: Plan
    problems_of_refused: tuple[Problem, ...]
    relation_problems: tuple[Problem, ...]
    editorial: EditorialContents
    changed_editorial: tuple[str, ...]

    @property
    def is_up_to_date(self) -> bool:
        """Whether there is nothing to publish."""
        is_complete = bool(self.base) and self.published.has_program_files
        return is_complete and self.plan.is_empty and not self.changed_editorial

    def compares_watched(self, options: IngestOptions) -> bool:
        """Return whether a run with these options has watched queries to compare."""
        return options.watched and bool(self.editorial.watched) and not self.is_up_to_date

    def unchanged_entries(self) -> dict[str, LedgerEntry]:
        """Return the ledger's entries for records that stay as they are."""
        ledger = self.published.ledger
        unchanged = () if self.plan.is_new else self.plan.unchanged
        retained = {key: ledger[key] for key in self.plan.retained}
        return {**self.entries_of_today({key: ledger[key] for key in unchanged}), **retained}

    def entries_of_today(self, ledger: Ledger) -> dict[str, LedgerEntry]:
        """Return the entries of records that are indexed as they are, with the problems that documents have on disk."""
        entries = dict(ledger)
        for key in filter(self.local_documents.get, ledger):
            entries[key] = with_problems_of_today(ledger[key], self.records[key], self.local_documents[key])
        return entries

    def indexed(self, ledger: Ledger) -> IndexedRecords:
        """Return the records of the new generation, which has this ledger."""
        return IndexedRecords(ledger, self._records_of)

    def _records_of(self, ids: Collection[str]) -> Mapping[str, Record]:
        """Return the records of the given ids, by id; of those that could not be read, the published ones."""
        others = self.published.records([key for key in ids if key not in self.records])
        return {**others, **{key: self.records[key].record for key in ids if key in self.records}}

    def all_documents(self) -> Iterator[LocalDocument | None]:
        """Yield the documents of all records as they are on disk; None for one that was never fetched."""
        return chain.from_iterable(self.local_documents.values())

    def named_paths(self) -> Iterator[str]:
        """Yield the paths of documents that some record names, as far as the records could be read.

        Drafts, withdrawn and refused records name documents, too.
        """
        contents = self.contents
        stored_records = (*contents.records, *contents.drafts, *contents.withdrawn, *contents.incomplete)
        for stored in stored_records:
            yield from (document.path for document in stored.details.documents if document.path)
        for entry in map(self.published.ledger.__getitem__, self.plan.retained):
            yield from entry.sha256s
            yield from (problem.document for problem in entry.problems if problem.document)

    def folders_of_unread_names(self) -> frozenset[str]:
        """Return the folders of records that need not name their documents any more, or could not be read to the end.

        A folder has the id of its record, or a former one. Files in it are not reported as named by no record.
        """
        withdrawn = self.editorial.editorial.withdrawn
        return self.contents.refused_ids.union(*({gone.id, *gone.aliases} for gone in withdrawn))


def scan_corpus(run: IngestRun) -> Scan:
    """Return the records and their documents, compared with the current generation."""
    current, damage = _current(run)
    run.progress.start("Reading records", 0)
    cache = record_cache(run.settings.data, run.settings.corpus, run.taxonomy_source)
    known = NOTHING_KNOWN if run.options.full else cache.load()
    published, note = read_last_good(run.engine, run.generations, current, run.start.verification.files())
    base = published.name if published.name == current and not run.options.full else None
    contents = _read_records(run, cache, known, may_be_missing=not published.ledger)
    records = {stored.id: stored for stored in contents.records}
    local_documents = _find_documents(run, records, published.ledger)
    stamp = record_stamper(run.taxonomy_source, index_format(run.engine), run.link_health)
    stamps = {key: stamp(stored, local_documents[key]) for key, stored in records.items()}
    plan = make_plan(contents, stamps, published.ledger, ocr=run.documents.ocr, is_new=base is None)
    published_ids = records.keys() | set(plan.retained)
    withdrawn = load_withdrawn(contents, published.editorial.withdrawn)
    editorial = load_editorial(run.settings.corpus, published_ids, published.editorial, withdrawn)
    return Scan(
        served=_served(run, published.name if damage else current, published),
        base=base,
        note=damage or note,
        published=published,
        contents=contents,
        records=records,
        local_documents=local_documents,
        stamp=stamp,
        stamps=stamps,
        plan=plan,
        problems_of_refused=tuple(problems_of_refused(contents, run.documents, published.ledger)),
        relation_problems=tuple(relation_problems(contents, published_ids)),
        editorial=editorial,
        changed_editorial=tuple(differing_parts(editorial.editorial, published.editorial)),
    )


def _read_records(run: IngestRun, cache: RecordCache, known: KnownFiles, *, may_be_missing: bool) -> Contents:
    """Return the contents of the record files; those that have not changed since the last run are not read again."""
    options = run.options
    contents = RecordStore(run.settings.corpus, run.taxonomy).load(
        may_be_missing=may_be_missing,
        known=known,
        planned=options.planned if options.dry_run else {},
        listing=run.start.inputs.records,
    )
    few = len(contents.all_valid) // FEW_RECORDS
    if not options.dry_run and differs(contents.files, known) and (contents.parsed > few or not known):
        cache.save(contents.files, contents.repeated)
    return contents


def _find_documents(
    run: IngestRun, records: Mapping[str, StoredRecord], published: Ledger
) -> dict[str, tuple[LocalDocument | None, ...]]:
    """Return the documents of each record as they are on disk, by record id."""
    naming = [stored for stored in records.values() if stored.details.documents]
    local_documents: dict[str, tuple[LocalDocument | None, ...]] = dict.fromkeys(records, ())
    run.progress.start("Checking documents", len(naming))
    for stored in naming:
        sha256s = published[stored.id].sha256s if stored.id in published else {}
        local_documents[stored.id] = run.documents.find(stored.details, sha256s)
        run.progress.advance()
    if not run.options.dry_run:
        run.documents.save_hashes()
    return local_documents


def _current(run: IngestRun) -> tuple[str | None, str | None]:
    """Return the name of the current generation, None before the first publication, and a note if CURRENT is damaged.

    Visitors see the last good generation then.
    """
    try:
        return run.generations.current(), None
    except NoGenerationError:
        return None, None
    except UnreadableError:
        raise
    except DamagedError as error:
        return None, f"{error}. Everything is indexed again."


def _served(run: IngestRun, current: str | None, published: PublishedContent) -> Served:
    """Return what visitors see, as far as the files of the current generation can be read."""
    if current is None:
        return Served(None, 0, {})
    ledger = published.ledger
    if current != published.name:
        with suppress(DamagedError):
            ledger = read_ledger(run.generations.folder(current))
    try:
        return Served(current, run.generations.manifest(current).records, ledger)
    except DamagedError:
        return Served(current, len(ledger), ledger)
