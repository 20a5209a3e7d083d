"""The `watch` command: publishes when files of the corpus change."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event
from typing import Any

import click

from catalog.errors import ConfigError
from catalog.settings import Settings, missing_corpus
from indexer.cli.number_options import NumberRange
from indexer.cli.terminal import pluralized, print_json, say
from indexer.watch.file_changes import FileChanges, is_network_drive
from indexer.watch.index_runs import IndexRun
from indexer.watch.loop import watch_corpus


@click.command("watch", short_help="Run `index` whenever files change.")
@click.option(
    "--quiet-s",
    default=2.0,
    show_default=True,
    type=NumberRange(0, 3600),
    help="Seconds without a change before it indexes.",
)
@click.option("--poll", is_flag=True, help="Compare files every 2 seconds, as network drives need it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on one line for each run.")
@click.pass_obj
def watch_command(settings: Settings, /, *, quiet_s: float, poll: bool, as_json: bool) -> None:
    """Run `index` whenever files of the corpus change, until it is stopped."""
    if not settings.corpus.is_dir():
        raise ConfigError(missing_corpus(settings.corpus))
    with _stopped_by_signals() as stop:
        polling = poll or is_network_drive(settings.corpus)
        changes = FileChanges(settings.corpus, settings.data, stop, polling=polling)
        how = " (files are compared every 2 s)" if polling else ""
        _notify(f"Watching {settings.corpus}{how}. Ctrl-C stops it.")
        watch_corpus(settings, changes, stop, _print_json_run if as_json else _print_run, _notify, quiet_s=quiet_s)
        _notify("Stopped. What is published stays.")


@contextmanager
def _stopped_by_signals() -> Iterator[Event]:
    """Yield an event that SIGTERM and SIGINT set; afterwards, they do again what they did."""
    stop = Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    earlier = [signal.signal(number, lambda *_: stop.set()) for number in signals]
    try:
        yield stop
    finally:
        for number, handler in zip(signals, earlier, strict=True):
            signal.signal(number, handler)


def _notify(sentence: str) -> None:
    say(f"{_clock()}  {sentence}", err=True)


def _print_run(run: IndexRun) -> None:
    say(f"{_clock()}  {run_words(run)}")


def _print_json_run(run: IndexRun) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    print_json({"at": now, **asdict(run)}, indent=None)


def _clock() -> str:
    return f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"


def run_words(run: IndexRun) -> str:
    """Return what a run did, on one line."""
    if run.report is None:
        return f"Nothing was published: {run.error}. Trying again."
    report = run.report
    return f"{_outcome(report)} ({run.took_s:.1f} s).{_problem_words(report)}{_watched_words(report)}"


def _outcome(report: dict[str, Any]) -> str:
    if report["withheld"]:
        return f"Nothing was published: {report['withheld']}"
    if not report["published"]:
        return "Nothing has changed"
    counts = report["records"]
    changes = ", ".join(f"{counts[name]:,} {name}" for name in ("added", "changed", "removed"))
    return f"Published generation {report['generation']}: {changes}"


def _problem_words(report: dict[str, Any]) -> str:
    """Return how many problems there are, and where the first one is, so that an editor sees a mistake at once."""
    count = len(report["problems"]) + report["problems_omitted"]
    if not count:
        return ""
    first = next((problem for problem in report["problems"] if problem["file"]), None)
    line = f":{first['line']}" if first and first["line"] else ""
    place = f"{' in' if count == 1 else ', the first in'} {first['file']}{line}" if first else ""
    return f" {pluralized(count, 'problem')}{place}: 'clearinghouse check' says what is wrong."


def _watched_words(report: dict[str, Any]) -> str:
    moved = sum(bool(change["hits"]) for change in (report["watched"] or {}).get("changed", ()))
    return f" First results differ in {pluralized(moved, 'watched query', 'watched queries')}." if moved else ""
