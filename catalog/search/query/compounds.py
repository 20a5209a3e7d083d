"""Compounds in a query: words that entries write as one word, as two, or with a hyphen between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from catalog.search.query.leaf import as_hyphenated, as_leaf
from catalog.search.query.rewrite import ENOUGH_MATCHES, Part
from catalog.search.query.synonyms import TermSequence
from catalog.search.query.tree import Phrase, Spellings, Word
from catalog.search.text.analyzer import HYPHENS, WORD_PATTERN, Analyzer, surface_word
from catalog.search.text.analyzers import DEFAULT_ANALYZER, is_stop_word, terms
from catalog.weakly_bound import weakly_bound

MIN_WORD = 3
"""The shortest part of a compound that counts as a word of its own, in letters."""
MIN_UNSEEN = 7
"""The shortest word that is also searched for as two words which no record has next to each other, in letters."""
MIN_UNKNOWN_HALF = 2
"""The shortest part of a word that no entry has, in letters: one letter too many is rather a typing error."""
MIN_PREFIX_SHARE = 1 / 3
CACHED_WORDS = 2_000
_WORD = re.compile(rf"\W*({WORD_PATTERN})[^\w*]*")
_HYPHENATED = re.compile(rf"\W*({WORD_PATTERN})[{HYPHENS}]({WORD_PATTERN})\W*")


class IndexWords(Protocol):
    """The words of an index, as `text.vocabulary.Vocabulary` has them."""

    def number(self, word: str) -> int:
        """Return a word's number, or -1 for an unknown word."""

    def count(self, word: str) -> int:
        """Return how many entries have a word."""

    def pair_count(self, left: int, right: int) -> int:
        """Return how many entries have two adjacent words, given by number, in their record."""

    def compound_count(self, left: int, right: int) -> int:
        """Return how many entries have two words, given by number, with a hyphen between them."""

    def hyphenated_share(self, left: int) -> float:
        """Return how often a word, given by number, has a hyphen and another word after it, per entry that has it."""


class Compounds:
    """Looks up compounds in the words of an index, in singular and plural. Safe to share between threads."""

    def __init__(self, index_words: Callable[[], IndexWords]) -> None:
        """Take a function that returns the words of the index."""
        self._index_words = index_words
        self._divided = lru_cache(maxsize=CACHED_WORDS)(weakly_bound(self._divide))

    def is_written_as_one(self, first: str, second: str) -> bool:
        """Return whether some entry has two words as one word."""
        return any(True for _ in self._numbers(surface_word(first) + surface_word(second)))

    def is_pair(self, first: str, second: str) -> bool:
        """Return whether some entry has two words next to each other, in its record or with a hyphen."""
        return any(self._is_seen(*pair) for pair in self._pairs(surface_word(first), surface_word(second)))

    def is_usually_hyphenated(self, first: str, second: str) -> bool:
        """Return whether entries have two words more often with a hyphen than next to each other without one."""
        words, pairs = self._index_words(), [*self._pairs(surface_word(first), surface_word(second))]
        with_hyphen = sum(words.compound_count(*pair) for pair in pairs)
        return with_hyphen > 0 and 2 * with_hyphen >= sum(words.pair_count(*pair) for pair in pairs)

    def halves(self, word: str) -> tuple[str, str] | None:
        """Return the two words, folded, that entries may have instead of one word; None if there are none.

        Entries with the halves next to each other show where to divide it. Without any, a rare word is divided near
        its middle: pairs of words in documents are not counted. Only an unknown word has a stop word or very short
        halves: "followup" is "follow up", but "overtime" is not "over time".
        """
        return self._divided(surface_word(word))[0]

    def is_prefix(self, word: str) -> bool:
        """Return whether a word mostly stands before a hyphen and another word, as `pre` and `multi` do."""
        number = self._index_words().number(surface_word(word))
        return number >= 0 and self._index_words().hyphenated_share(number) >= MIN_PREFIX_SHARE

    def has_hyphen_inside(self, word: str) -> bool:
        """Return whether some entry has a word with a hyphen in it."""
        return self._divided(surface_word(word))[1]

    def _divide(self, word: str) -> tuple[tuple[str, str] | None, bool]:
        """Return the halves of a word, and whether some entry has it with a hyphen."""
        divisions = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
        pairs = {halves: numbers for halves in divisions if (numbers := [*self._pairs(*halves)])}
        has_hyphen = any(self._index_words().compound_count(*pair) for numbers in pairs.values() for pair in numbers)
        is_unknown = not self._index_words().count(word)
        whole = {halves: pairs[halves] for halves in pairs if self._may_be_halves(halves, is_unknown=is_unknown)}
        seen = [halves for halves, numbers in whole.items() if any(self._is_seen(*pair) for pair in numbers)]
        is_rare = len(word) >= MIN_UNSEEN and self._index_words().count(word) < ENOUGH_MATCHES
        min_half = MIN_UNKNOWN_HALF if is_unknown else MIN_WORD
        unseen = [halves for halves in whole if (is_unknown or is_rare) and min(map(len, halves)) >= min_half]
        return max(seen or unseen, key=lambda halves: min(map(len, halves)), default=None), has_hyphen

    @staticmethod
    def _may_be_halves(halves: tuple[str, str], *, is_unknown: bool) -> bool:
        """Return whether a word may be divided so: without stop words, or with one if no entry has the word."""
        stop_words = [half for half in halves if half in DEFAULT_ANALYZER.stop_words]
        return not stop_words or (is_unknown and len(stop_words) == 1 and len(stop_words[0]) >= MIN_UNKNOWN_HALF)

    def _is_seen(self, left: int, right: int) -> bool:
        words = self._index_words()
        return words.pair_count(left, right) > 0 or words.compound_count(left, right) > 0

    def _pairs(self, first: str, second: str) -> Iterator[tuple[int, int]]:
        """Yield the numbers of two words of the index, with the second in singular and plural."""
        if (left := self._index_words().number(first)) >= 0:
            yield from ((left, right) for right in self._numbers(second))

    def _numbers(self, word: str) -> Iterator[int]:
        """Yield the numbers of a word in singular and plural, as far as the index has them."""
        forms = (word, word[:-1] if word.endswith("s") else f"{word}s")
        return (number for number in map(self._index_words().number, forms) if number >= 0)


