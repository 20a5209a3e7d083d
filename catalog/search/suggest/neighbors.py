"""The words of a vocabulary that are spelled much like another, in a fraction of a millisecond."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from catalog.search.suggest.edit_costs import cost, inflected
from catalog.search.suggest.vocabulary import Vocabulary
from catalog.search.text.analyzer import MAX_TERM

KEPT = 16
"""Words that are looked at closely."""
OFFERED = 5
MAX_REACH = 3
"""Edits that are forgiven in a long word."""
WEIGHT = 0.85
"""How far the logarithm of a word's frequency counts beside the costs of likeness."""
EDIT = 3.0
"""What an edit costs before one has looked at the letters."""
KEPT_ANSWERS = 2_000
LETTERS = 26
MAX_DIFFERENCE = 4
"""Letters that one of two words has and the other has not, at most; an edit makes two at most."""


class Nearby:
    """Finds the words like a word.

    Every word has a signature of 52 bits: which letters it has, and which of them more than once. Words within k
    edits differ in 2k bits at most, and one comparison of whole arrays leaves a few hundred words of 100,000.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Sort the words by length and sign them."""
        lengths = np.array([len(word) for word in vocabulary.words], np.int64)
        numbers = np.argsort(lengths, kind="stable")
        self._words = list(map(vocabulary.words.__getitem__, numbers.tolist()))
        self._starts = np.searchsorted(lengths[numbers], np.arange(MAX_TERM + MAX_REACH + 2))
        self._signatures = _signatures(self._words)
        self._weights = WEIGHT * np.log(vocabulary.counts[numbers])
        self.like = lru_cache(KEPT_ANSWERS)(self._like)

    def _like(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return at most OFFERED words that may have been meant, the likeliest first, each with its cost.

        The word itself is not among them, nor those that differ from it by a regular ending.
        """
        found = [(meant, weight, cost(word, meant)) for meant, weight in self._close(word)]
        found.sort(key=lambda each: (each[2] - each[1], each[0]))
        return tuple((meant, costs) for meant, _, costs in found[:OFFERED])

    def _close(self, word: str) -> list[tuple[str, float]]:
        """Return the KEPT best words by edits and weight alone, with their weights."""
        reach = _reach(word)
        similar = self._similar(word, reach)
        choices = list(map(self._words.__getitem__, similar.tolist()))
        edits = cdist([word], choices, scorer=OSA.distance, score_cutoff=reach, dtype=np.int32)[0]
        near = np.flatnonzero((edits > 0) & (edits <= reach))
        weights = self._weights[similar[near]]
        order = np.argsort(EDIT * edits[near] - weights, kind="stable")[: 2 * KEPT]
        best = zip([choices[place] for place in near[order].tolist()], weights[order].tolist(), strict=True)
        return [(meant, weight) for meant, weight in best if not inflected(word, meant)][:KEPT]

    def _similar(self, word: str, reach: int) -> NDArray[np.int64]:
        """Return the places of the words of about that length and those letters."""
        low, high = self._starts[max(len(word) - reach, 1)], self._starts[min(len(word), MAX_TERM) + reach + 1]
        differences = np.bitwise_count(self._signatures[low:high] ^ _signatures([word])[0])
        places: NDArray[np.int64] = np.flatnonzero(differences <= min(2 * reach, MAX_DIFFERENCE)) + low
        return places


def _reach(word: str) -> int:
    """Return how many edits are forgiven in a word: one up to three letters, two up to seven, else MAX_REACH."""
    return MAX_REACH - (len(word) <= 7) - (len(word) <= 3)  # noqa: PLR2004  # as the docstring says


def _signatures(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the signature of each word; what is not a to z counts as the nearest of them."""
    letters = np.frombuffer("".join(words).encode("ascii", "replace"), np.uint8).astype(np.int64) - ord("a")
    owners = np.repeat(np.arange(len(words)), [len(word) for word in words])
    cells = owners * LETTERS + np.clip(letters, 0, LETTERS - 1)
    counts = np.bincount(cells, minlength=len(words) * LETTERS).reshape(-1, LETTERS)
    bits = np.uint64(1) << np.arange(LETTERS, dtype=np.uint64)
    signatures: NDArray[np.uint64] = (counts > 0) @ bits | ((counts > 1) @ bits) << np.uint64(LETTERS)
    return signatures
