"""The command that lists records which may be the same, and remembers which are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import click

from catalog.settings import Settings
from catalog.text import shortened
from indexer.check.duplicates.corpus import DuplicateReport, find_duplicates
from indexer.check.duplicates.editions import plan_supersedes
from indexer.check.duplicates.model import Confidence, RecordGroup, RecordPair, Suggestion
from indexer.check.duplicates.not_the_same import plan_not_the_same
from indexer.check.duplicates.wording import MAX_SHOWN_VALUE, evidence_words
from indexer.cli.editing.corpus_changes import make_and_report
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option, no_publish_option, why_option
from indexer.cli.output import ProgressBars, problems_json
from indexer.cli.problems import print_problems
from indexer.cli.terminal import pluralized, print_json, say

HEADINGS = {
    Confidence.CERTAIN: "Certainly the same",
    Confidence.LIKELY: "Probably the same",
    Confidence.POSSIBLE: "Possibly the same",
}


@click.command("duplicates")
@click.argument("records", metavar="[ID]...", nargs=-1)
@click.option("--all", "show_all", is_flag=True, help="Show records that are only possibly the same, too.")
@click.option("--not-the-same", is_flag=True, help="Remember that the records with these IDs are not the same.")
@click.option("--supersedes", is_flag=True, help="Remember that the first of these records supersedes the others.")
@why_option("How they differ.")
@dry_run_option()
@no_publish_option
@json_option
@click.pass_obj
def duplicates_command(
    settings: Settings,
    records: tuple[str, ...],
    *,
    show_all: bool,
    not_the_same: bool,
    supersedes: bool,
    why: str,
    dry_run: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """List records that may be the same, with the reasons.

    With --not-the-same, remember that some are not, and why: clearinghouse duplicates --not-the-same A B --why TEXT.
    With --supersedes, remember editions, and publish: clearinghouse duplicates --supersedes NEWER OLDER.
    """
    if not_the_same and supersedes:
        raise click.UsageError("choose one of --not-the-same and --supersedes")
    if supersedes:
        draft = plan_supersedes(settings, records, why)
        make_and_report(settings, draft, {}, dry_run=dry_run, as_json=as_json, no_publish=no_publish)
    if not_the_same:
        draft = plan_not_the_same(settings, records, why)
        make_and_report(settings, draft, {}, dry_run=dry_run, as_json=as_json, is_for_editors=True)
    if records:
        raise click.UsageError("ids are for --not-the-same and --supersedes: without these, all records are compared")
    _list_duplicates(settings, show_all=show_all, as_json=as_json)


def _list_duplicates(settings: Settings, *, show_all: bool, as_json: bool) -> None:
    with ProgressBars() as progress:
        progress.start("Comparing records", 0)
        report = find_duplicates(settings.corpus, settings.data)
    shown = [group for group in report.groups if show_all or group.confidence is not Confidence.POSSIBLE]
    if as_json:
        print_json(_report_json(report, shown))
    else:
        _print_report(report, shown)
        print_problems(report.problems, settings.corpus)
    end_command(has_problems=bool(report.problems))


def _report_json(report: DuplicateReport, shown: Iterable[RecordGroup]) -> dict[str, Any]:
    groups = [
        {"records": group.ids, "confidence": group.confidence, "pairs": [asdict(pair) for pair in group.pairs]}
        for group in shown
    ]
    counts = {confidence.value: _count(report, confidence) for confidence in Confidence}
    facts = {"records": report.records, "refused": report.refused, "counts": counts, "groups": groups}
    return {**facts, **problems_json("problems", report.problems)}


def _count(report: DuplicateReport, confidence: Confidence) -> int:
    return sum(group.confidence is confidence for group in report.groups)


def _print_report(report: DuplicateReport, shown: list[RecordGroup]) -> None:
    for confidence, heading in HEADINGS.items():
        groups = [group for group in shown if group.confidence is confidence]
        if groups:
            say(f"{heading}:")
            for group in groups:
                for line in _group_lines(group):
                    say(f"  {line}")
                say()
    say(_outcome(report, shown))


def _outcome(report: DuplicateReport, shown: list[RecordGroup]) -> str:
    compared = pluralized(report.records, "record")
    found = f"{pluralized(len(shown), 'group')} of records may be the same" if shown else "Nothing looks the same"
    hidden = len(report.groups) - len(shown)
    further = f" {pluralized(hidden, 'further group')} may possibly be the same: add --all to see." if hidden else ""
    refused = f" {pluralized(report.refused, 'refused record')} could not be compared." if report.refused else ""
    return f"{found} ({compared} compared).{further}{refused}"


def _group_lines(group: RecordGroup) -> Iterator[str]:
    """Yield the lines about a group: each record with its title, then each pair with its evidence and what to do."""
    titles = {key: title for pair in group.pairs for key, title in zip(pair.ids, pair.titles, strict=True)}
    for key in group.ids:
        yield f"{key}: {shortened(titles[key], MAX_SHOWN_VALUE)}"
    for pair in group.pairs:
        names = "" if len(group.pairs) == 1 else f"{pair.first} and {pair.second}: "
        yield f"  {names}{', '.join(map(evidence_words, pair.evidence))}"
        yield f"  {_advice(pair)}"


def _advice(pair: RecordPair) -> str:
    if pair.suggestion is Suggestion.EDITION:
        return f"clearinghouse duplicates --supersedes {pair.first} {pair.second}"
    return f"clearinghouse merge {pair.first} {pair.second}"
