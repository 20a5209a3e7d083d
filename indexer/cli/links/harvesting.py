"""The `harvest` command: fetches linked documents into the cache."""

from __future__ import annotations

from collections.abc import Iterator

import click

from catalog.settings import Settings
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option, older_than_option
from indexer.cli.output import ProgressBars, problems_json
from indexer.cli.problems import print_problems
from indexer.cli.terminal import pluralized, print_json, say, say_first
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
@older_than_option(DEFAULT_AGE_DAYS, "Ask only for documents that were last asked for so many days ago.")
@dry_run_option("Show what would be fetched, and ask nobody.")
@json_option
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
    end_command(has_problems=bool(report.problems))


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
        say_first([f"To fetch: {url}" for url in report.urls], MAX_PRINTED_URLS)
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
