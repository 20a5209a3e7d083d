"""What an index knows of words as people write them: how many entries have each, and each two in a row."""

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

from catalog.search.text.analyzer import CACHED_WORDS, PIECE, surface_word

Numbers = NDArray[np.int64]

WORDS_ONLY = frozenset({"body"})
"""Fields whose words count, but not their pairs: there are too many, and few are what somebody would ask for."""
LEFT = 32
LAST = "\U0010ffff"


surface = lru_cache(maxsize=CACHED_WORDS)(surface_word)
"""Return a word as the vocabulary has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of an index, unstemmed, ascending by code point; a word's place is its number.

    `counts` (one a word) and `pair_counts` (one a pair) say how many entries have it, at least 1. `pairs` holds two
    words in a row as `left number << 32 | right number`, ascending. `entries` is how many entries were counted.
    """

    entries: int
    words: tuple[str, ...]
    counts: Numbers
    pairs: Numbers
    pair_counts: Numbers

    def number(self, word: str) -> int:
        """Return a word's number, or -1 for a word that is not known."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1

    def count(self, word: str) -> int:
        """Return how many entries have a word."""
        number = self.number(word)
        return int(self.counts[number]) if number >= 0 else 0

    def beginning(self, start: str) -> range:
        """Return the numbers of the words that begin so."""
        return range(bisect_left(self.words, start), bisect_left(self.words, start + LAST))

    def pair_count(self, left: int, right: int) -> int:
        """Return how many entries have the two words, given by number, in a row."""
        key = left << LEFT | right
        place = int(np.searchsorted(self.pairs, key))
        return int(self.pair_counts[place]) if place < len(self.pairs) and self.pairs[place] == key else 0

    def following(self, left: int, among: range) -> tuple[Numbers, Numbers]:
        """Return the numbers of the words of `among` that come right after a word, ascending, and their pair counts."""
        low, high = np.searchsorted(self.pairs, (left << LEFT | among.start, left << LEFT | among.stop))
        return self.pairs[low:high] & ((1 << LEFT) - 1), self.pair_counts[low:high]


class WordCounter:
    """Counts words entry by entry; not for threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._entries = 0
        self._numbers: dict[str, int] = {}
        self._words = array("q")
        self._pairs = array("q")

    def add(self, texts: Mapping[str, Iterable[str]]) -> None:
        """Count an entry, given by the texts of its fields."""
        words: set[int] = set()
        pairs: set[int] = set()
        for field, parts in texts.items():
            for numbers in map(self._read, parts):
                words.update(numbers)
                if field not in WORDS_ONLY:
                    pairs.update(a << LEFT | b for a, b in pairwise(numbers) if min(a, b) >= 0)
        self._entries += 1
        self._words.extend(words - {-1})
        self._pairs.extend(pairs)

    def _read(self, text: str) -> list[int]:
        """Return the words of a text by number, in the order of first use; -1 for what is no word, such as a year."""
        found = [surface(piece) if piece[0].isalpha() else "" for piece in PIECE.findall(text)]
        return [self._numbers.setdefault(word, len(self._numbers)) if word else -1 for word in found]

    def vocabulary(self) -> Vocabulary:
        """Return what was counted."""
        words = sorted(self._numbers)
        place = np.empty(len(words), np.int64)
        place[[self._numbers[word] for word in words]] = np.arange(len(words))
        counts = np.bincount(place[np.array(self._words, np.int64)], minlength=len(words))
        pairs, pair_counts = np.unique(_renumbered(np.array(self._pairs, np.int64), place), return_counts=True)
        return Vocabulary(self._entries, tuple(words), counts, pairs, pair_counts)


def merged(parts: Sequence[Vocabulary]) -> Vocabulary:
    """Return what is known of the words of several parts of one index that have no entry in common."""
    words = sorted({word for part in parts for word in part.words})
    numbers = {word: number for number, word in enumerate(words)}
    places = [np.array([numbers[word] for word in part.words], np.int64) for part in parts]
    counts = np.zeros(len(words), np.int64)
    for part, place in zip(parts, places, strict=True):
        counts[place] += part.counts
    keys = [_renumbered(part.pairs, place) for part, place in zip(parts, places, strict=True)]
    pairs, owner = np.unique(np.concatenate([*keys, np.empty(0, np.int64)]), return_inverse=True)
    pair_counts = np.zeros(len(pairs), np.int64)
    np.add.at(pair_counts, owner, np.concatenate([*(part.pair_counts for part in parts), np.empty(0, np.int64)]))
    return Vocabulary(sum(part.entries for part in parts), tuple(words), counts, pairs, pair_counts)


def without(whole: Vocabulary, part: Vocabulary) -> Vocabulary:
    """Return what is left of `whole` when the entries that `part` counted are gone; all of them were in it."""
    place = np.searchsorted(np.array(whole.words), np.array(part.words)) if part.words else np.empty(0, np.int64)
    counts, pair_counts = whole.counts.copy(), whole.pair_counts.copy()
    counts[place] -= part.counts
    pair_counts[np.searchsorted(whole.pairs, _renumbered(part.pairs, place))] -= part.pair_counts
    kept, kept_pairs = counts > 0, pair_counts > 0
    numbers = np.cumsum(kept) - 1
    words = tuple(compress(whole.words, kept.tolist()))
    pairs = _renumbered(whole.pairs[kept_pairs], numbers)
    return Vocabulary(whole.entries - part.entries, words, counts[kept], pairs, pair_counts[kept_pairs])


def highest(values: NDArray[Any], most: int) -> list[int]:
    """Return the places of the `most` highest values, highest first, equal ones in their order."""
    places = np.arange(len(values))
    if len(values) > most:
        places = np.flatnonzero(values >= np.partition(values, -most)[-most])
    found: list[int] = places[np.argsort(-values[places], kind="stable")[:most]].tolist()
    return found


def _renumbered(pairs: Numbers, place: Numbers) -> Numbers:
    """Return pairs by the new numbers of their words: `place[old]` is the new one."""
    renumbered: Numbers = place[pairs >> LEFT] << LEFT | place[pairs & ((1 << LEFT) - 1)]
    return renumbered
