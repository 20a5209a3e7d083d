"""Completions of a query: words that follow the previous one, and phrases of the vocabularies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from string import ascii_lowercase
from types import MappingProxyType

import numpy as np

from catalog.search.suggest.edit_costs import differ_by_ending, edit_cost
from catalog.search.suggest.vocabulary import HIGHEST_CHARACTER, Integers, Vocabulary, highest, surface
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers.english import STOP_WORDS
from catalog.text import fold

MAX_WORDS = 8
"""The number of words that are tried for the one being typed."""
MAX_CONTINUED = 3
"""How many of the words are tried with a next word, and the number of next words tried for each."""
MIN_CONTINUED_SHARE = 0.1
"""A next word must follow the word in this share of its entries, and in at least two."""
MIN_LETTERS = 2
MIN_CORRECTED = 3
"""The shortest prefix that is corrected, in letters."""
EDITS_BEFORE_MISMATCH = 3
"""How many letters before the first mismatch a mistake is looked for."""

ScoredCompletion = tuple[str, int]
"""A completion, and the approximate number of entries with it."""


@dataclass(frozen=True, slots=True)
class CompletionPhrase:
    """A completion for every prefix of `key`, which is folded, and the approximate number of entries with it."""

    key: str
    text: str
    count: int


class Completer:
    """Completes the end of a query; immutable."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        phrases: Iterable[CompletionPhrase],
        stop_words: frozenset[str] = STOP_WORDS,
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take words, the phrases, and the stop words of their language; phrases without entries are left out.

        Words that are only in translations are not offered. `spellings` has words as they are written, with accents.
        """
        self._vocabulary = vocabulary
        self._spellings = spellings
        self._stop_words = stop_words
        self._phrases = sorted(
            {phrase for phrase in phrases if phrase.count}, key=lambda phrase: (phrase.key, phrase.text)
        )
        self._keys = [phrase.key for phrase in self._phrases]

    def knows(self, prefix: str) -> bool:
        """Return whether a word or a phrase has a prefix, folded."""
        return bool(self._vocabulary.with_prefix(prefix)) or self._phrases_with(prefix) != []

    def complete(self, head: str, prefix: str, titles: Sequence[str] = ()) -> Iterator[str]:
        """Yield completions of a text, those of most entries first.

        `head` is the text before the word being typed, and `prefix` the beginning of that word, folded; it may be
        empty. After a stop word the next word comes from the `titles`, as pairs like `of force` say little.
        """
        scored = [*self._phrases_with(fold(head) + prefix), *self._words(head, prefix, titles)]
        offered: list[str] = []
        for text, _ in sorted(scored, key=lambda completion: (-completion[1], completion[0])):
            key = fold(text)
            if key not in offered and not any(differ_by_ending(key, previous) for previous in offered):
                offered.append(key)
                yield text

    def _phrases_with(self, prefix: str) -> list[ScoredCompletion]:
        low, high = bisect_left(self._keys, prefix), bisect_left(self._keys, prefix + HIGHEST_CHARACTER)
        return [(phrase.text, phrase.count) for phrase in self._phrases[low:high]]

    def _words(self, head: str, prefix: str, titles: Sequence[str]) -> list[ScoredCompletion]:
        """Return completions of the word being typed, and the most frequent of them with a next word."""
        previous = surface(["", *TOKEN_PATTERN.findall(head)][-1])
        if previous in self._stop_words and (completions := _completions_in_titles(head, prefix, titles)):
            return completions
        words = enumerate(self._next_words(previous, prefix))
        return [completion for rank, word in words for completion in self._with_next_words(head, rank, *word)]

    def _next_words(self, previous: str, prefix: str) -> list[tuple[int, int]]:
        """Return words with a prefix by number, with their counts: those that follow the previous word, or any."""
        if following := self._following_words(self._vocabulary.number(previous), prefix, MAX_WORDS):
            return following
        words = self._vocabulary.with_prefix(prefix) if prefix else range(0)
        numbers = np.arange(words.start, words.stop)
        return self._most_frequent(numbers, self._vocabulary.own_counts[words.start : words.stop], MAX_WORDS)

    def _with_next_words(self, head: str, rank: int, number: int, count: int) -> Iterator[ScoredCompletion]:
        """Yield a word after the text before it, and then with the words that often follow."""
        text = f"{head}{self._written(number)}"
        yield text, count
        min_count = max(2, MIN_CONTINUED_SHARE * int(self._vocabulary.counts[number]))
        for following, pair_count in self._following_words(number, "", MAX_CONTINUED) if rank < MAX_CONTINUED else ():
            if pair_count >= min_count:
                yield f"{text} {self._written(following)}", min(count, pair_count)

    def _written(self, number: int) -> str:
        word = self._vocabulary.words[number]
        return self._spellings.get(word, word)

    def _following_words(self, previous: int, prefix: str, limit: int) -> list[tuple[int, int]]:
        return self._most_frequent(*self._vocabulary.following(previous, self._vocabulary.with_prefix(prefix)), limit)

    def _most_frequent(self, numbers: Integers, counts: Integers, limit: int) -> list[tuple[int, int]]:
        """Return the `limit` most frequent words by number, with their counts; no stop words or single letters."""
        is_own = self._vocabulary.own_counts[numbers] > 0
        numbers, counts = numbers[is_own], counts[is_own]
        order = highest(counts, limit + len(self._stop_words))
        words = zip(numbers[order].tolist(), counts[order].tolist(), strict=True)
        return [word for word in words if self._is_content_word(self._vocabulary.words[word[0]])][:limit]

    def _is_content_word(self, word: str) -> bool:
        return len(word) >= MIN_LETTERS and word not in self._stop_words


def _completions_in_titles(head: str, prefix: str, titles: Sequence[str]) -> list[ScoredCompletion]:
    """Return the text completed as in titles that contain it, each with the number of titles."""
    continued = re.compile(rf"(?:^|\W){re.escape(head + prefix)}(\w+)", re.IGNORECASE)
    matches = [match for title in titles if (match := continued.search(title))]
    return [*Counter(f"{head}{prefix}{match[1].lower()}" for match in matches).items()]


def phrase_count(phrase: str, vocabulary: Vocabulary) -> int:
    """Return the approximate number of entries with a phrase, in any inflection: the count of its rarest pair."""
    words = [surface(token) for token in TOKEN_PATTERN.findall(phrase)]
    if len(words) == 1:
        numbers = vocabulary.with_prefix(words[0])
        return int(vocabulary.counts[numbers.start : numbers.stop].max(initial=0))
    pair_counts = [
        vocabulary.following(vocabulary.number(left), vocabulary.with_prefix(right))[1]
        for left, right in pairwise(words)
    ]
    return min((int(counts.max(initial=0)) for counts in pair_counts), default=0)


def nearest_prefix(prefix: str, vocabulary: Vocabulary) -> str | None:
    """Return the likeliest prefix of words that is one edit away from `prefix`, which no word has.

    Only edits near the first letter that does not match are tried: about 200 lookups.
    """
    if len(prefix) < MIN_CORRECTED:
        return None
    matching = next((size for size in range(len(prefix) - 1, 0, -1) if vocabulary.with_prefix(prefix[:size])), 0)
    candidates = []
    for variant in {*_edits(prefix, max(matching - EDITS_BEFORE_MISMATCH, 0), matching)}:
        if numbers := vocabulary.with_prefix(variant):
            count = int(vocabulary.counts[numbers.start : numbers.stop].max())
            candidates.append((edit_cost(prefix, variant) - log(count), variant))
    return min(candidates)[1] if candidates else None


def _edits(word: str, first: int, last: int) -> Iterator[str]:
    """Yield the word with one letter deleted, inserted, replaced or transposed, at each position `first` to `last`."""
    for position in range(first, last + 1):
        before, rest = word[:position], word[position:]
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]
        for letter in ascii_lowercase:
            yield before + letter + rest
            yield before + letter + rest[1:]
