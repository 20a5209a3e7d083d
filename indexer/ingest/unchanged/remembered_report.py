"""Remembers the report of a run that had nothing to do, for the next one that would find the very same."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from catalog.store.cache.checked_file import read_checked, write_checked
from catalog.store.field_note import FieldNote
from indexer.ingest.model import Changes, IngestReport


class RememberedReport:
    """The report of the last run that had nothing to do, in the data folder."""

    def __init__(self, data: Path) -> None:
        """Take the data folder."""
        self._path = data / "cache" / "unchanged"

    def find(self, inputs: str) -> IngestReport | None:
        """Return the report of a run with inputs of this digest, without its time; None if there was none."""
        content = read_checked(self._path, inputs) if inputs else None
        if content is None:
            return None
        report = json.loads(content)
        return IngestReport(
            **{name: report[name] for name in ("generation", "records", "documents", "total")},
            published=False,
            problems=(),
            took_s=0.0,
            notes=tuple(report["notes"]),
            understood=tuple(FieldNote(**note) for note in report["understood"]),
            stale={kind: tuple(names) for kind, names in report["stale"].items()},
            unnamed_files=tuple(report["unnamed_files"]),
        )

    def keep(self, inputs: str, report: IngestReport) -> None:
        """Keep the report of a run, if it had nothing to do and no problem, and can be repeated.

        What could not be read is tried again in each run.
        """
        has_worked = report.published or report.withheld or report.read or report.changes != Changes()
        if inputs and report.is_repeatable and not (has_worked or report.problems):
            write_checked(self._path, inputs, json.dumps(asdict(report)).encode())
