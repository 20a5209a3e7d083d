"""What is gone from a source, and whether so much is gone that something must be wrong with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from typing import Any

from catalog.text import pluralized
from indexer.importers.planning.import_state import ImportState
from indexer.importers.rows import SourceRow

MAX_SHRINKAGE = 0.10
"""The share of its items that a source may lose at once."""


def shrinkage(state: ImportState | None, count: int, *, is_window: bool) -> str:
    """Return why a source with a number of items must not be imported, or an empty text.

    A source that lists only its newest items, or was read in part, may be shorter than before.
    """
    advice = "if this is intended, run again with --force"
    if state is None or is_window or count >= (1 - MAX_SHRINKAGE) * state.count:
        return ""
    return (
        f"the source has {pluralized(count, 'item')}, and had {state.count:,} last time: something may be wrong with "
        f"it. Nothing was imported; {advice}"
    )


class SourceContent:
    """The hash of what a source has, to tell whether it has changed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._hash = hashlib.sha256()

    def add(self, row: SourceRow) -> None:
        """Add a row."""
        self._hash.update(json.dumps(row.values, ensure_ascii=False, sort_keys=True, default=str).encode())

    @property
    def hash(self) -> str:
        """The hash of all rows so far."""
        return self._hash.hexdigest()


def is_counted(state: ImportState | None, content: str, today: dt.date) -> bool:
    """Return whether a complete run says something new about what is missing.

    It does not if it reads what the last run that counted has read, on the same day (UTC).
    """
    return state is None or content != state.content or today.isoformat() != state.counted_on


def find_missing(
    state: ImportState | None, seen: Collection[str], *, is_complete: bool, counts: bool = True
) -> dict[str, int]:
    """Return the ids of items that the source had and that were not `seen`, with the number of complete runs.

    `counts` tells whether this run is one more (see `is_counted`).
    """
    if state is None:
        return {}
    if not is_complete:
        return {key: runs for key, runs in state.missing.items() if key not in seen}
    return {key: state.missing.get(key, 0) + counts for key in state.items if key not in seen}


def withdrawal(why: str, today: dt.date) -> dict[str, Any]:
    """Return the fields of a record that is withdrawn because its source does not have it any more."""
    reason = why or "Its source no longer lists this resource."
    return {"status": "withdrawn", "withdrawn": {"on": today.isoformat(), "reason": reason}}
