"""The outcome of the last run, kept next to the generations for `status`."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.ingest.model import IngestReport

LAST_RUN = "last_run.json"


def write_last_run(data: Path, report: IngestReport) -> None:
    """Write the outcome of a run. If that fails, it is missing: nothing else depends on it."""
    outcome = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "published": report.published,
        "withheld": report.withheld,
        "problems": len(report.problems),
        "stale": {kind: list(names) for kind, names in report.stale.items()},
    }
    unfinished = data / f"{LAST_RUN}.new"
    with suppress(OSError):
        unfinished.write_text(json.dumps(outcome, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(data / LAST_RUN)


def read_last_run(data: Path) -> dict[str, Any] | None:
    """Return the outcome of the last run as `write_last_run` wrote it, or None."""
    with suppress(OSError, ValueError):
        outcome = json.loads((data / LAST_RUN).read_bytes())
        return outcome if isinstance(outcome, dict) else None
    return None
