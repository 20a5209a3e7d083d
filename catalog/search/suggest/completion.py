"""What the beginning of a query may become: words that fit the one before, and phrases of the vocabularies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from string import ascii_lowercase

import numpy as np

from catalog.search.suggest.edit_costs import cost, inflected
from catalog.search.suggest.vocabulary import LAST, Numbers, Vocabulary, highest, surface
from catalog.search.text.analyzer import PIECE
from catalog.search.text.analyzers.english import STOP_WORDS
from catalog.text import fold

WORDS = 8
"""Words that are tried for the one being typed."""
GOING_ON = 3
"""The first words, each of which is tried with this many next ones."""
GOING_ON_SHARE = 0.1
"""How often a next word must follow, of all entries that have the word, and at least in two, to be offered with it."""
MIN_LETTERS = 2
MIN_REPAIRED = 3
"""Letters that a beginning must have before it is taken for another."""
EARLIER = 3
"""How many letters before the first one that does not fit the mistake may be."""

Scored = tuple[str, int]
"""A completion, and about how many entries have it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to offer when somebody begins to type `key`, folded, and about how many entries it finds."""

    key: str
    text: str
    count: int


class Completer:
    """Completes the end of a query; immutable."""

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[Phrase]) -> None:
        """Take the words of the index, and the phrases; those that find nothing are left out."""
        self._known = vocabulary
        self._phrases = sorted({each for each in phrases if each.count}, key=lambda each: (each.key, each.text))
        self._keys = [each.key for each in self._phrases]

    def knows(self, start: str) -> bool:
        """Tell whether anything begins so, folded."""
        return bool(self._known.beginning(start)) or self._phrases_from(start) != []

    def complete(self, head: str, start: str, titles: Sequence[str] = ()) -> Iterator[str]:
        """Yield completions of a text, those first that most entries have.

        `head` is the text before the word being typed, `start` what there is of that word, folded; it may be empty.
        After a stop word the next one is sought in the `titles`, which say more than a pair of words like `of force`.
        """
        found = [*self._phrases_from(fold(head) + start), *self._words(head, start, titles)]
        seen: list[str] = []
        for text, _ in sorted(found, key=lambda each: (-each[1], each[0])):
            key = fold(text)
            if key not in seen and not any(inflected(key, other) for other in seen):
                seen.append(key)
                yield text

    def _phrases_from(self, start: str) -> list[Scored]:
        low, high = bisect_left(self._keys, start), bisect_left(self._keys, start + LAST)
        return [(each.text, each.count) for each in self._phrases[low:high]]

    def _words(self, head: str, start: str, titles: Sequence[str]) -> list[Scored]:
        """Return completions of the word being typed, and the commonest of them with a next word."""
        before = surface(["", *PIECE.findall(head)][-1])
        if before in STOP_WORDS and (there := _in_titles(head, start, titles)):
            return there
        found = enumerate(self._next(before, start))
        return [each for place, word in found for each in self._longer(head, place, *word)]

    def _next(self, before: str, start: str) -> list[tuple[int, int]]:
        """Return the words that begin so, by number with their counts: those seen after the one before, or any."""
        if found := self._after(self._known.number(before), start, WORDS):
            return found
        among = self._known.beginning(start) if start else range(0)
        numbers = np.arange(among.start, among.stop)
        return self._commonest(numbers, self._known.counts[among.start : among.stop], WORDS)

    def _longer(self, head: str, place: int, number: int, count: int) -> Iterator[Scored]:
        """Yield a word after the text before it, and then with those that often follow it."""
        text = f"{head}{self._known.words[number]}"
        yield text, count
        least = max(2, GOING_ON_SHARE * int(self._known.counts[number]))
        for following, together in self._after(number, "", GOING_ON) if place < GOING_ON else ():
            if together >= least:
                yield f"{text} {self._known.words[following]}", min(count, together)

    def _after(self, last: int, start: str, most: int) -> list[tuple[int, int]]:
        return self._commonest(*self._known.following(last, self._known.beginning(start)), most)

    def _commonest(self, numbers: Numbers, counts: Numbers, most: int) -> list[tuple[int, int]]:
        """Return the `most` commonest words by number with their counts; stop words and letters left out."""
        order = highest(counts, most + len(STOP_WORDS))
        found = zip(numbers[order].tolist(), counts[order].tolist(), strict=True)
        return [each for each in found if _says_something(self._known.words[each[0]])][:most]


def _says_something(word: str) -> bool:
    return len(word) >= MIN_LETTERS and word not in STOP_WORDS


def _in_titles(head: str, start: str, titles: Sequence[str]) -> list[Scored]:
    """Return the text with the word as titles have it that go on so, and how many do."""
    going_on = re.compile(rf"(?:^|\W){re.escape(head + start)}(\w+)", re.IGNORECASE)
    matches = [match for title in titles if (match := going_on.search(title))]
    return [*Counter(f"{head}{start}{match[1].lower()}" for match in matches).items()]


def phrase_count(phrase: str, known: Vocabulary) -> int:
    """Return about how many entries have a phrase, whatever the endings of its words: its rarest pair's count."""
    words = [surface(piece) for piece in PIECE.findall(phrase)]
    if len(words) == 1:
        numbers = known.beginning(words[0])
        return int(known.counts[numbers.start : numbers.stop].max(initial=0))
    counts = [known.following(known.number(left), known.beginning(right))[1] for left, right in pairwise(words)]
    return min((int(each.max(initial=0)) for each in counts), default=0)


def nearest_beginning(start: str, known: Vocabulary) -> str | None:
    """Return the likeliest beginning of words that is one edit away from `start`, with which no word begins.

    Only edits near the first letter that does not fit are tried: about 200 look-ups.
    """
    if len(start) < MIN_REPAIRED:
        return None
    fits = next((size for size in range(len(start) - 1, 0, -1) if known.beginning(start[:size])), 0)
    found = []
    for variant in {*_edited(start, max(fits - EARLIER, 0), fits)}:
        if numbers := known.beginning(variant):
            count = int(known.counts[numbers.start : numbers.stop].max())
            found.append((cost(start, variant) - log(count), variant))
    return min(found)[1] if found else None


def _edited(word: str, first: int, last: int) -> Iterator[str]:
    """Yield the word with one letter left out, put in, replaced or swapped with the next, from `first` to `last`."""
    for place in range(first, last + 1):
        before, rest = word[:place], word[place:]
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]
        for letter in ascii_lowercase:
            yield before + letter + rest
            yield before + letter + rest[1:]