@dataclass(frozen=True, slots=True)
class CompoundReader:
    """Finds the compounds among plain words in one language.

    `allowed` are the texts of two separate words that may be one compound; None allows all.
    """

    compounds: Compounds
    analyzer: Analyzer
    allowed: frozenset[str] | None = None

    def compound(self, texts: Sequence[str], start: int) -> tuple[int, Part] | None:
        """Return the number of texts of the compound that begins at `start`, and its part; None if there is none."""
        part = self._separate_words(texts[start : start + 2], is_whole_query=len(texts) == 2)  # noqa: PLR2004
        if part:
            return 2, part
        part = self.part(texts[start])
        return (1, part) if part else None

    def other_readings(self, texts: Sequence[str]) -> tuple[tuple[TermSequence, ...], ...]:
        """Return the terms of texts with words read as two, and with those that have a hyphen read as one."""
        as_one = tuple(terms(_HYPHENATED.sub(r"\1\2", text)) for text in texts)
        as_two = tuple(terms(" ".join(self._halves(text) or (text,))) for text in texts)
        return as_one, as_two

    def _halves(self, text: str) -> tuple[str, str] | None:
        typed = _WORD.fullmatch(text)
        return self.compounds.halves(typed[1]) if typed else None

    def part(self, text: str) -> Part | None:
        """Return the part for a word with a hyphen, or that is also written as two; None for any other text."""
        if hyphenated := _HYPHENATED.fullmatch(text):
            first, second = hyphenated.groups()
            if self.compounds.is_pair(first, second) or self.compounds.is_written_as_one(first, second):
                return Part(_spellings(first, second), text, plain=True)
            return None if self._mean_much_alone(first, second) else self._unknown(first, second, text)
        if halves := self._halves(text):
            return Part(
                Spellings((as_leaf(text), as_leaf(" ".join(halves)), *_other_number(*halves))), text, plain=True
            )
        if (typed := _WORD.fullmatch(text)) and self.compounds.has_hyphen_inside(typed[1]):
            return Part(Spellings((as_leaf(text), as_hyphenated(typed[1]))), text, plain=True)
        return None

    def _separate_words(self, texts: Sequence[str], *, is_whole_query: bool) -> Part | None:
        """Return the part for two words that are usually one compound; None if they are not, or are not two words."""
        words, display = [_WORD.fullmatch(text) for text in texts], " ".join(texts)
        if len(words) < 2 or not all(words) or (self.allowed is not None and display not in self.allowed):  # noqa: PLR2004
            return None
        first, second = (word[1] for word in words if word)
        has_stop_word = any(is_stop_word(word, self.analyzer) for word in (first, second))
        if has_stop_word and not is_whole_query:
            return None  # "crime over time" is not about overtime
        is_one = self.compounds.is_written_as_one(first, second)
        if not is_one and (has_stop_word or self.compounds.is_prefix(first)):
            is_one = self.compounds.is_usually_hyphenated(first, second)
        return Part(_spellings(first, second, typed_as_two=True), display, plain=True) if is_one else None

    def _mean_much_alone(self, *words: str) -> bool:
        return all(len(word) >= MIN_WORD and not is_stop_word(word, self.analyzer) for word in words)

    def _unknown(self, first: str, second: str, text: str) -> Part:
        """Return the part for a compound that perhaps no entry has, so that a relaxed query has its words instead."""
        searchable = (word for word in (first, second) if terms(word))
        words = tuple(as_leaf(word) for word in searchable if not is_stop_word(word, self.analyzer))
        return Part(_spellings(first, second), text, plain=True, relaxed=words)


def _spellings(first: str, second: str, *, typed_as_two: bool = False) -> Spellings:
    as_one, as_two = as_leaf(first + second), as_leaf(f"{first} {second}")
    in_order = (as_two, as_one) if typed_as_two else (as_one, as_two)
    return Spellings((*in_order, *_other_number(first, second)))


def _other_number(first: str, second: str) -> tuple[Word | Phrase, ...]:
    """Return a compound in singular or plural, whichever was not typed, if it has other terms: `follow-ups`."""
    word = surface_word(second)
    other = word[:-1] if word.endswith("s") else f"{word}s"
    return (
        () if not terms(other) or terms(other) == terms(word) else (as_leaf(first + other), as_leaf(f"{first} {other}"))
    )
