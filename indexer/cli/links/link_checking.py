"""The `check-links` command: whether the links of records still lead somewhere, and where they moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import click

from catalog.generations.generation import TAXONOMY
from catalog.settings import Settings
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from indexer.check.links.link_check import DEFAULT_LINK_AGE_DAYS, LinkCheckOptions, check_links
from indexer.check.links.moves import link_moves, move_draft
from indexer.check.links.report import HostFindings, LinkFinding, LinkReport, LinkStatus
from indexer.cli.editing.change_sets import has_change_problems, print_published, published_json
from indexer.cli.exit_codes import end_command
from indexer.cli.links.link_moves import moves_json, print_moves
from indexer.cli.number_options import WholeNumberRange
from indexer.cli.options import dry_run_option, json_option, older_than_option
from indexer.cli.output import ProgressBars, problems_json
from indexer.cli.problems import print_problems
from indexer.cli.terminal import pluralized, print_json, say, say_first
from indexer.editing.publish import make_change
from indexer.harvest.link_states import DAYS_UNTIL_DEAD, STRIKES_UNTIL_DEAD, known_links

MAX_LINES_OF_STATUS = 15
"""The lines that the links of one status may take."""

STATUS_WORDS = {
    LinkStatus.DEAD: "dead",
    LinkStatus.SUSPECT: "suspect",
    LinkStatus.FAILING: "failing, and not yet called dead",
    LinkStatus.CANNOT_TELL: "of which programs cannot tell",
    LinkStatus.REACHED: "reached",
    LinkStatus.UNCHECKED: "not checked yet",
    LinkStatus.IGNORED: "ignored",
}
HEADINGS = {
    LinkStatus.DEAD: f"Dead (they failed on {STRIKES_UNTIL_DEAD} days or more, over {DAYS_UNTIL_DEAD} days or more):",
    LinkStatus.SUSPECT: "Suspect (something answers, and it may be something else):",
    LinkStatus.FAILING: "Failing (nothing to do yet: they may be back):",
    LinkStatus.CANNOT_TELL: "Programs cannot tell (nothing to do, unless a visitor complains):",
}


@click.command("check-links")
@click.option("--limit", type=WholeNumberRange(1), metavar="N", help="Check at most N links.")
@click.option("--host", default="", help="Only the links of this host.")
@older_than_option(DEFAULT_LINK_AGE_DAYS, "Check only links that were last checked so many days ago.")
@click.option("--moves", is_flag=True, help="Show new addresses that are known, and ask nobody.")
@click.option("--apply", "apply_moves", is_flag=True, help="With --moves: write them into the records, and publish.")
@dry_run_option("Show which links would be checked, and ask nobody.")
@json_option
@click.pass_obj
def check_links_command(
    settings: Settings,
    limit: int | None,
    host: str,
    older_than: float,
    *,
    moves: bool,
    apply_moves: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Check whether the links of records lead somewhere.

    A link counts as dead after failures on several days. Run this every week: `index` then shows visitors when a link
    was last reached, and leaves dead ones out of the filter "On another site".
    """
    if apply_moves and not moves:
        raise click.UsageError("--apply needs --moves")
    if moves:
        _moves(settings, apply_moves=apply_moves and not dry_run, as_json=as_json)
    with ProgressBars() as progress:
        report = check_links(settings, LinkCheckOptions(limit, host, older_than, dry_run), progress)
    if as_json:
        print_json(_report_json(report))
    else:
        _print_report(report, settings)
    end_command(has_problems=report.needs_attention)


def _moves(settings: Settings, *, apply_moves: bool, as_json: bool) -> NoReturn:
    """Show the new addresses that are known, or write them into the records; end the command."""
    contents = RecordStore(settings.corpus, load_taxonomy(settings.corpus / TAXONOMY)).load()
    found = list(link_moves(contents.records, known_links(settings.data)))
    change = None
    if apply_moves and found:
        with ProgressBars() as progress:
            change = make_change(settings, move_draft(settings.corpus, contents, found), progress)
    if as_json:
        print_json({"moves": moves_json(found), **published_json(change)})
    else:
        print_moves(found, is_applied=change is not None)
        print_published(change, settings.corpus)
    end_command(has_problems=has_change_problems(change))


def _report_json(report: LinkReport) -> dict[str, Any]:
    return {
        "dry_run": report.dry_run,
        "links": dict(report.counts),
        "hosts": [_host_json(group) for group in report.by_host()],
        **problems_json("problems", report.problems),
        "asked": list(report.asked),
        "notes": list(report.notes),
        "took_s": report.took_s,
    }


def _host_json(group: HostFindings) -> dict[str, Any]:
    return {
        "host": group.host,
        "status": group.status,
        "is_whole_host": group.is_whole_host,
        "links": [_finding_json(finding) for finding in group.findings],
    }


def _finding_json(finding: LinkFinding) -> dict[str, Any]:
    state = finding.state
    return {
        "url": finding.url,
        "reason": state.reason,
        "status_code": state.status or None,
        "final_url": state.final_url or None,
        "checked_at": state.checked_at,
        "reached_on": state.reached_on or None,
        "failed_on": list(map(str, state.strikes)),
        "moved_url": finding.moved_url,
        "archived_url": finding.archived_url,
        "records": [
            {"record": use.stored.id, "file": use.stored.file, "line": use.line, "field": use.field_name}
            for use in finding.uses
        ],
    }


def _print_report(report: LinkReport, settings: Settings) -> None:
    if report.dry_run:
        say_first([f"To check: {url}" for url in report.asked], MAX_LINES_OF_STATUS)
    groups: dict[LinkStatus, list[HostFindings]] = {}
    for group in report.by_host():
        groups.setdefault(group.status, []).append(group)
    for status, of_status in groups.items():
        say(HEADINGS[status])
        say_first([line for group in of_status for line in _lines(group)], MAX_LINES_OF_STATUS)
    print_problems(report.problems, settings.corpus)
    for note in report.notes:
        say(note)
    counts = ", ".join(f"{count:,} {STATUS_WORDS[status]}" for status, count in report.counts.items() if count)
    say(f"Links: {counts or 'none'}.")
    say(_outcome(report))


def _lines(group: HostFindings) -> Iterator[str]:
    """Yield the lines about the links of a host: one if they all have the same fault, or if nobody can tell."""
    first = group.findings[0]
    count = len(group.findings)
    if count > 1 and (group.is_whole_host or group.status == LinkStatus.CANNOT_TELL):
        yield f"{group.host}: {'all ' if group.is_whole_host else ''}{count:,} links. {first.state.reason}"
        return
    for finding in group.findings:
        use = finding.uses[0]
        others = f" and {len(finding.uses) - 1:,} more" if len(finding.uses) > 1 else ""
        yield f"{use.stored.file}:{use.line}{others}: {finding.url}: {finding.state.reason}{_advice(finding)}"


def _advice(finding: LinkFinding) -> str:
    if finding.status != LinkStatus.DEAD:
        return ""
    if finding.moved_url:
        return f" It may be at {finding.moved_url} now."
    return f" There may be a copy at {finding.archived_url}" if finding.archived_url else ""


def _outcome(report: LinkReport) -> str:
    if report.dry_run:
        return f"This was a dry run: {pluralized(len(report.asked), 'link')} would be checked. Nobody was asked."
    checked = f"Checked {pluralized(len(report.asked), 'link')} in {report.took_s:.1f} s."
    return f"{checked} 'clearinghouse index' shows visitors what changed." if report.asked else checked
