"""BM25F, and the order of an answer: the same arithmetic for every engine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from numpy.typing import NDArray

from catalog.model import PartialDate
from catalog.search.query.tree import Sort
from catalog.search.text.fields import FIELDS
from catalog.text import fold

K1 = 1.8
NAMED = 100.0
"""What an entry scores for being called exactly as was asked: more than words can."""
PASSAGE = 0.6
"""What a word in the best passage of an entry's text is worth."""
PAIR = 0.3
CANDIDATES = 200
"""What neighbouring words are worth, beside the words themselves; and how many of the best entries are looked at."""
CUT = 0.2
"""The share of the best score that an entry must have where any word will do."""
RECENT, HALVED_IN_YEARS = 0.05, 10
FEATURED = 1.02
"""The priors: what the newest year gains, in how many years half of it is gone; what a featured resource has."""
ALIKE, NEIGHBOURS, OWN = 50, 8, 0.7
"""How many of the best entries share their scores, each with how many others, and what each keeps of its own."""
MEANING = 0.8
"""The share of its score that a synonym of what was typed is worth."""
SCALE = 1e9
"""Scores are compared in parts of one by so many, so that rounding never decides an order."""

Amount = TypeVar("Amount", float, NDArray[Any])
"""One number, or an array of them."""
Averages = Mapping[str, float]
"""Terms a field holds, on average over all entries, by field name."""


def idf(entries: int, matching: int) -> float:
    """Return how telling a word is that `matching` of `entries` have; above 0.

    The form of Robertson and Sparck Jones with 1 added inside the logarithm (as Lucene has it).
    """
    return math.log(1.0 + (entries - matching + 0.5) / (matching + 0.5))


def average(total: int, entries: int) -> float:
    """Return the mean length of a field; 1 for an index without entries, so that it can divide."""
    return (total / entries) if entries and total else 1.0


def bm25f(counts: Mapping[str, int], lengths: Mapping[str, int], averages: Averages, rarity: float) -> float:
    """Return one word's share of an entry's score.

    `counts` has how often the word stands in each field where it does, `lengths` the terms of those fields in this
    entry. Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
    """
    return rarity * saturated(weighted(counts, lengths, averages))


def weighted(counts: Mapping[str, int], lengths: Mapping[str, int], averages: Averages) -> float:
    """Return how often a word stands in an entry, by the weights and lengths of its fields."""
    found = 0.0
    for name, field in FIELDS.items():
        if count := counts.get(name, 0):
            found += field.weight / (1.0 - field.b + field.b * lengths[name] / averages[name]) * count
    return found


def in_passage(count: Amount, length: Amount, average_length: float) -> Amount:
    """Return how often a word stands in a passage of `length` terms, by the weight and length of passages."""
    b = FIELDS["body"].b
    return PASSAGE * count / (1.0 - b + b * length / average_length)


def saturated(found: Amount) -> Amount:
    """Return what a word's weighted count is worth: ever less for each more."""
    return found * (K1 + 1.0) / (K1 + found)


def pair_score(weighted: float, first: float, second: float) -> float:
    """Return what two neighbouring words add to a score.

    `weighted` is how often they stand so, times the fields' weights; `first` and `second` are the rarities of the
    words. Ordered bigrams of Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005), with the
    saturation of BM25.
    """
    return PAIR * (first + second) / 2.0 * saturated(weighted)


def prior(age_years: int | None, *, featured: bool) -> float:
    """Return what to multiply an entry's score by; `age_years` counts from the newest entry's year, None: no date."""
    recent = 1.0 if age_years is None else 1.0 + RECENT * 2.0 ** (-age_years / HALVED_IN_YEARS)
    return recent * (FEATURED if featured else 1.0)


def score_key(score: float) -> int:
    """Return a score as scores are compared."""
    return math.floor(score * SCALE + 0.5)


def sort_key(
    order: Sort, *, score: float, exact: bool, published: PartialDate | None, title: str, record_id: str
) -> tuple[object, ...]:
    """Return what to sort matches by, ascending; `exact` tells of a fit to the agency size asked for.

    Relevance puts exact fits first, then the best score, then the newest; entries without a date come last in
    either order by date; equal ones stand by id.
    """
    newest = (published is None, *(-part for part in _parts(published)))
    match order:
        case Sort.RELEVANCE:
            return (not exact, -score_key(score), *newest, record_id)
        case Sort.NEWEST:
            return (*newest, record_id)
        case Sort.OLDEST:
            return (published is None, *_parts(published), record_id)
        case Sort.TITLE:
            return (fold(title), record_id)


def _parts(date: PartialDate | None) -> tuple[int, int, int]:
    return (date.year, date.month, date.day) if date else (0, 0, 0)
