"""What commands say of change sets and of their publication, in sentences and as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any

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


def has_report_problems(change: PublishedChange) -> bool:
    """Return whether the run that published a change has problems to report."""
    return bool(change.report and (change.report.problems or change.report.withheld))
