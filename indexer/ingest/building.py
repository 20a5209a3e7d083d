"""The steps of a run that has something to do: read documents, draw pages, build, check, publish.

They load the sandbox and the searcher, so the pipeline imports this module only when it needs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.editorial.model import write_editorial
from catalog.errors import EngineError
from catalog.generations.digests import logical_digest
from catalog.generations.generation import EDITORIAL, TAXONOMY, Publication
from catalog.generations.manifest import Manifest
from catalog.search.ports import IndexWriter, index_format
from catalog.search.searcher import Searcher, open_searcher
from indexer.ingest.documents.page_drawing import NOT_STORED, draw_pages
from indexer.ingest.entry_check import entry_problems
from indexer.ingest.equal_generation import find_equal_generation
from indexer.ingest.files.program_files import write_program_files
from indexer.ingest.model import Changes
from indexer.ingest.plan import LEDGER, Ledger, ledger_entry, write_ledger
from indexer.ingest.scan import IngestRun, Scan
from indexer.ingest.watched.model import WatchedReport
from indexer.ingest.watched.report import failed, watched_report
from indexer.sandbox.pool import ExtractorPool, Job, Limits
from indexer.sandbox.tesseract import ocr_json


def read_documents(run: IngestRun, jobs: Mapping[str, Job]) -> None:
    """Read new documents, on every core."""
    with ExtractorPool(limits=Limits.from_settings(run.settings), tesseract=run.tesseract) as pool:
        for _ in run.documents.read(pool, jobs.values()):
            run.progress.advance()


def draw_documents(run: IngestRun, jobs: Mapping[str, Job]) -> None:
    """Draw the pages of documents that have no pictures yet, on every core. Nothing depends on them."""
    run.progress.start("Drawing pages", len(jobs))
    for job, note in draw_pages(jobs, run.pictures, run.settings):
        run.documents.note(job.name, note)
        if note == NOT_STORED or not (note or run.pictures.has(job.sha256)):
            run.documents.try_again()
        run.progress.advance()


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """The folder of an index that was built, and its ledger; whether it `is_equal` to an earlier one."""

    folder: Path
    ledger: Ledger
    is_equal: bool


@contextmanager
def built_index(run: IngestRun, scan: Scan, *, is_trial: bool = False) -> Iterator[BuiltIndex]:
    """Yield the index of the new generation; see `Generations.building`.

    It is built on the generation that has the same entries, if there is one, else on the current one.
    """
    equal = find_equal_generation(run, scan)
    with run.generations.building(equal.name if equal else scan.base, is_trial=is_trial) as folder:
        yield BuiltIndex(folder, equal.ledger if equal else _index(run, scan, folder), is_equal=bool(equal))


def write_other_files(run: IngestRun, scan: Scan, folder: Path, ledger: Ledger) -> None:
    """Write the files beside the index of the new generation."""
    for name in (LEDGER, TAXONOMY, EDITORIAL):
        (folder / name).unlink(missing_ok=True)  # an earlier generation may share it
    write_ledger(folder, ledger)
    write_editorial(folder, scan.editorial.editorial)
    (folder / TAXONOMY).write_bytes(run.taxonomy_source)


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


def publish_built(
    run: IngestRun, scan: Scan, built: BuiltIndex, changes: Changes
) -> tuple[Publication, WatchedReport | None]:
    """Check the new generation, compare the watched queries, and make it current."""
    folder, ledger = built.folder, built.ledger
    searcher = open_searcher(run.engine, folder, run.taxonomy, folder.name)
    watched = watched_report(run, scan, searcher, changes) if scan.compares_watched(run.options) else None
    run.progress.start("Checking and publishing", 0)
    name, now = run.generations.next_name(), _complete(built, scan, searcher)
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


def _complete(built: BuiltIndex, scan: Scan, searcher: Searcher) -> dt.datetime:
    """Check the entries of the new index, and write the files for programs; return the time.

    Raises EngineError if an entry is missing, extra or cannot be found.
    """
    problem = next(entry_problems(searcher, built.ledger.keys()), None)
    if problem:
        raise EngineError(f"the new index has the wrong entries ({problem}); nothing was published")
    changed = scan.plan.to_index
    return write_program_files(built.folder, searcher, scan.published, changed, has_all_lines=built.is_equal)


def try_watched(run: IngestRun, scan: Scan, changes: Changes) -> WatchedReport:
    """Build the new index, compare the watched queries, and throw it away."""
    try:
        with built_index(run, scan, is_trial=True) as built:
            searcher = open_searcher(run.engine, built.folder, run.taxonomy, built.folder.name)
            return watched_report(run, scan, searcher, changes)
    except (OSError, EngineError) as error:
        return failed(scan, error)
