"""Compares an index with its manifest, its ledger, and the records and documents it was built from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from catalog.editorial.model import PART_LABELS, Editorial, read_editorial
from catalog.errors import DamagedError, EngineError, EngineUnavailableError, NoGenerationError, Problem
from catalog.generations.generation import TAXONOMY, Generations
from catalog.generations.lock import ignore_notice
from catalog.model import LinkHealth
from catalog.search.ports import Engine, index_format, load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings
from catalog.store.editorial.content import PATHS, EditorialContents, differing_parts, load_editorial
from catalog.store.editorial.distinct_records import load_distinct_records
from catalog.store.editorial.ignored_links import load_ignored_links
from catalog.store.field_note import FieldNote
from catalog.store.files.yaml_json import display_path
from catalog.store.records import Contents, RecordStore
from catalog.store.stored_record import StoredRecord
from catalog.store.taxonomy import load_taxonomy, parse_taxonomy, read_taxonomy
from catalog.store.withdrawn import load_withdrawn
from catalog.text import pluralized
from indexer.check.damage import damage_problems, rollback_log_problems
from indexer.check.presentation import dead_end_note, drafts_note, presentation_problems
from indexer.check.supersession import fork_note, supersession_problems
from indexer.ingest.documents.finding import open_documents
from indexer.ingest.entry_check import entry_problems
from indexer.ingest.link_health import NO_LINK_HEALTH, link_health_of_records
from indexer.ingest.plan import (
    Ledger,
    Plan,
    Stamper,
    document_problems,
    make_plan,
    marked_stale,
    problems_of_refused,
    read_ledger,
    record_stamper,
    with_problems_of_today,
)
from indexer.ingest.relations import relation_problems
from indexer.ingest.rollback import rolled_back_from
from indexer.ingest.run_report import ignored_files_note, understood_notes
from indexer.sandbox.tesseract import find_tesseract

LINKS_CHECKED = "links-checked"
NOT_COMPARED = "The index was not compared with your records and documents: fix the problems above first."


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The generations that were checked, and their faults. `notes` say what was not checked.

    They also say what else editors may want to look at, such as drafts, and values that were understood.
    `rolled_back_from` is the newest generation if an earlier one is current: it usually differs from the corpus.
    """

    generation: str | None
    generations: tuple[str, ...]
    records: int
    faults: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    rolled_back_from: str | None = None


def check(settings: Settings) -> CheckReport:
    """Compare every generation with its manifest, and the current one with the records and documents of today.

    Raises EngineUnavailableError if the engine cannot be reached, which is not a fault of the index.
    """
    engine = load_engine(settings)
    generations = Generations(settings.data, engine, settings.keep_generations)
    problems_by_part = damage_problems(generations, engine.DERIVED)
    faults = [*problems_by_part.values(), *rollback_log_problems(settings.data)]
    ledger: Ledger = {}
    notes: Iterable[str] = (NOT_COMPARED,)
    try:
        name = generations.current()
        damaged = _damaged_derived_files(generations, name, engine)
        ledger = read_ledger(generations.folder(name))
        folder = generations.folder(name)
        searcher = open_searcher(engine, folder, load_taxonomy(folder / TAXONOMY), name, damaged)
        faults += entry_problems(searcher, ledger.keys())
    except EngineUnavailableError:
        raise
    except EngineError as error:
        faults += _further_problems(error, problems_by_part.keys())
    else:
        taxonomy_source = read_taxonomy(settings.corpus / TAXONOMY)
        taxonomy = parse_taxonomy(taxonomy_source, settings.corpus / TAXONOMY)
        contents = RecordStore(settings.corpus, taxonomy).load(may_be_missing=not ledger)
        link_health = link_health_of_records(settings.data, ignore_notice)
        format_now = index_format(engine)
        stampers = _Stampers(
            record_stamper(taxonomy_source, format_now, link_health),
            record_stamper(taxonomy_source, format_now, partial(_published_health, searcher)),
        )
        published = read_editorial(folder)
        problems, editorial_notes = _compare_store(settings, stampers, contents, ledger, published)
        faults += (problem for problem in problems if problem.kind != LINKS_CHECKED)
        checked = sum(problem.kind == LINKS_CHECKED for problem in problems)
        stored = contents.records
        own_notes = (
            ignored_files_note(contents.ignored_files),
            drafts_note(contents.drafts),
            dead_end_note(stored),
            fork_note(stored),
        )
        understood = understood_notes((*contents.notes, *editorial_notes))
        notes = (*filter(None, (*own_notes, _checked_links_note(checked))), *understood)
    current, left = generations.current_or_none(), rolled_back_from(generations)
    return CheckReport(current, generations.names(), len(ledger), tuple(faults), tuple(notes), left)


