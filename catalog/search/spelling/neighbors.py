"""Finds the words of a vocabulary with a similar spelling, in a fraction of a millisecond."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from catalog.search.spelling.edit_costs import differ_by_ending, edit_cost
from catalog.search.text.analyzer import MAX_TERM
from catalog.search.text.vocabulary import Vocabulary
from catalog.weakly_bound import weakly_bound

MAX_COMPARED = 16
"""The number of words whose edit costs are computed."""
MAX_NEIGHBORS = 5
MAX_EDITS = 3
"""The most edits in a long word."""
FREQUENCY_WEIGHT = 0.85
"""The weight of the logarithm of a word's frequency, compared with edit costs."""
AVERAGE_EDIT_COST = 3.0
"""The assumed cost of an edit, to select words before edit costs are computed."""
CACHED_ANSWERS = 2_000
LETTERS = 26
MAX_LETTER_DIFFERENCES = 4
"""The maximum number of letters that only one of two words has; one edit causes at most two."""


class SpellingNeighbors:
    """Finds words with a similar spelling.

    Each word has a signature of 52 bits: the letters in it, and those that are in it more than once. Words within k
    edits differ in at most 2k bits, so that one comparison of arrays selects a few hundred of 100,000 words.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Sort the words by length, and compute their signatures."""
        lengths = np.array([len(word) for word in vocabulary.words], np.int64)
        numbers = np.argsort(lengths, kind="stable")
        self._words = list(map(vocabulary.words.__getitem__, numbers.tolist()))
        self._starts = np.searchsorted(lengths[numbers], np.arange(MAX_TERM + MAX_EDITS + 2))
        self._signatures = _signatures(self._words)
        self._weights = FREQUENCY_WEIGHT * np.log(vocabulary.counts[numbers])
        self._cached = lru_cache(CACHED_ANSWERS)(weakly_bound(self._like))

    def like(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return at most MAX_NEIGHBORS words that may have been meant, the likeliest first, each with its edit cost.

        The word itself is not among them, nor are words that differ from it only by a regular ending.
        """
        return self._cached(word)

    def _like(self, word: str) -> tuple[tuple[str, float], ...]:
        candidates = [(meant, weight, edit_cost(word, meant)) for meant, weight in self._closest(word)]
        candidates.sort(key=lambda candidate: (candidate[2] - candidate[1], candidate[0]))
        return tuple((meant, cost) for meant, _, cost in candidates[:MAX_NEIGHBORS])

    def _closest(self, word: str) -> list[tuple[str, float]]:
        """Return the MAX_COMPARED best words by number of edits and weight, with their weights."""
        max_edits = _max_edits(word)
        similar = self._with_similar_letters(word, max_edits)
        choices = list(map(self._words.__getitem__, similar.tolist()))
        edits = cdist([word], choices, scorer=OSA.distance, score_cutoff=max_edits, dtype=np.int32)[0]
        near = np.flatnonzero((edits > 0) & (edits <= max_edits))
        weights = self._weights[similar[near]]
        order = np.argsort(AVERAGE_EDIT_COST * edits[near] - weights, kind="stable")[: 2 * MAX_COMPARED]
        best = zip([choices[number] for number in near[order].tolist()], weights[order].tolist(), strict=True)
        return [(meant, weight) for meant, weight in best if not differ_by_ending(word, meant)][:MAX_COMPARED]

    def _with_similar_letters(self, word: str, max_edits: int) -> NDArray[np.int64]:
        """Return the numbers of the words of a similar length with similar letters."""
        low = self._starts[max(len(word) - max_edits, 1)]
        high = self._starts[min(len(word), MAX_TERM) + max_edits + 1]
        differences = np.bitwise_count(self._signatures[low:high] ^ _signatures([word])[0])
        numbers: NDArray[np.int64] = np.flatnonzero(differences <= min(2 * max_edits, MAX_LETTER_DIFFERENCES)) + low
        return numbers


def _max_edits(word: str) -> int:
    """Return how many edits are allowed in a word: one up to three letters, two up to seven, else MAX_EDITS."""
    return MAX_EDITS - (len(word) <= 7) - (len(word) <= 3)  # noqa: PLR2004  # as the docstring says


def _signatures(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the signature of each word; characters other than a to z count as the nearest of these."""
    letters = np.frombuffer("".join(words).encode("ascii", "replace"), np.uint8).astype(np.int64) - ord("a")
    owners = np.repeat(np.arange(len(words)), [len(word) for word in words])
    cells = owners * LETTERS + np.clip(letters, 0, LETTERS - 1)
    counts = np.bincount(cells, minlength=len(words) * LETTERS).reshape(-1, LETTERS)
    bits = np.uint64(1) << np.arange(LETTERS, dtype=np.uint64)
    signatures: NDArray[np.uint64] = (counts > 0) @ bits | ((counts > 1) @ bits) << np.uint64(LETTERS)
    return signatures
