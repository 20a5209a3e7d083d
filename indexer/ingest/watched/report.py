"""Compares the first results of the watched queries before and after a run."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Mapping

from catalog.editorial.watched_queries import WatchedQuery
from catalog.errors import CatalogError, DamagedError
from catalog.generations.generation import TAXONOMY
from catalog.search.searcher import Searcher
from indexer.ingest.documents.finding import open_documents
from indexer.ingest.model import Changes
from indexer.ingest.scan import IngestRun, Scan
from indexer.ingest.watched.compare import Reasons, compare, reasons_of
from indexer.ingest.watched.model import WatchedReport
from indexer.ingest.watched.ranking import RankedGeneration
from indexer.sandbox.pool import ExtractorPool, Job, Limits

READING_S = 20.0
"""The time in which a dry run begins to read new documents."""


def watched_report(run: IngestRun, scan: Scan, searcher: Searcher, changes: Changes) -> WatchedReport:
    """Return how the first results differ between what is published and the new index, which `searcher` reads.

    A failure is in the report: it never stops a run.
    """
    started, queries = time.monotonic(), scan.editorial.watched
    day = dt.datetime.now(dt.UTC).date()
    run.progress.start("Comparing watched queries", len(queries))
    try:
        published = scan.published
        before = RankedGeneration(published.searcher, published.editorial.bets, day) if published.name else None
        after = RankedGeneration(searcher, scan.editorial.editorial.bets, day)
        why = _reasons(run, scan, changes)
        changed = tuple(compare(_advancing(run, queries), (before, after), why, explain=run.options.explain))
    except CatalogError as error:
        return failed(scan, error)
    return WatchedReport(len(queries), changed, round(time.monotonic() - started, 3))


def _advancing(run: IngestRun, queries: Iterable[WatchedQuery]) -> Iterator[WatchedQuery]:
    """Yield the queries, and report each that is done."""
    for watched in queries:
        yield watched
        run.progress.advance()


def failed(scan: Scan, error: Exception) -> WatchedReport:
    """Return the report of queries that could not be compared."""
    reason = getattr(error, "strerror", None) or str(error)
    return WatchedReport(len(scan.editorial.watched), failure=reason)


def _reasons(run: IngestRun, scan: Scan, changes: Changes) -> Reasons:
    published = scan.published
    if not published.name:
        return reasons_of(changes, is_taxonomy_changed=False)
    try:
        earlier = (published.generations.folder(published.name) / TAXONOMY).read_bytes()
    except OSError as error:
        raise DamagedError(f"the published taxonomy cannot be read: {error.strerror}") from error
    return reasons_of(changes, is_taxonomy_changed=earlier != run.taxonomy_source)


def read_new_documents(run: IngestRun, jobs: Mapping[str, Job]) -> None:
    """Read new documents into the text cache, where publishing finds them; begin none after READING_S seconds.

    Scanned pages are not recognized, because that can take minutes: documents with some stay unread.
    """
    run.progress.start("Reading new documents", len(jobs))
    reader = open_documents(run.settings, None)
    deadline = time.monotonic() + READING_S
    with ExtractorPool(limits=Limits.from_settings(run.settings)) as pool:
        for _ in reader.read(pool, (job for job in jobs.values() if time.monotonic() < deadline)):
            run.progress.advance()
