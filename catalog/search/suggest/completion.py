"""Looks up the phrases that complete what was typed, and corrects it if none does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import log
from string import ascii_lowercase

import numpy as np

from catalog.search.spelling.edit_costs import edit_cost
from catalog.search.suggest.phrases import CompletionPhrase, phrase_key
from catalog.search.text.analyzer import COMPOUND_HYPHEN
from catalog.search.text.analyzers import analyzer_for
from catalog.search.text.vocabulary import HIGHEST_CHARACTER, highest

LATER_WORD, ALIAS = -3.0, -0.5
"""Added to the score of a phrase for matching at a later word than its first, and for matching another name."""
OTHER_LANGUAGE = -1_000.0
"""Added to the score of a phrase in another language than the reader's, and once more for matching at a later word."""
TIERS = (OTHER_LANGUAGE / 2, 1.5 * OTHER_LANGUAGE, 2.5 * OTHER_LANGUAGE)
"""All scores in the reader's language are higher than the first; then come those in another one."""
MAX_LOOKED_UP = 48
"""The number of the best phrases that are returned; some of them mean the same."""
MIN_CORRECTED = 4
"""The shortest text that is corrected, in letters."""
MIN_SHORTENED = 4
"""The shortest text that a longer one is corrected to, in letters."""
EDITS_BEFORE_MISMATCH = 3
"""How many letters before the first mismatch a mistake is looked for."""


class PhraseIndex:
    """Phrases by the beginnings of their words. Immutable: sorted keys, and for each the number of its phrase."""

    def __init__(self, phrases: Iterable[CompletionPhrase]) -> None:
        """Sort the phrases by the words that begin in them."""
        self._phrases = tuple(phrases)
        keys = sorted((key, number, cost) for number, phrase in enumerate(self._phrases) for key, cost in _keys(phrase))
        self._keys = [key for key, _, _ in keys]
        self._numbers = np.array([number for _, number, _ in keys], np.int64)
        self._costs = np.array([cost for _, _, cost in keys], np.float64)
        scores = np.array([phrase.score for phrase in self._phrases], np.float64)
        self._scores = scores[self._numbers] + self._costs
        self._scores_by_language: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}

    def matching(self, typed: str, language: str, *, at_start: bool = False) -> list[CompletionPhrase]:
        """Return the best phrases in a language with a word at which `typed` begins, or else those in another one.

        Of another language, those that have it at a later word are returned only if none begins with it. With
        `at_start`, all phrases begin with it.
        """
        low, high = self._range(typed)
        scores = self._scores_in(language)[low:high]
        if at_start:
            scores = np.where(self._costs[low:high] > LATER_WORD, scores, -np.inf)
        best = highest(scores, MAX_LOOKED_UP)
        lowest = next((bound for bound in TIERS if best and scores[best[0]] > bound), np.inf)
        phrases = (self._phrases[self._numbers[low + position]] for position in best if scores[position] > lowest)
        return list(dict.fromkeys(phrases))

    def with_words(self, words: Sequence[str], language: str) -> list[CompletionPhrase]:
        """Return the phrases in a language that have words with these beginnings in any order, the best first."""
        numbers = [self._numbers[slice(*self._range(word))] for word in words]
        common = set(numbers[0].tolist()).intersection(*(of_word.tolist() for of_word in numbers[1:]))
        phrases = (self._phrases[number] for number in common)
        in_language = (phrase for phrase in phrases if phrase.language == language and not phrase.is_question)
        return sorted(in_language, key=lambda phrase: (-phrase.score, phrase.text))

    def knows(self, typed: str) -> bool:
        """Return whether a phrase begins with `typed`, or has a word at which it begins."""
        low, high = self._range(typed)
        return low < high

    def nearest(self, typed: str, language: str) -> str | None:
        """Return the likeliest beginning of a phrase that is one edit away from `typed`, with which none begins.

        Only edits near the first letter that does not match are tried: about 200 lookups.
        """
        if len(typed) < MIN_CORRECTED:
            return None
        sizes = range(len(typed) - 1, 0, -1)
        matching = next((size for size in sizes if self._best_score(typed[:size], language) > TIERS[0]), 0)
        candidates = []
        for variant in {*_edits(typed, max(matching - EDITS_BEFORE_MISMATCH, 0), matching)}:
            is_long = len(variant) >= min(len(typed), MIN_SHORTENED)
            if is_long and (score := self._best_score(variant, language)) > -np.inf:
                candidates.append((edit_cost(typed, variant) - score * log(2), variant))
        return min(candidates)[1] if candidates else None

    def _best_score(self, typed: str, language: str) -> float:
        low, high = self._range(typed)
        return float(self._scores_in(language)[low:high].max(initial=-np.inf))

    def _range(self, typed: str) -> tuple[int, int]:
        return bisect_left(self._keys, typed), bisect_left(self._keys, typed + HIGHEST_CHARACTER)

    def _scores_in(self, language: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if language not in self._scores_by_language:
            is_other = np.array([phrase.language != language for phrase in self._phrases], bool)[self._numbers]
            later = is_other & (self._costs == LATER_WORD)
            self._scores_by_language[language] = self._scores + OTHER_LANGUAGE * (is_other.astype(int) + later)
        return self._scores_by_language[language]


def _keys(phrase: CompletionPhrase) -> Iterator[tuple[str, float]]:
    """Yield the keys of a phrase: it and its parts from a later word on, without hyphens too, and its aliases."""
    stop_words = analyzer_for(phrase.language).stop_words
    costs: dict[str, float] = {}
    for text in {phrase.text, COMPOUND_HYPHEN.sub("", phrase.text)}:
        words = phrase_key(text).split(" ")
        for position, word in enumerate(words):
            if position == 0 or not (phrase.is_question or word in stop_words):
                costs.setdefault(" ".join(words[position:]), LATER_WORD if position else 0.0)
    for alias in phrase.aliases:
        costs.setdefault(phrase_key(alias), ALIAS)
    yield from costs.items()


def _edits(word: str, first: int, last: int) -> Iterator[str]:
    """Yield the word with one letter deleted, inserted, replaced or transposed, at each position `first` to `last`."""
    for position in range(first, last + 1):
        before, rest = word[:position], word[position:]
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]
        for letter in ascii_lowercase:
            yield before + letter + rest
            yield before + letter + rest[1:]