def _damaged_derived_files(generations: Generations, name: str, engine: Engine) -> frozenset[str]:
    """Return the damaged files that a reader can derive; raise EngineError if the index cannot be opened."""
    manifest, damaged = generations.inspect(name, engine.DERIVED)
    if manifest.format != index_format(engine):
        raise EngineError("the index has a different format or facets: run 'clearinghouse index'")
    return damaged


def _further_problems(error: EngineError, reported_parts: Collection[str]) -> Iterator[Problem]:
    """Yield the problem that an error describes, unless a part that it names is already reported as damaged."""
    if isinstance(error, NoGenerationError):
        yield Problem("missing", str(error))
    elif not isinstance(error, DamagedError) or not any(part in reported_parts for part in error.parts):
        yield Problem("damaged", str(error))


class _Stampers(NamedTuple):
    """Stamp records with what is known of their links now, and with what visitors see of it."""

    now: Stamper
    as_published: Stamper


def _published_health(searcher: Searcher, stored: StoredRecord) -> LinkHealth:
    """Return what visitors see of the links of a record."""
    entry = searcher.get(stored.id)
    return entry.link_health if entry else NO_LINK_HEALTH


def _checked_links_note(count: int) -> str | None:
    if not count:
        return None
    records = pluralized(count, "record")
    return f"The links of {records} were checked since: 'clearinghouse index' shows visitors what was found."


class _StoreComparison(NamedTuple):
    """What differs between the index and the corpus, and the notes about values in files of editorial content."""

    problems: tuple[Problem, ...]
    notes: tuple[FieldNote, ...]


def _compare_store(
    settings: Settings, stampers: _Stampers, contents: Contents, ledger: Ledger, published: Editorial
) -> _StoreComparison:
    """Compare the ledger with the records, and the published editorial content with its files."""
    folder = open_documents(settings, find_tesseract(settings))
    records = {stored.id: stored for stored in contents.records}
    documents = {
        key: folder.find(stored.details, ledger[key].sha256s if key in ledger else {})
        for key, stored in records.items()
    }
    stamps = {key: stampers.now(stored, documents[key]) for key, stored in records.items()}
    plan = make_plan(contents, stamps, ledger, ocr=folder.ocr)
    is_same = {
        key: stamps[key] != ledger[key].stamp == stampers.as_published(records[key], documents[key])
        for key in plan.changed
    }
    unchanged = {key: with_problems_of_today(ledger[key], records[key], documents[key]) for key in plan.unchanged}
    published_ids = records.keys() | set(plan.retained)
    withdrawn = load_withdrawn(contents, published.withdrawn)
    editorial = load_editorial(settings.corpus, published_ids, published, withdrawn)
    ids = {item.id for item in (*contents.records, *contents.drafts, *contents.withdrawn)}
    problems = (
        *marked_stale(contents.problems, plan.retained, ledger),
        *_compare_records(plan, is_same, records, ledger),
        *document_problems(unchanged, plan.unchanged, records),
        *problems_of_refused(contents, folder, ledger),
        *relation_problems(contents, published_ids),
        *_compare_editorial(settings, editorial, published),
        *presentation_problems(records, editorial.editorial),
        *supersession_problems(records),
        *load_distinct_records(settings.corpus, ids | contents.refused_ids).problems,
        *load_ignored_links(settings.corpus).problems,
    )
    return _StoreComparison(problems, editorial.notes)


def _compare_records(
    plan: Plan, is_same: Mapping[str, bool], records: Mapping[str, StoredRecord], ledger: Ledger
) -> Iterator[Problem]:
    """Yield the records that differ from the index; `is_same` tells of those that changed if only their links did."""
    for kind, keys, message in (
        ("missing", plan.added, "not indexed yet: run 'clearinghouse index'"),
        (
            "stale",
            tuple(key for key in plan.changed if not is_same[key]),
            "different from what is published: run 'clearinghouse index'",
        ),
        (LINKS_CHECKED, tuple(key for key in plan.changed if is_same[key]), "only its links were checked since"),
        ("orphaned", plan.removed, "still indexed, without a record file: run 'clearinghouse index'"),
    ):
        for key in keys:
            file = records[key].file if key in records else ledger[key].file
            yield Problem(kind, message, file=file, record=key)


def _compare_editorial(settings: Settings, contents: EditorialContents, published: Editorial) -> Iterator[Problem]:
    """Yield the problems of the files of editorial content, and the parts that differ from what is published."""
    yield from contents.problems
    for name in differing_parts(contents.editorial, published):
        message = f"the {PART_LABELS[name]} have changed since they were published: run 'clearinghouse index'"
        yield Problem("stale", message, display_path(settings.corpus / PATHS[name], settings.corpus))
