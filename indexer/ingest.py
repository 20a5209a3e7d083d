"""The whole way in, from top to bottom: validate, find documents, plan, extract, build, check, publish."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.bet_store import BetContents, load_bets
from catalog.config import Settings
from catalog.errors import DamagedError, EngineError, ExtractError, NoGenerationError, Problem
from catalog.search.best_bets import read_bets, write_bets
from catalog.search.engine import Engine, load_engine
from catalog.search.generation import BEST_BETS, TAXONOMY, Generations, Manifest, logical_digest
from catalog.search.parse import QUOTES
from catalog.search.query import Query
from catalog.store import Contents, RecordStore, StoredRecord
from catalog.taxonomy import Taxonomy, load_taxonomy

from .documents import Documents, Found
from .guard import Guard, Limits
from .plan import LEDGER, Ledger, Line, Plan, document_problems, make_plan, read_ledger, stamp_maker, write_ledger
from .relations import relation_problems
from .report import Choices, IngestReport, Progress, Silent, passed_over_note
from .text_cache import TextCache

LOCK_WAIT_S = 10.0
FEW = 20
"""Losses up to this many records never stop a publication: a percentage of a handful says nothing."""
MOST_LOST, MOST_REFUSED = 0.10, 0.05
CANARIES = 5
"""Records looked up by title before a publication, spread over the index."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run works with."""

    settings: Settings
    choices: Choices
    progress: Progress
    engine: Engine
    taxonomy: Taxonomy
    documents: Documents
    generations: Generations


@dataclass(frozen=True, slots=True)
class _Survey:
    """The state of things before anything is done: what is served, the corpus, and what follows.

    `served` is the current generation, which holds `size` records (0 if that is not known); `base` the one to build on,
    and `new_bets` tells whether the best bets are others than its own.
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
    bets: BetContents
    new_bets: bool

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing to publish."""
        return bool(self.base) and self.plan.idle and not self.new_bets


def ingest(settings: Settings, choices: Choices | None = None, progress: Progress | None = None) -> IngestReport:
    """Bring the index up to date with the corpus and return what was done.

    Raises TaxonomyError, LockedError or EngineError where the run cannot be done at all; the generation that was
    current then still is. Faults of records and documents are no errors: they stand in the report.
    """
    run = _Run(
        settings,
        choices or Choices(),
        progress or Silent(),
        load_engine(settings.engine),
        load_taxonomy(settings.corpus / TAXONOMY),
        Documents(settings.corpus, TextCache(settings.data / "cache" / "text")),
        Generations(settings.data, settings.keep_generations),
    )
    if run.choices.dry_run:
        return _rehearse(run)
    with run.generations.writing(LOCK_WAIT_S):
        return _ingest(run)


def _rehearse(run: _Run) -> IngestReport:
    started = time.monotonic()
    survey = _survey(run)
    ledger = _left_alone(survey)
    for key in survey.plan.work:
        problems = run.documents.known_problems(survey.found[key])
        ledger[key] = _line(survey.records[key], survey.plan.stamps[key], survey.found[key], problems)
    jobs = run.documents.unread(item for key in survey.plan.work for item in survey.found[key])
    withheld = None if survey.idle else _objection(run, survey, ledger)
    return _report(run, survey, ledger, len(jobs), started=started, current=survey.served, withheld=withheld)


def _ingest(run: _Run) -> IngestReport:
    started = time.monotonic()
    survey = _survey(run)
    if not survey.idle:
        run.generations.make_room()
    read = _extract(run, survey)
    if survey.idle:
        return _report(run, survey, survey.before, read, started=started, current=survey.served)
    with run.generations.building(survey.base) as folder:
        ledger = _build(run, survey, folder)
        withheld = _objection(run, survey, ledger)
        current = survey.served if withheld else _publish(run, folder, ledger)
    return _report(run, survey, ledger, read, started=started, current=current, withheld=withheld)


def _survey(run: _Run) -> _Survey:
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
    stamp = stamp_maker((run.settings.corpus / TAXONOMY).read_bytes(), run.engine.FORMAT)
    stamps = {key: stamp(stored.record, found[key]) for key, stored in records.items()}
    plan = make_plan(contents, stamps, before)
    relations = tuple(relation_problems(contents.records, {*records, *plan.kept, *contents.refused_ids}))
    bets, new_bets = _best_bets(run, base, records.keys() | set(plan.kept))
    return _Survey(served, size, base, note, before, contents, records, found, plan, relations, bets, new_bets)


def _best_bets(run: _Run, base: str | None, records: Collection[str]) -> tuple[BetContents, bool]:
    """Return the best bets, which may point to any of `records`, and whether they are others than those of `base`."""
    before = read_bets(run.generations.folder(base)) if base else ()
    bets = load_bets(run.settings.corpus, records, before)
    return bets, bets.bets != before


def _served(run: _Run) -> tuple[str | None, int]:
    """Return the current generation's name and how many records it holds, 0 where its manifest is lost."""
    try:
        name = run.generations.current()
    except NoGenerationError:
        return None, 0
    try:
        return name, run.generations.manifest(name).records
    except DamagedError:
        return name, 0


def _base(run: _Run, served: str | None) -> tuple[str | None, str | None]:
    """Return the generation to build on, or None and what to tell the editor about it."""
    if run.choices.full or served is None:
        return None, None
    try:
        manifest = run.generations.verify(served)
    except DamagedError as error:
        return None, f"{error}. Everything is indexed anew."
    if manifest.format != run.engine.FORMAT:
        return None, "The form of the index has changed. Everything is indexed anew."
    return served, None


