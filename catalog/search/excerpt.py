"""Cuts a short excerpt out of a text: whole sentences where they fit, around the words that match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.model import TextSpans
from catalog.search.text.sentences import ends_a_sentence, sentence_breaks

MAX_SNIPPET = 240
"""The longest text of a snippet, in characters, without the ellipses at its ends."""
MAX_WORD = 40
"""The number of characters in which a word boundary is looked for."""
DENSITY_WINDOW = MAX_SNIPPET * 2 // 3
"""The number of characters in which marks are counted to find where they are densest."""
MIN_SENTENCES = MAX_SNIPPET // 2
"""An excerpt ends with a sentence if it has this many characters by then; otherwise the next sentence is cut."""
MIN_CUT_LINE = 80
"""A longer line is cut if it begins with a small letter, or does not end as a sentence does."""

_BETWEEN_MARKS = re.compile("[ \xa0\n\t\u2010-\u2013-]")
"""What may be between two words that are marked as one."""

Region = tuple[int, int]
"""The start and exclusive end of a part of a text."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text on one line, with its marks; `at` is where the first mark is in the whole text, or else it."""

    text: str
    marks: TextSpans
    at: int


def cut_excerpt(text: str, marks: TextSpans, region: Region) -> Excerpt:
    """Return the part of a region with the most marks, at most MAX_SNIPPET characters without ellipses.

    It begins and ends with a sentence, a paragraph or the region, else with an ellipsis. Adjacent marks are one.
    """
    low, high = region
    inside = marks if high - low == len(text) else marks_within(marks, region)
    window = _window(text, inside, region) if high - low > MAX_SNIPPET else _Window(low, high)
    head = "\u2026 " if window.cuts_start or (window.start == low and _is_rest(text, region)) else ""
    tail = " \u2026" if window.cuts_end or (window.end == high and _is_cut(text, region)) else ""
    shift = len(head) - window.start
    merged = _merged(text, marks_within(inside, (window.start, window.end)))
    shown = tuple((first + shift, last + shift) for first, last in merged)
    cut = f"{head}{_one_line(text[window.start : window.end])}{tail}"
    return Excerpt(cut, shown, merged[0][0] if merged else window.start)


def marks_within(marks: TextSpans, region: Region) -> TextSpans:
    """Return the marks that are inside a region."""
    low, high = region
    return tuple(mark for mark in marks if low <= mark[0] and mark[1] <= high)


def densest(marks: TextSpans) -> tuple[int, Region]:
    """Return the highest number of marks in DENSITY_WINDOW characters, and from where to where these marks are."""
    most, best, inside = 0, marks[0] if marks else (0, 0), 0
    for number, (start, _) in enumerate(marks):
        inside = max(inside, number)
        while inside < len(marks) and marks[inside][1] <= start + DENSITY_WINDOW:
            inside += 1
        if inside - number > most:
            most, best = inside - number, (start, marks[inside - 1][1])
    return most, best


class _Window(NamedTuple):
    """The part of a text to show, and whether its ends are in the middle of a sentence."""

    start: int
    end: int
    cuts_start: bool = False
    cuts_end: bool = False


def _window(text: str, marks: TextSpans, region: Region) -> _Window:
    """Return what to show of a region that is longer than an excerpt."""
    low, high = region
    first, last = densest(marks)[1] if marks else (low, low)
    earliest = max(low, last - MAX_SNIPPET)
    starts = [low] if earliest == low else []
    starts += [start for _, start in sentence_breaks(text, earliest, first) if start <= first]
    start = starts[-1] if starts else _word_start(text, first - MAX_SNIPPET // 6, region)
    cuts_start = not starts
    if start + MAX_SNIPPET >= high:  # there is room before it
        return _last_window(text, start, region, cuts_start=cuts_start)
    least, most = max(last, start + MIN_SENTENCES), start + MAX_SNIPPET
    ends = [end for end, _ in sentence_breaks(text, least - 1, min(high, most + MAX_WORD)) if least <= end <= most]
    return _Window(start, ends[-1] if ends else _word_end(text, least, most), cuts_start, not ends)


def _last_window(text: str, start: int, region: Region, *, cuts_start: bool) -> _Window:
    """Return the end of a region, from the first sentence that leaves room for the rest of it."""
    low, high = region
    earliest = max(low, high - MAX_SNIPPET)
    earlier = (begin for _, begin in sentence_breaks(text, earliest, start + 1) if begin <= start)
    first = low if earliest == low else next(earlier, -1)
    return _Window(start, high, cuts_start) if first < 0 else _Window(first, high)


def _word_end(text: str, least: int, most: int) -> int:
    """Return the last end of a word between two offsets, or the second one if the word is too long."""
    space = _one_line(text[least : most + 1]).rfind(" ")
    return least + space if space >= 0 else most


def _word_start(text: str, near: int, region: Region) -> int:
    """Return the beginning of a word near an offset: before it, or after it near the end of the region."""
    low, high = region
    if near <= low:
        return low
    if near > high - MAX_SNIPPET:
        near = high - MAX_SNIPPET
        space = _one_line(text[near - 1 : near + MAX_WORD]).find(" ")
        return near + space if space >= 0 else near
    earliest = max(low, near - MAX_WORD)
    space = _one_line(text[earliest:near]).rfind(" ")
    return earliest + space + 1 if space >= 0 or earliest == low else near


def _is_rest(text: str, region: Region) -> bool:
    """Return whether a region begins in a sentence: with a small letter, and a long line."""
    low, high = region
    return text[low : low + 1].islower() and high - low >= MIN_CUT_LINE and "\n" not in text[low : low + MIN_CUT_LINE]


def _is_cut(text: str, region: Region) -> bool:
    """Return whether a region ends in a sentence: with a long line that does not end as a sentence does."""
    low, high = region
    line = text[high - MIN_CUT_LINE : high]
    return high - low >= MIN_CUT_LINE and not ends_a_sentence(line) and "\n" not in line


def _one_line(text: str) -> str:
    """Return a text with a space for each line end and tab."""
    return text.replace("\n", " ").replace("\t", " ")


def _merged(text: str, marks: TextSpans) -> Sequence[Region]:
    """Return the marks with adjacent ones as one."""
    merged: list[Region] = []
    for start, end in marks:
        if merged and _BETWEEN_MARKS.fullmatch(text, merged[-1][1], start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
