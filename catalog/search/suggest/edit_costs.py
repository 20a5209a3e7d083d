"""How unlike a typed word and a word that may have been meant are, as spelling goes wrong in English."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

OTHER, OMITTED, ADDED = 6.0, 3.0, 4.0
"""What it costs that one letter was typed for another, left out, put in. Costs are negative natural logarithms of
chances, up to a constant; chosen on lists of common misspellings, and measured by `python -m tests.bench.spelling`."""
VOWEL, SOUND = 4.0, 4.4
"""A letter typed for another that sounds like it."""
SLIP = 5.0
"""A letter typed for one whose key is beside its own."""
DOUBLED = 2.2
"""One of two equal letters in a row left out, or put in."""
SWAPPED = 3.2
"""Two letters in a row typed in the wrong order."""
FIRST = 1.8
"""More, where the first letter is wrong: people seldom get it wrong."""

VOWELS = "aeiouy"
SOUNDS = ("ck", "cs", "sz", "kq", "gj", "td", "bp", "fv", "mn")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    *(pair for row in ROWS for pair in map("".join, pairwise(row))),
    *("".join(pair) for upper, lower in pairwise(ROWS) for pair in zip(upper, lower, strict=False)),
    *("".join(pair) for upper, lower in pairwise(ROWS) for pair in zip(upper[1:], lower, strict=False)),
}
"""Pairs of keys side by side, or one below the other."""
REPLACED = {
    **{pair: SLIP for each in BESIDE for pair in (each, each[::-1])},
    **{a + b: VOWEL for a in VOWELS for b in VOWELS},
    **{pair: SOUND for each in SOUNDS for pair in (each, each[::-1])},
}
ENDINGS = frozenset({"s", "es", "d", "ed", "ing"})


def cost(typed: str, meant: str) -> float:
    """Return what it costs to take `typed` for `meant`: 0.0 for the same word, more the less alike.

    A weighted optimal string alignment distance (edits and swaps of neighbours, Damerau 1964), worked out on what
    is left without the common beginning and end.
    """
    head = _shared(typed, meant)
    tail = _shared(typed[head:][::-1], meant[head:][::-1])
    first, last = len(typed) - tail, len(meant) - tail
    added = [_one_more(typed, place, ADDED) for place in range(head, first)]
    omitted = [_one_more(meant, place, OMITTED) for place in range(head, last)]
    wrong_first = FIRST if typed[:1] != meant[:1] else 0.0
    return wrong_first + _aligned(typed[head:first], meant[head:last], added, omitted)


def _shared(one: str, other: str) -> int:
    """Return how many letters two words have in common at the beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _one_more(word: str, place: int, otherwise: float) -> float:
    """Return what a letter that only this word has costs: less beside the same letter."""
    return DOUBLED if word[place] in {*word[place - 1 : place], *word[place + 1 : place + 2]} else otherwise


def _aligned(typed: str, meant: str, added: Sequence[float], omitted: Sequence[float]) -> float:
    """Return the cheapest way from one to the other, by rows of the usual table."""
    before: list[float] = []
    above: list[float] = []
    row = [0.0, *accumulate(omitted)]
    for x, letter in enumerate(typed):
        before, above, row = above, row, [row[0] + added[x]]
        for y, wanted in enumerate(meant):
            replaced = above[y] + (0.0 if letter == wanted else REPLACED.get(letter + wanted, OTHER))
            best = min(replaced, above[y + 1] + added[x], row[y] + omitted[y])
            if x and y and letter == meant[y - 1] and typed[x - 1] == wanted:
                best = min(best, before[y - 1] + SWAPPED)
            row.append(best)
    return row[-1]


def inflected(one: str, other: str) -> bool:
    """Tell whether two words differ by a regular ending only: `officer` and `officers` mean the same to a search."""
    short, long = sorted((one, other), key=len)
    ending = long[len(short) :]
    if not long.startswith(short) or ending not in ENDINGS:
        return False
    return {"s": short[-1:] != "s", "d": short[-1:] == "e"}.get(ending, True)
