"""Decides which change sets the history forgets when their contents take too much space. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.editing.change_set import ChangeSet

MIN_KEPT_SETS = 20
"""The newest sets, which are kept however large they are."""


def hashes_of(change_set: ChangeSet) -> frozenset[str]:
    """Return the hashes of the contents that a set needs to be taken back or shown."""
    return frozenset(sha256 for file in change_set.files for sha256 in (file.before, file.after) if sha256)


def sets_to_forget(sets: Sequence[ChangeSet], sizes: Mapping[str, int], limit: int) -> tuple[ChangeSet, ...]:
    """Return the oldest sets whose contents do not fit into a number of bytes, without those that are forgotten.

    `sets` are all sets, the newest first; `sizes` has the bytes of each stored content by its hash. A content counts
    for the newest set that has it.
    """
    if sum(sizes.values()) <= limit:
        return ()
    seen: set[str] = set()
    total = 0
    forgotten = []
    for number, change_set in enumerate(sets):
        new = hashes_of(change_set) - seen
        seen |= new
        total += sum(sizes.get(sha256, 0) for sha256 in new)
        if number >= MIN_KEPT_SETS and total > limit and not change_set.is_forgotten:
            forgotten.append(change_set)
    return tuple(forgotten)
