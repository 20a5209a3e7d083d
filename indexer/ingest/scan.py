"""The first step of the way in: what is served, what the corpus holds, and what follows from both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.config import Settings
from catalog.editorial.model import Editorial, read_editorial
from catalog.errors import DamagedError, NoGenerationError, Problem
from catalog.generations.generation import TAXONOMY, Generations
from catalog.search.ports import Engine, index_format
from catalog.store.editorial import EditorialContents, differing, load_editorial
from catalog.store.records import Contents, RecordStore, StoredRecord
from catalog.taxonomy import Taxonomy
from indexer.ingest.documents import Documents, Found
from indexer.ingest.plan import Ledger, Line, Plan, make_plan, read_ledger, stamp_maker
from indexer.ingest.relations import relation_problems
from indexer.ingest.report import IngestOptions, Progress


@dataclass(frozen=True, slots=True)
class Run:
    """What one run works with."""

    settings: Settings
    options: IngestOptions
    progress: Progress
    engine: Engine
    taxonomy: Taxonomy
    documents: Documents
    generations: Generations


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of things before anything is done: what is served, the corpus, and what follows.

    `served` is the current generation, which holds `size` records (0 if that is not known); `base` the one to build on,
    `beside` is what editors wrote beside the records, and `renewed` names the parts of it that are others than its own.
    """

    served: str | None
    size: int
    base: str | None
    note: str | None
    before: Ledger
    contents: Contents
    records: Mapping[str, StoredRecord]
    found: Mapping[str, tuple[Found | None, ...]]
    plan: Plan
    relations: tuple[Problem, ...]
    beside: EditorialContents
    renewed: tuple[str, ...]

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing to publish."""
        return bool(self.base) and self.plan.idle and not self.renewed

    def left_alone(self) -> dict[str, Line]:
        """Return the ledger's lines of the entries that stay as they are."""
        return {key: self.before[key] for key in self.plan.unchanged + self.plan.kept}


def look(run: Run) -> Survey:
    """Read the records, look at their documents, and compare both with the generation before."""
    served, size = _served(run)
    base, note = _base(run, served)
    before = read_ledger(run.generations.folder(base)) if base else {}
    run.progress.start("Reading records", 0)
    contents = RecordStore(run.settings.corpus, run.taxonomy).load()
    records = {stored.record.id: stored for stored in contents.records}
    run.progress.start("Looking at documents", len(records))
    found: dict[str, tuple[Found | None, ...]] = {}
    for key, stored in records.items():
        found[key] = run.documents.find(stored.record)
        run.progress.advance()
    stamp = stamp_maker((run.settings.corpus / TAXONOMY).read_bytes(), index_format(run.engine))
    stamps = {key: stamp(stored.record, found[key]) for key, stored in records.items()}
    plan = make_plan(contents, stamps, before)
    relations = tuple(relation_problems(contents.records, {*records, *plan.kept, *contents.refused_ids}))
    published = read_editorial(run.generations.folder(base)) if base else Editorial()
    beside = load_editorial(run.settings.corpus, records.keys() | set(plan.kept), published)
    renewed = tuple(differing(beside.editorial, published))
    return Survey(served, size, base, note, before, contents, records, found, plan, relations, beside, renewed)


def _served(run: Run) -> tuple[str | None, int]:
    """Return the current generation's name and how many records it holds, 0 where its manifest is lost."""
    try:
        name = run.generations.current()
    except NoGenerationError:
        return None, 0
    try:
        return name, run.generations.manifest(name).records
    except DamagedError:
        return name, 0


def _base(run: Run, served: str | None) -> tuple[str | None, str | None]:
    """Return the generation to build on, or None and what to tell the editor about it."""
    if run.options.full or served is None:
        return None, None
    try:
        manifest = run.generations.verify(served)
    except DamagedError as error:
        return None, f"{error}. Everything is indexed anew."
    if manifest.format != index_format(run.engine):
        return None, "The index format or the facets have changed. Everything is indexed again."
    return served, None