def _extract(run: _Run, survey: _Survey) -> int:
    """Read the documents that are new, on every core; return how many there were."""
    jobs = run.documents.unread(item for key in survey.plan.work for item in survey.found[key])
    run.progress.start("Reading documents", len(jobs))
    limits = Limits(wall_s=run.settings.document_wall_s, memory_bytes=run.settings.document_memory_mb << 20)
    if jobs:
        with Guard(limits=limits) as guard:
            for _ in run.documents.read(guard, jobs.values()):
                run.progress.advance()
    return len(jobs)


def _left_alone(survey: _Survey) -> dict[str, Line]:
    """Return the ledger's lines of the entries that stay as they are."""
    return {key: survey.before[key] for key in survey.plan.unchanged + survey.plan.kept}


def _build(run: _Run, survey: _Survey, folder: Path) -> Ledger:
    """Write the new generation's files; return its ledger."""
    plan = survey.plan
    ledger = _left_alone(survey)
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
    for name in (LEDGER, TAXONOMY, BEST_BETS):
        (folder / name).unlink(missing_ok=True)  # an earlier generation may share it
    write_ledger(folder, ledger)
    write_bets(folder, survey.bets.bets)
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


def _objection(run: _Run, survey: _Survey, ledger: Ledger) -> str | None:
    """Return why this must not be published, or None."""
    problems = len(survey.contents.problems) + len(survey.relations) + len(survey.bets.problems)
    problems += sum(len(line.problems) for line in ledger.values())
    if run.choices.strict and problems:
        counted = "1 problem was" if problems == 1 else f"{problems} problems were"
        return f"{counted} found, and --strict publishes nothing then"
    if run.choices.force or not survey.size:
        return None
    lost, refused = survey.size - len(ledger), survey.contents.refused
    if lost > max(FEW, MOST_LOST * survey.size):
        return f"{lost} of {survey.size} records would go; if that is meant, run again with --force"
    if refused > max(FEW, MOST_REFUSED * (len(survey.records) + refused)):
        return f"{refused} records were refused; mend them, or run again with --force"
    return None


def _publish(run: _Run, folder: Path, ledger: Ledger) -> str:
    """Check what was built, make it the current generation, and return its name."""
    run.progress.start("Checking and publishing", 0)
    name = run.generations.next_name()
    _try_out(run, folder, name, ledger)
    manifest = Manifest(
        generation=name,
        published_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        engine=run.settings.engine,
        format=run.engine.FORMAT,
        digest=logical_digest({key: line.stamp for key, line in ledger.items()}),
        records=len(ledger),
        documents=sum(line.documents for line in ledger.values()),
    )
    return run.generations.publish(folder, manifest).generation


def _try_out(run: _Run, folder: Path, name: str, ledger: Ledger) -> None:
    """Open what was built as a reader would; raise EngineError if an entry is lost or cannot be found."""
    searcher = run.engine.open_searcher(folder, run.taxonomy, name)
    if list(searcher.ids()) != sorted(ledger):
        raise EngineError("the new index does not hold the records it should; nothing was published")
    for key in sorted(ledger)[:: max(1, len(ledger) // CANARIES)]:
        entry = searcher.get(key)
        title = " ".join(entry.record.title.translate(QUOTES).replace('"', " ").split()[:8]) if entry else ""
        answer = searcher.search(Query(f'title:"{title}"'))
        if entry is None or (answer.interpreted_as and not answer.total):
            raise EngineError(f"the new index does not find '{key}' by its title; nothing was published")


def _report(
    run: _Run,
    survey: _Survey,
    ledger: Ledger,
    read: int,
    *,
    started: float,
    current: str | None,
    withheld: str | None = None,
) -> IngestReport:
    plan, contents = survey.plan, survey.contents
    local = sum(item is not None for items in survey.found.values() for item in items)
    unread = tuple(document_problems(ledger, sorted(ledger), survey.records))
    refused = len(unread)
    extracted = max(0, read - run.documents.failed)
    return IngestReport(
        generation=current,
        published=current != survey.served,
        records={
            "added": len(plan.added),
            "changed": len(plan.changed),
            "removed": len(plan.removed),
            "unchanged": len(plan.unchanged),
            "refused": contents.refused,
        },
        documents={"extracted": extracted, "cached": max(0, local - extracted - refused), "refused": refused},
        problems=(*contents.problems, *survey.relations, *survey.bets.problems, *unread),
        took_s=round(time.monotonic() - started, 3),
        withheld=withheld,
        notes=_notes(survey),
        dry_run=run.choices.dry_run,
        total=len(ledger),
    )


def _notes(survey: _Survey) -> tuple[str, ...]:
    passed_over = passed_over_note(survey.contents.passed_over)
    return tuple(filter(None, (survey.note, passed_over, _kept_note(survey.plan), _bets_note(survey))))


def _kept_note(plan: Plan) -> str | None:
    if not plan.kept:
        return None
    return f"The last good version of {', '.join(plan.kept)} stays on the site until the record is mended."


def _bets_note(survey: _Survey) -> str | None:
    if survey.bets.kept:
        return "The best bets of before stay on the site until their file is mended."
    if survey.base and survey.new_bets:
        return f"The best bets have changed ({len(survey.bets.bets)} now)."
    return None
