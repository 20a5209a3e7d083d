"""Brings the index up to date with the corpus.

The steps (`steps.py`) are imported only if something may have changed: to load them takes longer than to see that
nothing has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalog.generations.generation import TAXONOMY, Generations
from catalog.search.ports import load_engine
from catalog.settings import Settings
from indexer.ingest.garbage import rare_garbage_collection
from indexer.ingest.last_run import write_last_run
from indexer.ingest.model import IngestOptions, IngestReport, NoProgress, Progress
from indexer.ingest.unchanged.remembered_report import RememberedReport
from indexer.ingest.unchanged.start import RunStart, start_run

LOCK_WAIT_S = 10.0


def ingest(settings: Settings, options: IngestOptions | None = None, progress: Progress | None = None) -> IngestReport:
    """Bring the index up to date with the corpus and return the report.

    Raises TaxonomyError, LockedError or EngineError if the run is impossible; then the current generation stays.
    Problems of records and documents are not errors: they are in the report.
    """
    engine, options, progress = load_engine(settings), options or IngestOptions(), progress or NoProgress()
    if not (settings.corpus / TAXONOMY).exists():
        _require_taxonomy(settings)  # before a data folder is made where there is no corpus
    generations = Generations(settings.data, engine, settings.keep_generations)
    with rare_garbage_collection():
        if options.dry_run:
            return _take_steps(settings, options, progress, start_run(settings, engine, generations))
        with generations.writing(LOCK_WAIT_S, progress.notify):
            report = _run(settings, options, progress, start_run(settings, engine, generations))
    write_last_run(settings.data, report)
    return report


def _require_taxonomy(settings: Settings) -> None:
    from catalog.store.taxonomy import read_taxonomy  # noqa: PLC0415  # see above

    read_taxonomy(settings.corpus / TAXONOMY)


def _run(settings: Settings, options: IngestOptions, progress: Progress, start: RunStart) -> IngestReport:
    """Return the report of the last run if nothing can have changed since, or else take the steps."""
    remembered = RememberedReport(settings.data)
    digest = "" if options.full else start.digest(settings)
    if (report := remembered.find(digest)) and start.has_intact_generation():
        return replace(report, took_s=start.elapsed_s())
    heard = _HeardProgress(progress)
    report = _take_steps(settings, options, heard, start)
    if not heard.has_notices:  # something could not be read, perhaps only now
        remembered.keep(digest, report)
    return report


def _take_steps(settings: Settings, options: IngestOptions, progress: Progress, start: RunStart) -> IngestReport:
    from indexer.ingest.steps import take_steps  # noqa: PLC0415  # see above

    return take_steps(settings, options, progress, start)


@dataclass(slots=True)
class _HeardProgress:
    """Passes the progress of a run on, and tells whether there were any notices."""

    progress: Progress
    has_notices: bool = False

    def start(self, step: str, total: int) -> None:
        self.progress.start(step, total)

    def advance(self) -> None:
        self.progress.advance()

    def notify(self, sentence: str) -> None:
        self.has_notices = True
        self.progress.notify(sentence)
