"""What commands say of change sets and of their publication, in sentences and as JSON."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from indexer.cli.output import print_report, report_json
from indexer.cli.terminal import say
from indexer.editing.change_set import ChangeSet
from indexer.editing.publish import PublishedChange


def change_set_json(change_set: ChangeSet) -> dict[str, Any]:
    """Return a change set as commands print it with --json."""
    fields = {key: list(names) for key, names in change_set.fields.items()}
    files = [file.path for file in change_set.files]
    number_and_kind = {"number": change_set.number, "kind": change_set.kind, "title": change_set.title}
    return {
        **number_and_kind,
        "why": change_set.why,
        "who": change_set.who,
        "at": _iso(change_set.at),
        "undoes": change_set.undoes,
        "files": files,
        "records": fields,
    }


def _iso(at: dt.datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def when_and_who(change_set: ChangeSet) -> str:
    """Return when a set was made, and by whom."""
    return f"{change_set.at:%Y-%m-%d %H:%M} UTC  {change_set.who}"


def published_json(change: PublishedChange | None) -> dict[str, Any]:
    """Return a change, and the run that published it, as commands print them with --json; None if it was not made."""
    return {
        "change": change_set_json(change.change_set) if change else None,
        "notes": list(change.notes) if change else [],
        "index": report_json(change.report) if change and change.report else None,
    }


def print_published(change: PublishedChange | None, corpus: Path, *, lists_changes: bool = True) -> None:
    """Print what the run did that published a change, and the notes for editors; nothing if it was not made."""
    if change and change.report:
        print_report(change.report, corpus, lists_changes=lists_changes)
    for note in change.notes if change else ():
        say(note)


def has_change_problems(change: PublishedChange | None) -> bool:
    """Return whether there are notes on a change, or the run that published it has problems to report."""
    report = change.report if change else None
    return bool(change and (change.notes or (report and (report.problems or report.withheld))))
