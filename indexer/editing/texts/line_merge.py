"""Applies the difference between two versions of a text to a third one, line by line."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

MAX_COMPARED_PAIRS = 1_000_000
"""Pairs of lines that are compared for one difference: a thousand lines with a thousand."""


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines from `start` up to `end` of the base that become other lines."""

    start: int
    end: int
    lines: tuple[bytes, ...]


def merged(base: bytes, ours: bytes, theirs: bytes, *, prefers_theirs: bool = False) -> bytes | None:
    """Return `ours` with what differs between `base` and `theirs`, or None if both changed the same lines.

    Lines next to each other count as the same. A change that both have is made once. If `theirs` is preferred, what
    `ours` changed in the same lines is lost.
    """
    lines = base.splitlines(keepends=True)
    own, others = (list(_hunks(lines, version.splitlines(keepends=True))) for version in (ours, theirs))
    if prefers_theirs:
        own = [hunk for hunk in own if not any(hunk.start <= other.end and other.start <= hunk.end for other in others)]
    hunks = sorted({*own, *others}, key=lambda hunk: (hunk.start, hunk.end))
    if any(hunk.end >= following.start for hunk, following in pairwise(hunks)):
        return None
    for hunk in reversed(hunks):
        lines[hunk.start : hunk.end] = hunk.lines
    return b"".join(lines)


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
    start = new_start = 0
    for end, new_end in (*_anchors(middle, changed), (len(middle), len(changed))):
        yield from _compared(middle[start:end], changed[new_start:new_end], head + start)
        start, new_start = end + 1, new_end + 1


def _anchors(base: Sequence[bytes], version: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield where lines are that both have once, and in the same order: what is between them is compared by itself.

    Comparing thousands of lines at once, as many as an import changes, would take minutes.
    """
    in_base, in_version = _single_lines(base), _single_lines(version)
    pairs = [(number, in_version[line]) for line, number in in_base.items() if line in in_version]
    ends: list[int] = []  # the last position in `version` of the best chain of each length
    last: list[int] = []  # the pair at the end of that chain
    before: list[int | None] = []  # the pair before each pair in its chain
    for index, (_, position) in enumerate(pairs):
        length = bisect_left(ends, position)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [position]
        last[length : length + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    yield from reversed(chain)


def _single_lines(lines: Sequence[bytes]) -> dict[bytes, int]:
    """Return the positions of the lines that are there once, in their order."""
    counts = Counter(lines)
    return {line: number for number, line in enumerate(lines) if counts[line] == 1}


def _compared(base: Sequence[bytes], version: Sequence[bytes], start: int) -> Iterator[_Hunk]:
    """Yield what differs between two lists of lines; many lines, and none in common once, differ as a whole."""
    if len(base) * len(version) > MAX_COMPARED_PAIRS:
        yield _Hunk(start, start + len(base), tuple(version))
        return
    for tag, old, old_end, new, new_end in SequenceMatcher(None, base, version, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Hunk(start + old, start + old_end, tuple(version[new:new_end]))
