"""Finds the likeliest corrections of several words, by the frequencies of words and word pairs in an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from catalog.search.spelling.neighbors import FREQUENCY_WEIGHT
from catalog.search.text.vocabulary import Vocabulary

UNSEEN_PAIR = 2.0
"""The cost of two words that never occur in a row. Costs are as in edit_costs.py, and tuned together with them."""
PAIR_WEIGHT = 0.5
"""The weight of the logarithm of a pair's frequency."""
PAIR_SMOOTHING = 2.0
"""Added to the frequency of a pair's first word, because rare words are weak evidence."""
BEAM_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible correction of the next one or two `typed_words`, and its cost."""

    typed_words: int
    words: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A possible correction of the words up to some position."""

    cost: float = 0.0
    candidates: tuple[Candidate, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its candidates."""
        return tuple(word for candidate in self.candidates for word in candidate.words)


def beam_search(
    candidates: Sequence[Sequence[Candidate]], joined: Sequence[bool], vocabulary: Vocabulary
) -> list[Hypothesis]:
    """Return at most BEAM_WIDTH hypotheses for a text, best first.

    `candidates` are those for each position, and `joined` tells for each word whether it directly
    follows the previous one.
    """
    beams: list[list[Hypothesis]] = [[Hypothesis()], *([] for _ in candidates), []]
    for position, alternatives in enumerate(candidates):
        for hypothesis in _best(beams[position]):
            previous = hypothesis.candidates[-1].words[-1] if joined[position] else None
            for candidate in alternatives:
                cost = hypothesis.cost + candidate.cost + _language_cost(previous, candidate.words, vocabulary)
                extended = Hypothesis(cost, (*hypothesis.candidates, candidate))
                beams[position + candidate.typed_words].append(extended)
    return _best(beams[len(candidates)])


def _best(hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    return sorted(hypotheses, key=lambda hypothesis: (hypothesis.cost, hypothesis.words))[:BEAM_WIDTH]


def _language_cost(previous: str | None, words: Iterable[str], vocabulary: Vocabulary) -> float:
    """Return the cost of words after a previous one, by their frequencies."""
    total = 0.0
    for word in words:
        word_cost = -FREQUENCY_WEIGHT * log((vocabulary.count(word) + 1) / (vocabulary.entries + 1))
        previous_number = vocabulary.number(previous or "")
        if pair_count := vocabulary.pair_count(previous_number, vocabulary.number(word)):
            pair_cost = -PAIR_WEIGHT * log(pair_count / (int(vocabulary.counts[previous_number]) + PAIR_SMOOTHING))
            total += min(word_cost, pair_cost)
        else:
            total += word_cost + UNSEEN_PAIR * (previous is not None)
        previous = word
    return total
