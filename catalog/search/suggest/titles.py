"""Looks up titles by prefixes of their words, to suggest resources while a visitor types."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.vocabulary import HIGHEST_CHARACTER, highest, surface
from catalog.text import fold

TOKEN_OR_LINE_END = re.compile(rf"{TOKEN_PATTERN.pattern}|\n")
WHOLE_WORD, FIRST_WORD, EACH_WORD = 2.0, 3.0, -0.1
"""The scores of a title for a word typed in full, for beginning with the first word typed, and for each word."""
MAX_COMPARED = 24
"""The number of the best titles that are returned; their texts are compared with what was typed."""
LINE_END, NO_WORD = -1, -2

Title = tuple[str, str, str | None]
"""The id, title and format of an entry."""


class Titles:
    """Finds titles. Immutable: sorted arrays of the titles' words, and for each word the numbers of its titles."""

    def __init__(self, titles: Iterable[Title]) -> None:
        """Sort the words of the titles (about 0.3 s for 60,000)."""
        self._titles = tuple(titles)
        text = "".join([title.replace("\n", " ") + "\n" for _, title, _ in self._titles])
        numbers, self._words = _number_words(TOKEN_OR_LINE_END.findall(text))
        owners = np.cumsum(numbers == LINE_END)[numbers >= 0]
        numbers = numbers[numbers >= 0]
        size = max(len(self._titles), 1)
        keys = np.sort(numbers * size + owners)
        self._owners = (keys % size).astype(np.int32)
        self._starts = np.searchsorted(keys, np.arange(len(self._words) + 1) * size)
        self._lengths = np.bincount(owners, minlength=size)
        heads = np.flatnonzero(np.diff(owners, prepend=-1))
        self._first_words = np.full(size, -1)
        self._first_words[owners[heads]] = numbers[heads]

    def matching(self, prefixes: Sequence[str]) -> tuple[Title, ...]:
        """Return the MAX_COMPARED best titles that have a word with each of the prefixes, folded; best first."""
        if not prefixes or not self._titles:
            return ()
        ranges = [self._with_prefix(prefix) for prefix in prefixes]
        is_match = np.ones(len(self._titles), bool)
        for words in ranges:
            is_match &= self._have_word(words.start, words.stop)
        matches = np.flatnonzero(is_match)
        scores = EACH_WORD * self._lengths[matches]
        first_words = self._first_words[matches]
        scores += FIRST_WORD * ((first_words >= ranges[0].start) & (first_words < ranges[0].stop))
        for prefix, words in zip(prefixes, ranges, strict=True):
            if words and self._words[words.start] == prefix:
                scores += WHOLE_WORD * self._have_word(words.start, words.start + 1)[matches]
        best = matches[highest(scores, MAX_COMPARED)]
        return self._by_text([self._titles[number] for number in best.tolist()], " ".join(prefixes))

    def knows(self, prefix: str) -> bool:
        """Return whether a word of some title has a prefix, folded."""
        return bool(self._with_prefix(prefix))

    def _with_prefix(self, prefix: str) -> range:
        return range(bisect_left(self._words, prefix), bisect_left(self._words, prefix + HIGHEST_CHARACTER))

    def _have_word(self, low: int, high: int) -> NDArray[np.bool_]:
        """Return for each title whether it has one of the words with numbers from `low` to before `high`."""
        mask = np.zeros(len(self._titles), bool)
        mask[self._owners[self._starts[low] : self._starts[high]]] = True
        return mask

    @staticmethod
    def _by_text(titles: Sequence[Title], typed: str) -> tuple[Title, ...]:
        """Return the titles, those that begin with or contain what was typed first."""
        texts = [" " + fold(title).replace("'", "") for _, title, _ in titles]
        order = sorted(
            range(len(titles)),
            key=lambda number: (texts[number].find(f" {typed}") != 0, f" {typed}" not in texts[number]),
        )
        return tuple(titles[number] for number in order)


def _number_words(tokens: Sequence[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Return each token as the number of its word, LINE_END or NO_WORD; and the words, ascending."""
    table: defaultdict[str, int] = defaultdict()
    table.default_factory = table.__len__
    raw = np.array([table[token] for token in tokens], np.int64)
    surfaces = [
        text.lower() if text.isascii() and (text.isalnum() or text == "\n") else surface(text) for text in table
    ]
    words = sorted({*surfaces} - {"", "\n"})
    numbers = {"": NO_WORD, "\n": LINE_END, **{word: number for number, word in enumerate(words)}}
    return np.array([numbers[word] for word in surfaces], np.int64)[raw] if table else raw, words
