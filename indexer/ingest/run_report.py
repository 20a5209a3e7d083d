"""What a run comes to: whether it may be published, and the report of what it did."""

from __future__ import annotations

import time
from collections.abc import Iterator

from catalog.editorial.model import KINDS
from indexer.ingest.plan import Ledger, Plan, document_problems
from indexer.ingest.report import IngestReport, ignored_files_note
from indexer.ingest.scan import Run, Survey

FEW = 20
"""Losses up to this many records never stop a publication: a percentage of a handful says nothing."""
MOST_LOST, MOST_REFUSED = 0.10, 0.05


def objection(run: Run, survey: Survey, ledger: Ledger) -> str | None:
    """Return why this must not be published, or None."""
    problems = len(survey.contents.problems) + len(survey.relations) + len(survey.beside.problems)
    problems += sum(len(line.problems) for line in ledger.values())
    if run.options.strict and problems:
        counted = "1 problem was" if problems == 1 else f"{problems} problems were"
        return f"{counted} found, and --strict publishes nothing then"
    if run.options.force or not survey.size:
        return None
    lost, refused = survey.size - len(ledger), survey.contents.refused
    if lost > max(FEW, MOST_LOST * survey.size):
        return f"{lost} of {survey.size} records would go; if that is meant, run again with --force"
    if refused > max(FEW, MOST_REFUSED * (len(survey.records) + refused)):
        return f"{refused} records were refused; mend them, or run again with --force"
    return None


def account(
    run: Run,
    survey: Survey,
    ledger: Ledger,
    read: int,
    *,
    started: float,
    current: str | None,
    withheld: str | None = None,
) -> IngestReport:
    """Return the report of a run: `read` documents were read, or would be; the index holds what `ledger` says."""
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
        problems=(*contents.problems, *survey.relations, *survey.beside.problems, *unread),
        took_s=round(time.monotonic() - started, 3),
        withheld=withheld,
        notes=_notes(survey),
        dry_run=run.options.dry_run,
        total=len(ledger),
    )


def _notes(survey: Survey) -> tuple[str, ...]:
    passed_over = ignored_files_note(survey.contents.passed_over)
    return tuple(filter(None, (survey.note, passed_over, _kept_note(survey.plan), *_beside_notes(survey))))


def _kept_note(plan: Plan) -> str | None:
    if not plan.kept:
        return None
    return f"The last good version of {', '.join(plan.kept)} stays on the site until the record is mended."


def _beside_notes(survey: Survey) -> Iterator[str]:
    """Yield what became of the things that editors write beside the records."""
    for name in survey.beside.kept:
        yield f"Previously published {KINDS[name]} stay on the site until their files are corrected."
    for name in survey.renewed if survey.base else ():
        yield f"The {KINDS[name]} have changed ({len(getattr(survey.beside.editorial, name))} now)."
