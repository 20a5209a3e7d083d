"""Applies the difference between two versions of a text to a third one, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines from `start` up to `end` of the base that become other lines."""

    start: int
    end: int
    lines: tuple[bytes, ...]


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return `ours` with what differs between `base` and `theirs`, or None if both changed the same lines.

    Lines next to each other count as the same. A change that both have is made once.
    """
    lines = base.splitlines(keepends=True)
    own, others = (list(_hunks(lines, version.splitlines(keepends=True))) for version in (ours, theirs))
    others = [hunk for hunk in others if hunk not in own]
    if any(_touch(hunk, other) for hunk in own for other in others):
        return None
    for hunk in sorted((*own, *others), key=lambda hunk: hunk.start, reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return b"".join(lines)


def _touch(hunk: _Hunk, other: _Hunk) -> bool:
    return hunk.start <= other.end and other.start <= hunk.end


def _hunks(base: Sequence[bytes], version: Sequence[bytes]) -> Iterator[_Hunk]:
    """Yield what differs, in ascending order. The same lines at both ends are left out first: few lines differ."""
    head = 0
    shorter = min(len(base), len(version))
    while head < shorter and base[head] == version[head]:
        head += 1
    tail = 0
    while tail < shorter - head and base[-1 - tail] == version[-1 - tail]:
        tail += 1
    middle, changed = base[head : len(base) - tail], version[head : len(version) - tail]
    for tag, start, end, new_start, new_end in SequenceMatcher(None, middle, changed, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Hunk(head + start, head + end, tuple(changed[new_start:new_end]))
