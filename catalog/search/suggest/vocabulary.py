"""The words of an index as people write them: how many entries have each word, and each pair of adjacent words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.search.text.analyzer import CACHED_WORDS, TOKEN_PATTERN, surface_word

Integers = NDArray[np.int64]

FIELDS_WITHOUT_PAIRS = frozenset({"body"})
"""Fields whose word pairs are not counted: there are too many, and people type few of them."""
LEFT_SHIFT = 32
RIGHT_MASK = (1 << LEFT_SHIFT) - 1
HIGHEST_CHARACTER = "\U0010ffff"
"""Appended to a prefix, it makes a text that sorts after every text with that prefix."""

surface = lru_cache(maxsize=CACHED_WORDS)(surface_word)
"""Returns the form of a word in the vocabulary."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of an index, unstemmed, ascending by code point; a word's number is its position.

    `counts` (for each word) and `pair_counts` (for each pair) are the number of entries with it, at least 1. `pairs`
    are adjacent words as `left number << 32 | right number`, ascending. `entries` is the number of entries.
    """

    entries: int
    words: tuple[str, ...]
    counts: Integers
    pairs: Integers
    pair_counts: Integers

    def number(self, word: str) -> int:
        """Return a word's number, or -1 for an unknown word."""
        number = bisect_left(self.words, word)
        return number if number < len(self.words) and self.words[number] == word else -1

    def count(self, word: str) -> int:
        """Return how many entries have a word."""
        number = self.number(word)
        return int(self.counts[number]) if number >= 0 else 0

    def with_prefix(self, prefix: str) -> range:
        """Return the numbers of the words with a prefix."""
        return range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + HIGHEST_CHARACTER))

    def pair_count(self, left: int, right: int) -> int:
        """Return how many entries have two adjacent words, given by number."""
        key = left << LEFT_SHIFT | right
        position = int(np.searchsorted(self.pairs, key))
        is_known = position < len(self.pairs) and self.pairs[position] == key
        return int(self.pair_counts[position]) if is_known else 0

    def following(self, left: int, candidates: range) -> tuple[Integers, Integers]:
        """Return the numbers of the `candidates` that directly follow a word, ascending, and their pair counts."""
        bounds = (left << LEFT_SHIFT | candidates.start, left << LEFT_SHIFT | candidates.stop)
        low, high = np.searchsorted(self.pairs, bounds)
        return self.pairs[low:high] & RIGHT_MASK, self.pair_counts[low:high]


class WordCounter:
    """Counts words entry by entry. Not safe to share between threads."""

    def __init__(self) -> None:
        """Start with no words."""
        self._entries = 0
        self._numbers: dict[str, int] = {}
        self._words = array("q")
        self._pairs = array("q")

    def add(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Count an entry, given by the texts of its fields."""
        words: set[int] = set()
        pairs: set[int] = set()
        for field, parts in texts.items():
            for numbers in map(self._word_numbers, parts):
                words.update(numbers)
                if field not in FIELDS_WITHOUT_PAIRS:
                    pairs.update(a << LEFT_SHIFT | b for a, b in pairwise(numbers) if min(a, b) >= 0)
        self._entries += 1
        self._words.extend(words - {-1})
        self._pairs.extend(pairs)

    def _word_numbers(self, text: str) -> list[int]:
        """Return the words of a text as numbers, in the order of first use; -1 for what is not a word, such as 2015."""
        words = [surface(token) if token[0].isalpha() else "" for token in TOKEN_PATTERN.findall(text)]
        return [self._numbers.setdefault(word, len(self._numbers)) if word else -1 for word in words]

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of the entries counted so far."""
        words = sorted(self._numbers)
        new_numbers = np.empty(len(words), np.int64)
        new_numbers[[self._numbers[word] for word in words]] = np.arange(len(words))
        counts = np.bincount(new_numbers[np.array(self._words, np.int64)], minlength=len(words))
        keys = _renumber(np.array(self._pairs, np.int64), new_numbers)
        pairs, pair_counts = np.unique(keys, return_counts=True)
        return Vocabulary(self._entries, tuple(words), counts, pairs, pair_counts)


def merge_vocabularies(parts: Sequence[Vocabulary]) -> Vocabulary:
    """Return the vocabulary of several parts of one index that have no entry in common."""
    words = sorted({word for part in parts for word in part.words})
    numbers = {word: number for number, word in enumerate(words)}
    new_numbers = [np.array([numbers[word] for word in part.words], np.int64) for part in parts]
    counts = np.zeros(len(words), np.int64)
    for part, part_numbers in zip(parts, new_numbers, strict=True):
        counts[part_numbers] += part.counts
    keys = [_renumber(part.pairs, part_numbers) for part, part_numbers in zip(parts, new_numbers, strict=True)]
    pairs, pair_numbers = np.unique(np.concatenate([*keys, np.empty(0, np.int64)]), return_inverse=True)
    pair_counts = np.zeros(len(pairs), np.int64)
    np.add.at(pair_counts, pair_numbers, np.concatenate([*(part.pair_counts for part in parts), np.empty(0, np.int64)]))
    return Vocabulary(sum(part.entries for part in parts), tuple(words), counts, pairs, pair_counts)


def subtract_vocabulary(whole: Vocabulary, part: Vocabulary) -> Vocabulary:
    """Return `whole` without the entries of `part`, which are all in `whole`."""
    part_numbers = np.searchsorted(np.array(whole.words), np.array(part.words)) if part.words else np.empty(0, np.int64)
    counts, pair_counts = whole.counts.copy(), whole.pair_counts.copy()
    counts[part_numbers] -= part.counts
    pair_counts[np.searchsorted(whole.pairs, _renumber(part.pairs, part_numbers))] -= part.pair_counts
    remaining, remaining_pairs = counts > 0, pair_counts > 0
    new_numbers = np.cumsum(remaining) - 1
    words = tuple(compress(whole.words, remaining.tolist()))
    pairs = _renumber(whole.pairs[remaining_pairs], new_numbers)
    return Vocabulary(whole.entries - part.entries, words, counts[remaining], pairs, pair_counts[remaining_pairs])


def highest(values: NDArray[Any], limit: int) -> list[int]:
    """Return the positions of the `limit` highest values, highest first, equal ones in their order."""
    positions = np.arange(len(values))
    if len(values) > limit:
        positions = np.flatnonzero(values >= np.partition(values, -limit)[-limit])
    ordered: list[int] = positions[np.argsort(-values[positions], kind="stable")[:limit]].tolist()
    return ordered


def _renumber(pairs: Integers, new_numbers: Integers) -> Integers:
    """Return pairs with the new numbers of their words, where `new_numbers[old]` is the new one."""
    renumbered: Integers = new_numbers[pairs >> LEFT_SHIFT] << LEFT_SHIFT | new_numbers[pairs & RIGHT_MASK]
    return renumbered
