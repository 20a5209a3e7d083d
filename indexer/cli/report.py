"""The `report` command: what people could not find, and what to do about it."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict
from io import StringIO
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from catalog.live import LiveSearcher
from catalog.query_log.model import Channel, Counts
from catalog.query_log.reader import read_searches
from catalog.query_log.writer import MIN_DAYS
from catalog.settings import Settings
from catalog.vocabularies import LANGUAGES
from indexer.cli.number_options import WholeNumberRange
from indexer.cli.options import json_option
from indexer.cli.terminal import pluralized, print_json, printable, say
from indexer.report.search_report import ReportedText, SearchReport, report_searches

HEADINGS = {
    "nothing": "Found nothing",
    "partial": "Only partial matches",
    "corrected": "Corrected",
    "top": "Most searched",
}
COLUMNS = ("Search", "Days", "Times", "Next step")
DEFAULT_DAYS, DEFAULT_TEXTS, MAX_TEXTS = 90, 20, 2_000


@click.command("report", short_help="Show what people searched for in vain.")
@click.option(
    "--days",
    default=DEFAULT_DAYS,
    show_default=True,
    type=WholeNumberRange(1, 3650),
    help="Days to report on, up to today.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Only searches on pages in this language.")
@click.option(
    "--limit",
    default=DEFAULT_TEXTS,
    show_default=True,
    type=WholeNumberRange(1, MAX_TEXTS),
    help="Texts in each section.",
)
@json_option
@click.pass_obj
def report_command(settings: Settings, *, days: int, language: str | None, limit: int, as_json: bool) -> None:
    """Show what people searched for and did not find, and what to do about it."""
    today = dt.datetime.now(dt.UTC).date()
    since = today - dt.timedelta(days - 1)
    logged = read_searches(settings.data, since, language)
    report = None
    if logged:
        generation = LiveSearcher(settings).current_generation()
        report = report_searches(logged, generation, since, today, limit)
    if as_json:
        facts = {"counting": settings.query_log, "days": days, "since": since.isoformat(), "language": language}
        print_json({**facts, "report": _report_json(report) if report else None})
        return
    if not settings.query_log:
        say("Searches are not counted, because the setting query_log is false.")
    if report:
        _print_report(report, days)
    elif settings.query_log:
        say("No search has been counted yet. The site counts searches while it serves, and writes them once a minute.")


def _report_json(report: SearchReport) -> dict[str, Any]:
    return {
        "generation": report.generation,
        "totals": {channel: asdict(report.totals.get(channel, Counts())) for channel in Channel},
        "min_days": MIN_DAYS,
        "hidden_texts": report.hidden_texts,
        "hidden_searches": report.hidden_searches,
        "sections": {name: [_text_json(text) for text in texts] for name, texts in report.sections.items()},
    }


def _text_json(text: ReportedText) -> dict[str, Any]:
    searched = text.searched
    return {
        "text": searched.text,
        "language": searched.language,
        "days": searched.days,
        **asdict(searched.counts),
        "corrected_to": searched.corrected_to or None,
        "next_step": asdict(text.next_step),
    }


def _print_report(report: SearchReport, days: int) -> None:
    people, programs = report.people, report.totals.get(Channel.API, Counts())
    widget = report.totals.get(Channel.WIDGET, Counts()).searches
    say(f"Searches of the last {pluralized(days, 'day')}: {people.searches:,}, {widget:,} of them on other sites.")
    outcomes = f"{people.nothing:,} found nothing, {people.partial:,} only partial matches"
    say(f"{outcomes}; {people.corrected:,} {'was' if people.corrected == 1 else 'were'} corrected.")
    if programs.searches:
        say(f"Programs searched {pluralized(programs.searches, 'time')}; what they searched for is not kept.")
    for name, heading in HEADINGS.items():
        if texts := report.sections[name]:
            say()
            _print_section(heading, texts)
    say()
    if not any(report.sections.values()) and people.searches:
        say(
            f"There is nothing to read yet: a search is listed once it came on {MIN_DAYS} different days, "
            "so that nobody's single search can be read. Come back in a week."
        )
    hidden = pluralized(report.hidden_texts, "different text")
    why = f"A text is shown once it came on {MIN_DAYS} different days, and what looks like personal data is never kept."
    say(f"Not shown: {_searches(report.hidden_searches)}, and {hidden} that came on fewer days. {why}")


def _print_section(heading: str, texts: Iterable[ReportedText]) -> None:
    if not sys.stdout.isatty():
        say(heading)
        for text in texts:
            say(f"  {_shown_text(text)}: {_count(text)} {_days(text)}")
            say(f"      {text.next_step.sentence}")
        return
    table = Table(
        *(Column(name, overflow="fold") for name in COLUMNS), title=heading, title_justify="left", box=box.SIMPLE
    )
    for text in texts:
        cells = _shown_text(text), f"{text.searched.days:,}", f"{text.count:,}", text.next_step.sentence
        table.add_row(*(Text(printable(cell)) for cell in cells))
    with StringIO() as drawn:
        width = shutil.get_terminal_size().columns
        Console(file=drawn, width=width, no_color=True, force_terminal=False).print(table)
        for line in drawn.getvalue().splitlines():
            say(line.rstrip())


def _shown_text(text: ReportedText) -> str:
    searched = text.searched
    return f"{searched.text} (es)" if searched.language != LANGUAGES[0] else searched.text


def _days(text: ReportedText) -> str:
    return f"on {pluralized(text.searched.days, 'day')}"


def _count(text: ReportedText) -> str:
    """Return how many of the searches for a text the section is about."""
    searches = text.searched.counts.searches
    return _searches(searches) if text.count == searches else f"{text.count:,} of {_searches(searches)}"


def _searches(count: int) -> str:
    return pluralized(count, "search", "searches")
