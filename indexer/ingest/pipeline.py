"""The whole way in, from top to bottom: validate, find documents, plan, extract, build, check, publish."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from catalog.config import Settings
from catalog.editorial.model import write_editorial
from catalog.errors import EngineError, ExtractError, Problem
from catalog.generations.digests import logical_digest
from catalog.generations.generation import EDITORIAL, TAXONOMY, Generations
from catalog.generations.manifest import Manifest
from catalog.search.ports import index_format, load_engine
from catalog.search.searcher import open_searcher
from catalog.store.records import StoredRecord
from catalog.store.taxonomy import load_taxonomy
from indexer.ingest.documents import Documents, Found
from indexer.ingest.plan import LEDGER, Ledger, Line, write_ledger
from indexer.ingest.report import IngestOptions, IngestReport, NoProgress, Progress
from indexer.ingest.run_report import account, objection
from indexer.ingest.scan import Run, Survey, look
from indexer.ingest.text_cache import TextCache
from indexer.ingest.trial import entry_problems
from indexer.sandbox.pool import ExtractorPool, Limits

LOCK_WAIT_S = 10.0


def ingest(settings: Settings, options: IngestOptions | None = None, progress: Progress | None = None) -> IngestReport:
    """Bring the index up to date with the corpus and return what was done.

    Raises TaxonomyError, LockedError or EngineError where the run cannot be done at all; the generation that was
    current then still is. Faults of records and documents are no errors: they stand in the report.
    """
    engine = load_engine(settings)
    run = Run(
        settings,
        options or IngestOptions(),
        progress or NoProgress(),
        engine,
        load_taxonomy(settings.corpus / TAXONOMY),
        Documents(settings.corpus, TextCache(settings.data / "cache" / "text")),
        Generations(settings.data, engine, settings.keep_generations),
    )
    if run.options.dry_run:
        return _rehearse(run)
    with run.generations.writing(LOCK_WAIT_S, run.progress.notify):
        return _ingest(run)


def _rehearse(run: Run) -> IngestReport:
    started = time.monotonic()
    survey = look(run)
    ledger = survey.left_alone()
    for key in survey.plan.work:
        problems = run.documents.known_problems(survey.found[key])
        ledger[key] = _line(survey.records[key], survey.plan.stamps[key], survey.found[key], problems)
    jobs = run.documents.unread(item for key in survey.plan.work for item in survey.found[key])
    withheld = None if survey.idle else objection(run, survey, ledger)
    return account(run, survey, ledger, len(jobs), started=started, current=survey.served, withheld=withheld)


def _ingest(run: Run) -> IngestReport:
    started = time.monotonic()
    survey = look(run)
    if not survey.idle:
        run.generations.make_room()
    read = _extract(run, survey)
    if survey.idle:
        return account(run, survey, survey.before, read, started=started, current=survey.served)
    with run.generations.building(survey.base) as folder:
        ledger = _build(run, survey, folder)
        withheld = objection(run, survey, ledger)
        current = survey.served if withheld else _publish(run, folder, ledger)
    return account(run, survey, ledger, read, started=started, current=current, withheld=withheld)


def _extract(run: Run, survey: Survey) -> int:
    """Read the documents that are new, on every core; return how many there were."""
    jobs = run.documents.unread(item for key in survey.plan.work for item in survey.found[key])
    run.progress.start("Reading documents", len(jobs))
    limits = Limits(wall_s=run.settings.document_wall_s, memory_bytes=run.settings.document_memory_mb << 20)
    if jobs:
        with ExtractorPool(limits=limits) as pool:
            for _ in run.documents.read(pool, jobs.values()):
                run.progress.advance()
    return len(jobs)


def _build(run: Run, survey: Survey, folder: Path) -> Ledger:
    """Write the new generation's files; return its ledger."""
    plan = survey.plan
    ledger = survey.left_alone()
    run.progress.start("Indexing", len(plan.work))
    writer = run.engine.open_writer(folder, run.taxonomy)
    try:
        for key in plan.removed:
            writer.remove(key)
        for key in plan.work:
            stored, found = survey.records[key], survey.found[key]
            entry, problems = run.documents.entry(stored.record, found)
            writer.put(entry)
            ledger[key] = _line(stored, plan.stamps[key], found, problems)
            run.progress.advance()
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
    for name in (LEDGER, TAXONOMY, EDITORIAL):
        (folder / name).unlink(missing_ok=True)  # an earlier generation may share it
    write_ledger(folder, ledger)
    write_editorial(folder, survey.beside.editorial)
    shutil.copyfile(run.settings.corpus / TAXONOMY, folder / TAXONOMY)
    return ledger


def _line(
    stored: StoredRecord, stamp: str, found: Sequence[Found | None], problems: Sequence[ExtractError | None]
) -> Line:
    named = tuple(
        Problem(problem.kind, str(problem), stored.file, stored.line, stored.record.id, "documents", item.document.path)
        for item, problem in zip(found, problems, strict=True)
        if item and problem
    )
    return Line(stamp, stored.file, sum(item is not None for item in found), named)


def _publish(run: Run, folder: Path, ledger: Ledger) -> str:
    """Check what was built, make it the current generation, and return its name."""
    run.progress.start("Checking and publishing", 0)
    name = run.generations.next_name()
    _try_out(run, folder, name, ledger)
    manifest = Manifest(
        generation=name,
        published_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        engine=run.settings.engine,
        format=index_format(run.engine),
        digest=logical_digest({key: line.stamp for key, line in ledger.items()}),
        records=len(ledger),
        documents=sum(line.documents for line in ledger.values()),
    )
    return run.generations.publish(folder, manifest).generation


def _try_out(run: Run, folder: Path, name: str, ledger: Ledger) -> None:
    """Open what was built as a reader would; raise EngineError if an entry is lost, extra or cannot be found."""
    searcher = open_searcher(run.engine, folder, run.taxonomy, name)
    problem = next(entry_problems(searcher, ledger.keys()), None)
    if problem:
        raise EngineError(f"the new index does not hold what it should ({problem}); nothing was published")
