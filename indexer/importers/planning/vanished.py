"""What is gone from a source, and whether so much is gone that something must be wrong with it."""

from __future__ import annotations

from collections.abc import Collection

from indexer.importers.planning.import_state import ImportState

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
        f"the source has {count:,} items, and had {state.count:,} last time: something may be wrong with it. "
        f"Nothing was imported; {advice}"
    )


def find_missing(state: ImportState | None, seen: Collection[str], *, is_complete: bool) -> dict[str, int]:
    """Return the ids of items that the source had and that were not `seen`, with the number of complete runs."""
    if state is None:
        return {}
    if not is_complete:
        return {key: runs for key, runs in state.missing.items() if key not in seen}
    return {key: state.missing.get(key, 0) + 1 for key in state.items if key not in seen}
