"""The steps of a run, in order: validate, find documents, plan, extract, build, check, publish.

What only a run with something to do needs (`building.py`) is imported when it is needed: the sandbox and the searcher
take longer to load than the rest of a run in which nothing has changed.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace

from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.generations.page_pictures import PagePictures
from catalog.settings import Settings
from catalog.store.taxonomy import parse_taxonomy, read_taxonomy
from indexer.ingest.changes import write_changes
from indexer.ingest.documents.finding import open_documents
from indexer.ingest.documents.page_pictures import prune_pictures, undrawn_jobs
from indexer.ingest.link_health import link_health_of_records
from indexer.ingest.model import Changes, IngestOptions, IngestReport, Progress
from indexer.ingest.plan import Ledger, ledger_entry
from indexer.ingest.run_report import RunOutcome, find_scanned_changes, find_withholding, ingest_report
from indexer.ingest.scan import IngestRun, Scan, scan_corpus
from indexer.ingest.unchanged.start import RunStart
from indexer.ingest.watched.model import WatchedReport
from indexer.sandbox.child import Job


def take_steps(settings: Settings, options: IngestOptions, progress: Progress, start: RunStart) -> IngestReport:
    """Take the steps of a run and return its report; see `ingest`."""
    taxonomy_source = read_taxonomy(settings.corpus / TAXONOMY)
    run = IngestRun(
        settings,
        options,
        progress,
        start,
        parse_taxonomy(taxonomy_source, settings.corpus / TAXONOMY),
        taxonomy_source,
        open_documents(settings, start.tesseract, trusts_hashes=not options.full),
        PagePictures(settings.data, settings.page_pictures),
        link_health_of_records(settings.data, progress.notify),
    )
    return _dry_run(run) if options.dry_run else _ingest(run)


def _dry_run(run: IngestRun) -> IngestReport:
    started = time.monotonic()
    scan = scan_corpus(run)
    jobs = _unread_jobs(run, scan)
    if jobs and scan.compares_watched(run.options):
        from indexer.ingest.watched.report import read_new_documents  # noqa: PLC0415  # see above

        read_new_documents(run, jobs)
    ledger = scan.unchanged_entries()
    for key in scan.plan.to_index:
        documents = run.documents.with_known_problems(scan.local_documents[key])
        ledger[key] = ledger_entry(scan.records[key], scan.stamp(scan.records[key], documents), documents)
    withholding = None if scan.is_up_to_date else find_withholding(run, scan, ledger)
    changes = find_scanned_changes(scan, ledger)
    watched = _try_watched(run, scan, changes)
    unopened = len(_unread_jobs(run, scan))
    outcome = RunOutcome(ledger, changes, jobs.keys(), scan.served.generation, withholding, unopened, watched)
    return ingest_report(run, scan, outcome, started)


def _ingest(run: IngestRun) -> IngestReport:
    started = time.monotonic()
    scan = scan_corpus(run)
    if not scan.is_up_to_date:
        run.generations.make_room()
    read = _read_and_draw(run, scan)
    publication, withholding, changes, watched = None, None, Changes(), None
    ledger: Ledger = scan.unchanged_entries()
    if not scan.is_up_to_date:
        from indexer.ingest.building import built_index, publish_built, write_other_files  # noqa: PLC0415  # see above

        with built_index(run, scan) as built:
            folder, ledger = built.folder, built.ledger
            write_other_files(run, scan, folder, ledger)
            changes = find_scanned_changes(scan, ledger)
            write_changes(folder, changes)
            withholding = find_withholding(run, scan, ledger)
            if not withholding:
                publication, watched = publish_built(run, scan, built, changes)
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


def _read_and_draw(run: IngestRun, scan: Scan) -> Collection[str]:
    """Read the new documents, and draw those without pictures; return the hashes of the new ones."""
    unread = _unread_jobs(run, scan)
    run.progress.start("Reading documents", len(unread))
    if unread:
        from indexer.ingest.building import read_documents  # noqa: PLC0415  # see above

        read_documents(run, unread)
    undrawn = undrawn_jobs(scan.all_documents(), run.pictures)
    if undrawn:
        from indexer.ingest.building import draw_documents  # noqa: PLC0415  # see above

        draw_documents(run, undrawn)
    return unread.keys()


def _try_watched(run: IngestRun, scan: Scan, changes: Changes) -> WatchedReport | None:
    if not (scan.compares_watched(run.options) and scan.published.name):
        return None
    from indexer.ingest.building import try_watched  # noqa: PLC0415  # see above

    return try_watched(run, scan, changes)
