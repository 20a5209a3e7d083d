"""Ways to read a run of words, weighed against each other by what an index knows of words and pairs of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from catalog.search.suggest.neighbors import WEIGHT
from catalog.search.suggest.vocabulary import Vocabulary

STRANGERS = 2.0
"""What it costs that two words are never seen in a row. Costs as in likeness.py, and tuned with them."""
PAIR_WEIGHT = 0.5
"""How far the logarithm of a pair's frequency counts."""
SEEN_BEFORE = 2.0
"""Added to a word's frequency where it is asked how often another follows it: rare words prove little."""
KEPT = 12
"""Readings that are followed at each word."""


@dataclass(frozen=True, slots=True)
class Option:
    """A way to read the next one or two typed words, and what it costs."""

    takes: int
    words: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read everything so far."""

    cost: float = 0.0
    options: tuple[Option, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of this reading."""
        return tuple(word for option in self.options for word in option.words)


def readings(options: Sequence[Sequence[Option]], joined: Sequence[bool], known: Vocabulary) -> list[Reading]:
    """Return at most KEPT readings of a text, best first (a beam search).

    `options` are those from each word on, and `joined` says which words belong to the one before.
    """
    ahead: list[list[Reading]] = [[Reading()], *([] for _ in options), []]
    for place, there in enumerate(options):
        for reading in _best(ahead[place]):
            before = reading.options[-1].words[-1] if joined[place] else None
            for option in there:
                cost = reading.cost + option.cost + _unlikelihood(before, option.words, known)
                ahead[place + option.takes].append(Reading(cost, (*reading.options, option)))
    return _best(ahead[len(options)])


def _best(found: Iterable[Reading]) -> list[Reading]:
    return sorted(found, key=lambda reading: (reading.cost, reading.words))[:KEPT]


def _unlikelihood(before: str | None, words: Iterable[str], known: Vocabulary) -> float:
    """Return how unlikely it is that somebody goes on with these words."""
    total = 0.0
    for word in words:
        alone = -WEIGHT * log((known.count(word) + 1) / (known.entries + 1))
        left = known.number(before or "")
        if together := known.pair_count(left, known.number(word)):
            total += min(alone, -PAIR_WEIGHT * log(together / (int(known.counts[left]) + SEEN_BEFORE)))
        else:
            total += alone + STRANGERS * (before is not None)
        before = word
    return total
