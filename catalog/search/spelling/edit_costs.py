"""The cost of typing one word for another, by the ways in which English is misspelled.

Costs are negative natural logarithms of probabilities, up to a constant; chosen on lists of common misspellings, and
measured by `python -m tests.bench.spelling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

SUBSTITUTION, OMISSION, INSERTION = 6.0, 3.0, 4.0
"""The costs of typing another letter, of leaving one out, and of typing one too many."""
VOWEL_SUBSTITUTION, SOUND_SUBSTITUTION = 4.0, 4.4
"""The costs of typing another vowel, and another letter that sounds alike."""
ADJACENT_KEY = 5.0
"""The cost of typing the letter of an adjacent key."""
DOUBLED_LETTER = 2.2
"""The cost of omitting or inserting one of two equal adjacent letters."""
TRANSPOSITION = 3.2
"""The cost of typing two adjacent letters in the wrong order."""
FIRST_LETTER = 1.8
"""The additional cost of a wrong first letter, which is rarely mistyped."""

VOWELS = "aeiouy"
SIMILAR_SOUNDS = ("ck", "cs", "sz", "kq", "gj", "td", "bp", "fv", "mn")
KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ADJACENT_KEYS = {
    *(pair for row in KEY_ROWS for pair in map("".join, pairwise(row))),
    *("".join(pair) for upper, lower in pairwise(KEY_ROWS) for pair in zip(upper, lower, strict=False)),
    *("".join(pair) for upper, lower in pairwise(KEY_ROWS) for pair in zip(upper[1:], lower, strict=False)),
}
"""Pairs of keys that are side by side, or one below the other."""
SUBSTITUTION_COSTS = {
    **{pair: ADJACENT_KEY for keys in ADJACENT_KEYS for pair in (keys, keys[::-1])},
    **{a + b: VOWEL_SUBSTITUTION for a in VOWELS for b in VOWELS},
    **{pair: SOUND_SUBSTITUTION for letters in SIMILAR_SOUNDS for pair in (letters, letters[::-1])},
}
"""The cost of typing the first letter of a pair for the second, where it is less than SUBSTITUTION."""
ENDINGS = frozenset({"s", "es", "d", "ed", "ing"})


def edit_cost(typed: str, meant: str) -> float:
    """Return the cost of typing `typed` for `meant`: 0.0 for the same word, higher the more they differ.

    A weighted optimal string alignment distance (edits and transpositions, Damerau 1964), computed without the common
    prefix and suffix.
    """
    head = _common_prefix(typed, meant)
    tail = _common_prefix(typed[head:][::-1], meant[head:][::-1])
    typed_end, meant_end = len(typed) - tail, len(meant) - tail
    insertions = [_single_letter_cost(typed, position, INSERTION) for position in range(head, typed_end)]
    omissions = [_single_letter_cost(meant, position, OMISSION) for position in range(head, meant_end)]
    first_letter = FIRST_LETTER if typed[:1] != meant[:1] else 0.0
    return first_letter + _alignment_cost(typed[head:typed_end], meant[head:meant_end], insertions, omissions)


def _common_prefix(one: str, other: str) -> int:
    """Return the length of the common prefix of two words."""
    letters = enumerate(zip(one, other, strict=False))
    return next((position for position, (a, b) in letters if a != b), min(len(one), len(other)))


def _single_letter_cost(word: str, position: int, cost: float) -> float:
    """Return the cost of a letter that only this word has: less next to the same letter."""
    neighbors = {*word[position - 1 : position], *word[position + 1 : position + 2]}
    return DOUBLED_LETTER if word[position] in neighbors else cost


def _alignment_cost(typed: str, meant: str, insertions: Sequence[float], omissions: Sequence[float]) -> float:
    """Return the lowest cost of an alignment, by the rows of the usual matrix."""
    before: list[float] = []
    above: list[float] = []
    row = [0.0, *accumulate(omissions)]
    for x, letter in enumerate(typed):
        before, above, row = above, row, [row[0] + insertions[x]]
        for y, meant_letter in enumerate(meant):
            substitution = SUBSTITUTION_COSTS.get(letter + meant_letter, SUBSTITUTION)
            best = min(
                above[y] + (0.0 if letter == meant_letter else substitution),
                above[y + 1] + insertions[x],
                row[y] + omissions[y],
            )
            if x and y and letter == meant[y - 1] and typed[x - 1] == meant_letter:
                best = min(best, before[y - 1] + TRANSPOSITION)
            row.append(best)
    return row[-1]


def differ_by_ending(one: str, other: str) -> bool:
    """Return whether two words differ only by a regular ending: `officer` and `officers` are the same to a search."""
    short, long = sorted((one, other), key=len)
    ending = long[len(short) :]
    if not long.startswith(short) or ending not in ENDINGS:
        return False
    return {"s": short[-1:] != "s", "d": short[-1:] == "e"}.get(ending, True)
