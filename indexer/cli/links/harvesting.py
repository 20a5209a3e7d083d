"""The `harvest` command: fetches linked documents into the cache."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from catalog.settings import Settings
from indexer.cli.number_options import NumberRange
from indexer.cli.output import ProgressBars, problems_json
from indexer.cli.problems import print_problems
from indexer.cli.terminal import EXIT_PROBLEMS, MAX_AGE_DAYS, pluralized, print_json, say
from indexer.harvest.harvest import DEFAULT_AGE_DAYS, DocumentFate, HarvestOptions, HarvestReport, harvest_documents

MAX_PRINTED_URLS = 20

FATE_WORDS = {
    DocumentFate.NEW: "new",
    DocumentFate.CHANGED: "changed",
    DocumentFate.UNCHANGED: "unchanged",
    DocumentFate.FRESH: "asked for a short time ago",
    DocumentFate.SKIPPED: "without text (sound or video)",
    DocumentFate.FAILED: "failed",
    DocumentFate.POSTPONED: "postponed",
}


@click.command("harvest", short_help="Fetch the documents that records link to.")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--older-than",
    default=DEFAULT_AGE_DAYS,
    show_default=True,
    metavar="DAYS",
    type=NumberRange(0, MAX_AGE_DAYS),
    help="Ask only for documents that were last asked for so many days ago.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be fetched, and ask nobody.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def harvest_command(
    settings: Settings, ids: tuple[str, ...], *, older_than: float, dry_run: bool, as_json: bool
) -> None:
    """Fetch the documents that records link to, of all records or those named.

    Then `index` reads them. What was fetched a short time ago is left alone, so a run that was interrupted goes on.
    """
    with ProgressBars() as progress:
        report = harvest_documents(settings, HarvestOptions(ids, older_than, dry_run), progress)
    if as_json:
        print_json(_report_json(report))
    else:
        _print_report(report, settings)
    sys.exit(EXIT_PROBLEMS if report.problems else 0)


def _report_json(report: HarvestReport) -> dict[str, object]:
    return {
        "dry_run": report.dry_run,
        "documents": dict(report.documents),
        **problems_json("problems", report.problems),
        "urls": list(report.urls),
        "fetched_bytes": report.fetched_bytes,
        "notes": list(report.notes),
        "took_s": report.took_s,
    }


def _print_report(report: HarvestReport, settings: Settings) -> None:
    if report.dry_run:
        for url in report.urls[:MAX_PRINTED_URLS]:
            say(f"  To fetch: {url}")
        if further := report.urls[MAX_PRINTED_URLS:]:
            say(f"  ... and {len(further):,} more; add --json to list them.")
    print_problems(report.problems, settings.corpus)
    for note in report.notes:
        say(note)
    say(f"Documents: {', '.join(_counts(report)) or 'none with a URL'}.")
    say(_outcome(report))


def _counts(report: HarvestReport) -> Iterator[str]:
    if report.dry_run and report.urls:
        yield f"{len(report.urls):,} to fetch"
    yield from (f"{report.documents[fate]:,} {words}" for fate, words in FATE_WORDS.items() if report.documents[fate])


def _outcome(report: HarvestReport) -> str:
    if report.dry_run:
        return "This was a dry run: nobody was asked, and nothing was changed."
    fetched = f"Fetched {report.fetched_bytes / 1e6:,.1f} MB in {report.took_s:.1f} s."
    changed = report.documents[DocumentFate.NEW] + report.documents[DocumentFate.CHANGED]
    if not changed:
        return f"{fetched} Nothing has changed."
    return f"{fetched} Run 'clearinghouse index' to read {pluralized(changed, 'document')}."
