"""The first step of a run: reads the corpus, and compares it with the current generation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.editorial.model import Editorial, read_editorial
from catalog.errors import DamagedError, NoGenerationError, Problem
from catalog.generations.generation import TAXONOMY, Generations
from catalog.search.ports import Engine, index_format
from catalog.settings import Settings
from catalog.store.editorial import EditorialContents, differing_parts, load_editorial
from catalog.store.records import Contents, RecordStore, StoredRecord
from catalog.taxonomy import Taxonomy
from indexer.ingest.documents import DocumentFolder, LocalDocument
from indexer.ingest.model import IngestOptions, Progress
from indexer.ingest.plan import Ledger, LedgerEntry, Plan, make_plan, read_ledger, record_stamper
from indexer.ingest.relations import relation_problems


@dataclass(frozen=True, slots=True)
class IngestRun:
    """The settings, options and parts that a run uses."""

    settings: Settings
    options: IngestOptions
    progress: Progress
    engine: Engine
    taxonomy: Taxonomy
    documents: DocumentFolder
    generations: Generations


@dataclass(frozen=True, slots=True)
class Scan:
    """The current generation, the corpus, and the plan to update the one from the other.

    `current` is the current generation, which has `current_size` records (0 if unknown). `base` is the generation to
    build on, None for a build from scratch; `note` says why. `previous_ledger` is the ledger of `base`.
    `changed_editorial` names the kinds of editorial content that differ from `base`.
    """

    current: str | None
    current_size: int
    base: str | None
    note: str | None
    previous_ledger: Ledger
    contents: Contents
    records: Mapping[str, StoredRecord]
    local_documents: Mapping[str, tuple[LocalDocument | None, ...]]
    plan: Plan
    relation_problems: tuple[Problem, ...]
    editorial: EditorialContents
    changed_editorial: tuple[str, ...]

    @property
    def is_up_to_date(self) -> bool:
        """Whether there is nothing to publish."""
        return bool(self.base) and self.plan.is_empty and not self.changed_editorial

    def unchanged_entries(self) -> dict[str, LedgerEntry]:
        """Return the ledger's entries for records that stay as they are."""
        return {key: self.previous_ledger[key] for key in self.plan.unchanged + self.plan.retained}


def scan_corpus(run: IngestRun) -> Scan:
    """Return the records and their documents, compared with the current generation."""
    current, current_size = _current(run)
    base, note = _base(run, current)
    previous_ledger = read_ledger(run.generations.folder(base)) if base else {}
    run.progress.start("Reading records", 0)
    contents = RecordStore(run.settings.corpus, run.taxonomy).load()
    records = {stored.record.id: stored for stored in contents.records}
    local_documents = _find_documents(run, records)
    stamp = record_stamper((run.settings.corpus / TAXONOMY).read_bytes(), index_format(run.engine))
    stamps = {key: stamp(stored.record, local_documents[key]) for key, stored in records.items()}
    plan = make_plan(contents, stamps, previous_ledger)
    published = read_editorial(run.generations.folder(base)) if base else Editorial()
    editorial = load_editorial(run.settings.corpus, records.keys() | set(plan.retained), published)
    return Scan(
        current=current,
        current_size=current_size,
        base=base,
        note=note,
        previous_ledger=previous_ledger,
        contents=contents,
        records=records,
        local_documents=local_documents,
        plan=plan,
        relation_problems=tuple(
            relation_problems(contents.records, {*records, *plan.retained, *contents.refused_ids}),
        ),
        editorial=editorial,
        changed_editorial=tuple(differing_parts(editorial.editorial, published)),
    )


def _find_documents(run: IngestRun, records: Mapping[str, StoredRecord]) -> dict[str, tuple[LocalDocument | None, ...]]:
    """Return the documents of each record as they are on disk, by record id."""
    run.progress.start("Checking documents", len(records))
    local_documents = {}
    for key, stored in records.items():
        local_documents[key] = run.documents.find(stored.record)
        run.progress.advance()
    return local_documents


def _current(run: IngestRun) -> tuple[str | None, int]:
    """Return the name of the current generation and its number of records, 0 if its manifest is damaged."""
    try:
        name = run.generations.current()
    except NoGenerationError:
        return None, 0
    try:
        return name, run.generations.manifest(name).records
    except DamagedError:
        return name, 0


def _base(run: IngestRun, current: str | None) -> tuple[str | None, str | None]:
    """Return the generation to build on, or None and a note for the editor, if there is a reason to name."""
    if run.options.full or current is None:
        return None, None
    try:
        manifest = run.generations.verify(current)
    except DamagedError as error:
        return None, f"{error}. Everything is indexed again."
    if manifest.format != index_format(run.engine):
        return None, "The index format or the facets have changed. Everything is indexed again."
    return current, None
