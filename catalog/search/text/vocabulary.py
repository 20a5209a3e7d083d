"""The words of an index as people write them: how many entries have each word, and each pair of adjacent words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.search.text.analyzer import CACHED_WORDS, COMPOUND_HYPHEN, MAX_TERM, TOKEN_PATTERN, surface_word
from catalog.search.text.fields import TRANSLATED_FIELDS

Integers = NDArray[np.int64]
CountedPairs = tuple[Integers, Integers]
"""Pairs of words, and the number of entries with each."""

FIELDS_WITHOUT_PAIRS = TRANSLATED_FIELDS | {"body"}
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

    `pairs` are adjacent words as `left number << 32 | right number`, ascending, and `compounds` those that are written
    with a hyphen. `counts` (of each word), `pair_counts` and `compound_counts` are the number of entries with it, at
    least 1. `entries` is the number of entries.
    """

    entries: int
    words: tuple[str, ...]
    counts: Integers
    pairs: Integers
    pair_counts: Integers
    compounds: Integers
    compound_counts: Integers

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
        return _count_of(left << LEFT_SHIFT | right, self.pairs, self.pair_counts)

    def has_pair(self, left: str, right: str) -> bool:
        """Return whether two words are adjacent in any entry."""
        return self.pair_count(self.number(left), self.number(right)) > 0

    def compound_count(self, left: int, right: int) -> int:
        """Return how many entries have two words, given by number, with a hyphen between them."""
        return _count_of(left << LEFT_SHIFT | right, self.compounds, self.compound_counts)

    def hyphenated_share(self, left: int) -> float:
        """Return how often a word, given by number, has a hyphen and another word after it, per entry that has it."""
        low, high = np.searchsorted(self.compounds, (left << LEFT_SHIFT, (left + 1) << LEFT_SHIFT))
        return float(self.compound_counts[low:high].sum() / self.counts[left])

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
        self._compounds = array("q")

    def add(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Count an entry, given by the texts of its fields."""
        words: set[int] = set()
        pairs: set[int] = set()
        compounds: set[int] = set()
        for field, parts in texts.items():
            for text in parts:
                numbers = self._word_numbers(text)
                words.update(numbers)
                compounds.update(self._compound_pairs(text))
                if field not in FIELDS_WITHOUT_PAIRS:
                    pairs.update(a << LEFT_SHIFT | b for a, b in pairwise(numbers) if min(a, b) >= 0)
        self._entries += 1
        self._words.extend(words - {-1})
        self._pairs.extend(pairs)
        self._compounds.extend(compounds)

    def _word_numbers(self, text: str) -> list[int]:
        """Return the words of a text as numbers, in the order of first use; -1 for what is not a word, such as 2015."""
        words = [surface(token) if token[0].isalpha() else "" for token in TOKEN_PATTERN.findall(text)]
        return [self._numbers.setdefault(word, len(self._numbers)) if word else -1 for word in words]

    def _compound_pairs(self, text: str) -> Iterator[int]:
        """Yield the compounds of a text, whose words are numbered already, as pairs of numbers."""
        for hyphen in COMPOUND_HYPHEN.finditer(text):
            first = TOKEN_PATTERN.findall(text, max(0, hyphen.start() - MAX_TERM), hyphen.start())[-1]
            second = TOKEN_PATTERN.match(text, hyphen.end())
            left, right = (self._numbers.get(surface(word), -1) for word in (first, second[0] if second else ""))
            if min(left, right) >= 0:
                yield left << LEFT_SHIFT | right

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary of the entries counted so far."""
        words = sorted(self._numbers)
        new_numbers = np.empty(len(words), np.int64)
        new_numbers[[self._numbers[word] for word in words]] = np.arange(len(words))
        counts = np.bincount(new_numbers[np.array(self._words, np.int64)], minlength=len(words))
        pairs, compounds = (
            np.unique(_renumber(np.array(keys, np.int64), new_numbers), return_counts=True)
            for keys in (self._pairs, self._compounds)
        )
        return Vocabulary(self._entries, tuple(words), counts, *pairs, *compounds)


def merge_vocabularies(parts: Sequence[Vocabulary]) -> Vocabulary:
    """Return the vocabulary of several parts of one index that have no entry in common."""
    words = sorted({word for part in parts for word in part.words})
    numbers = {word: number for number, word in enumerate(words)}
    new_numbers = [np.array([numbers[word] for word in part.words], np.int64) for part in parts]
    counts = np.zeros(len(words), np.int64)
    for part, part_numbers in zip(parts, new_numbers, strict=True):
        counts[part_numbers] += part.counts
    pairs = _merge([(part.pairs, part.pair_counts) for part in parts], new_numbers)
    compounds = _merge([(part.compounds, part.compound_counts) for part in parts], new_numbers)
    entries = sum(part.entries for part in parts)
    return Vocabulary(entries, tuple(words), counts, *pairs, *compounds)


def subtract_vocabulary(whole: Vocabulary, part: Vocabulary) -> Vocabulary:
    """Return `whole` without the entries of `part`, which are all in `whole`."""
    part_numbers = np.searchsorted(np.array(whole.words), np.array(part.words)) if part.words else np.empty(0, np.int64)
    counts = whole.counts.copy()
    counts[part_numbers] -= part.counts
    remaining = counts > 0
    new_numbers = np.cumsum(remaining) - 1
    words = tuple(compress(whole.words, remaining.tolist()))
    pairs, compounds = (
        _subtract(of_whole, (_renumber(keys, part_numbers), key_counts), new_numbers)
        for of_whole, (keys, key_counts) in (
            ((whole.pairs, whole.pair_counts), (part.pairs, part.pair_counts)),
            ((whole.compounds, whole.compound_counts), (part.compounds, part.compound_counts)),
        )
    )
    entries = whole.entries - part.entries
    return Vocabulary(entries, words, counts[remaining], *pairs, *compounds)


def highest(values: NDArray[Any], limit: int) -> list[int]:
    """Return the positions of the `limit` highest values, highest first, equal ones in their order."""
    positions = np.arange(len(values))
    if len(values) > limit:
        positions = np.flatnonzero(values >= np.partition(values, -limit)[-limit])
    ordered: list[int] = positions[np.argsort(-values[positions], kind="stable")[:limit]].tolist()
    return ordered


def _count_of(key: int, keys: Integers, counts: Integers) -> int:
    """Return the count of a key, 0 for an unknown one."""
    position = int(np.searchsorted(keys, key))
    return int(counts[position]) if position < len(keys) and keys[position] == key else 0


def _merge(parts: Sequence[CountedPairs], new_numbers: Sequence[Integers]) -> CountedPairs:
    """Return the pairs of all parts with their counts, with the new numbers of the words of each part."""
    empty = np.empty(0, np.int64)
    keys = [_renumber(pairs, numbers) for (pairs, _), numbers in zip(parts, new_numbers, strict=True)]
    pairs, positions = np.unique(np.concatenate([*keys, empty]), return_inverse=True)
    counts = np.zeros(len(pairs), np.int64)
    np.add.at(counts, positions, np.concatenate([*(part_counts for _, part_counts in parts), empty]))
    return pairs, counts


def _subtract(whole: CountedPairs, part: CountedPairs, new_numbers: Integers) -> CountedPairs:
    """Return the pairs of `whole` without those of `part`, which have the same numbers, with new numbers."""
    pairs, counts = whole[0], whole[1].copy()
    counts[np.searchsorted(pairs, part[0])] -= part[1]
    return _renumber(pairs[counts > 0], new_numbers), counts[counts > 0]


def _renumber(pairs: Integers, new_numbers: Integers) -> Integers:
    """Return pairs with the new numbers of their words, where `new_numbers[old]` is the new one."""
    renumbered: Integers = new_numbers[pairs >> LEFT_SHIFT] << LEFT_SHIFT | new_numbers[pairs & RIGHT_MASK]
    return renumbered
