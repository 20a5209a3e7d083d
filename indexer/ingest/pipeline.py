"""The steps of a run, in order: validate, find documents, plan, extract, build, check, publish."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from catalog.editorial.model import write_editorial
from catalog.errors import EngineError, Problem
from catalog.generations.digests import logical_digest
from catalog.generations.generation import EDITORIAL, TAXONOMY, Generations, Publication
from catalog.generations.manifest import Manifest
from catalog.generations.page_pictures import PagePictures
from catalog.search.ports import IndexWriter, index_format, load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings
from catalog.store.taxonomy import parse_taxonomy, read_taxonomy
from indexer.ingest.changes import Changes, write_changes
from indexer.ingest.documents import open_documents
from indexer.ingest.entry_check import entry_problems
from indexer.ingest.garbage import rare_garbage_collection
from indexer.ingest.last_run import write_last_run
from indexer.ingest.link_health import link_health_of_records
from indexer.ingest.model import IngestOptions, IngestReport, NoProgress, Progress
from indexer.ingest.page_pictures import draw_pages, prune_pictures, undrawn_jobs
from indexer.ingest.plan import LEDGER, Ledger, ledger_entry, write_ledger
from indexer.ingest.program_files import write_program_files
from indexer.ingest.run_report import RunOutcome, find_scanned_changes, find_withholding, ingest_report
from indexer.ingest.scan import IngestRun, Scan, scan_corpus
from indexer.ingest.watched.model import WatchedReport
from indexer.ingest.watched.report import compares_watched, failed, read_new_documents, watched_report
from indexer.sandbox.pool import ExtractorPool, Job, Limits
from indexer.sandbox.tesseract import find_tesseract, ocr_json

LOCK_WAIT_S = 10.0


def ingest(settings: Settings, options: IngestOptions | None = None, progress: Progress | None = None) -> IngestReport:
    """Bring the index up to date with the corpus and return the report.

    Raises TaxonomyError, LockedError or EngineError if the run is impossible; then the current generation stays.
    Problems of records and documents are not errors: they are in the report.
    """
    engine, options = load_engine(settings), options or IngestOptions()
    taxonomy_source = read_taxonomy(settings.corpus / TAXONOMY)
    tesseract = find_tesseract(settings)
    run = IngestRun(
        settings,
        options,
        progress or NoProgress(),
        engine,
        parse_taxonomy(taxonomy_source, settings.corpus / TAXONOMY),
        taxonomy_source,
        open_documents(settings, tesseract, trusts_hashes=not options.full),
        Generations(settings.data, engine, settings.keep_generations),
        tesseract,
        PagePictures(settings.data, settings.page_pictures),
        link_health_of_records(settings.data, (progress or NoProgress()).notify),
    )
    with rare_garbage_collection():
        if run.options.dry_run:
            return _dry_run(run)
        with run.generations.writing(LOCK_WAIT_S, run.progress.notify):
            report = _ingest(run)
    write_last_run(settings.data, report)
    return report


def _dry_run(run: IngestRun) -> IngestReport:
    started = time.monotonic()
    scan = scan_corpus(run)
    jobs = _unread_jobs(run, scan)
    if jobs and compares_watched(run, scan):
        read_new_documents(run, jobs)
    ledger = scan.unchanged_entries()
    for key in scan.plan.to_index:
        documents = run.documents.with_known_problems(scan.local_documents[key])
        ledger[key] = ledger_entry(scan.records[key], scan.stamp(scan.records[key], documents), documents)
    withholding = None if scan.is_up_to_date else find_withholding(run, scan, ledger)
    changes = find_scanned_changes(scan, ledger)
    watched, unopened = _try_watched(run, scan, changes), len(_unread_jobs(run, scan))
    outcome = RunOutcome(ledger, changes, jobs.keys(), scan.served.generation, withholding, unopened, watched)
    return ingest_report(run, scan, outcome, started)


def _try_watched(run: IngestRun, scan: Scan, changes: Changes) -> WatchedReport | None:
    """Build the new index, compare the watched queries, and throw it away."""
    if not (compares_watched(run, scan) and scan.published.name):
        return None
    try:
        with run.generations.building(scan.base, is_trial=True) as folder:
            _index(run, scan, folder)
            return watched_report(run, scan, open_searcher(run.engine, folder, run.taxonomy, folder.name), changes)
    except (OSError, EngineError) as error:
        return failed(scan, error)


def _ingest(run: IngestRun) -> IngestReport:
    started = time.monotonic()
    scan = scan_corpus(run)
    if not scan.is_up_to_date:
        run.generations.make_room()
    read = _extract(run, scan)
    _draw_pages(run, scan)
    publication, withholding, changes, watched = None, None, Changes(), None
    ledger: Ledger = scan.unchanged_entries()
    if not scan.is_up_to_date:
        with run.generations.building(scan.base) as folder:
            ledger = _build(run, scan, folder)
            changes = find_scanned_changes(scan, ledger)
            write_changes(folder, changes)
            withholding = find_withholding(run, scan, ledger)
            if not withholding:
                publication, watched = _publish(run, scan, folder, ledger, changes)
    current = publication.name if publication else scan.served.generation
    prune_pictures(run.pictures, run.generations, scan.all_documents())
    outcome = RunOutcome(ledger, changes, read, current, withholding, watched=watched)
    report = ingest_report(run, scan, outcome, started)
    if publication and publication.warning:
        return replace(report, problems=(*report.problems, Problem("unsynced", publication.warning)))
    return report


def _unread_jobs(run: IngestRun, scan: Scan) -> dict[str, Job]:
    """Return the jobs, by hash, for the documents to index that were never read."""
    return run.documents.unread_jobs(item for key in scan.plan.to_index for item in scan.local_documents[key])


def _extract(run: IngestRun, scan: Scan) -> Collection[str]:
    """Read the new documents, on every core; return their hashes."""
    jobs = _unread_jobs(run, scan)
    run.progress.start("Reading documents", len(jobs))
    if jobs:
        with ExtractorPool(limits=Limits.from_settings(run.settings), tesseract=run.tesseract) as pool:
            for _ in run.documents.read(pool, jobs.values()):
                run.progress.advance()
    return jobs.keys()


def _draw_pages(run: IngestRun, scan: Scan) -> None:
    """Draw the pages of documents that have no pictures yet, on every core. Nothing depends on them."""
    jobs = undrawn_jobs(scan.all_documents(), run.pictures)
    if jobs:
        run.progress.start("Drawing pages", len(jobs))
        for job, note in draw_pages(jobs, run.pictures, run.settings):
            run.documents.note(job.name, note)
            run.progress.advance()


def _build(run: IngestRun, scan: Scan, folder: Path) -> Ledger:
    """Write the files of the new generation; return its ledger."""
    ledger = _index(run, scan, folder)
    for name in (LEDGER, TAXONOMY, EDITORIAL):
        (folder / name).unlink(missing_ok=True)  # an earlier generation may share it
    write_ledger(folder, ledger)
    write_editorial(folder, scan.editorial.editorial)
    (folder / TAXONOMY).write_bytes(run.taxonomy_source)
    return ledger


def _index(run: IngestRun, scan: Scan, folder: Path) -> Ledger:
    """Write the index of the new generation; return its ledger."""
    run.progress.start("Indexing", len(scan.plan.to_index))
    writer = run.engine.open_writer(folder, run.taxonomy)
    try:
        ledger = _write_entries(run, scan, writer)
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
    return ledger


def _write_entries(run: IngestRun, scan: Scan, writer: IndexWriter) -> Ledger:
    """Write the entries that differ from those of the base; return the ledger of all."""
    plan = scan.plan
    ledger = scan.unchanged_entries()
    for key in plan.removed if scan.base else ():
        writer.remove(key)
    for key in () if scan.base else plan.retained:
        if entry := scan.published.entry(key):
            writer.put(entry)
    for key in plan.to_index:
        stored = scan.records[key]
        entry, documents = run.documents.entry(stored.record, scan.local_documents[key], scan.published.entry)
        writer.put(replace(entry, link_health=run.link_health(stored)))
        ledger[key] = ledger_entry(stored, scan.stamp(stored, documents), documents)
        run.progress.advance()
    return ledger


def _publish(
    run: IngestRun, scan: Scan, folder: Path, ledger: Ledger, changes: Changes
) -> tuple[Publication, WatchedReport | None]:
    """Check the new generation, compare the watched queries, and make it current."""
    searcher = open_searcher(run.engine, folder, run.taxonomy, folder.name)
    watched = watched_report(run, scan, searcher, changes) if compares_watched(run, scan) else None
    run.progress.start("Checking and publishing", 0)
    name, now = run.generations.next_name(), _complete(folder, scan, ledger, searcher)
    manifest = Manifest(
        generation=name,
        published_at=now.isoformat(timespec="seconds"),
        engine=run.settings.engine,
        format=index_format(run.engine),
        digest=logical_digest({key: entry.stamp for key, entry in ledger.items()}),
        records=len(ledger),
        documents=sum(entry.documents for entry in ledger.values()),
        ocr=ocr_json(run.tesseract),
    )
    return run.generations.publish(folder, manifest), watched


def _complete(folder: Path, scan: Scan, ledger: Ledger, searcher: Searcher) -> dt.datetime:
    """Check the entries of the new index, and write the files for programs; return the time.

    Raises EngineError if an entry is missing, extra or cannot be found.
    """
    problem = next(entry_problems(searcher, ledger.keys()), None)
    if problem:
        raise EngineError(f"the new index has the wrong entries ({problem}); nothing was published")
    return write_program_files(folder, searcher, scan.published, scan.plan.to_index)
