"""BM25F, and the order of an answer: the same arithmetic for every engine."""

from __future__ import annotations

import math
from collections.abc import Mapping

from catalog.model import PartialDate
from catalog.search.analysis import fold
from catalog.search.fields import FIELDS
from catalog.search.query import Sort

K1 = 1.2
NAMED = 100.0
"""What an entry scores for being called exactly as was asked: more than words can."""
MEANING = 0.8
"""The share of its score that a synonym of what was typed is worth."""
SCALE = 1e9
"""Scores are compared in parts of one by so many, so that rounding never decides an order."""

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
    weighted = 0.0
    for name, field in FIELDS.items():
        if count := counts.get(name, 0):
            weighted += field.weight * count / (1.0 - field.b + field.b * lengths[name] / averages[name])
    return rarity * weighted * (K1 + 1.0) / (K1 + weighted)


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
            return (not exact, -math.floor(score * SCALE + 0.5), *newest, record_id)
        case Sort.NEWEST:
            return (*newest, record_id)
        case Sort.OLDEST:
            return (published is None, *_parts(published), record_id)
        case Sort.TITLE:
            return (fold(title), record_id)


def _parts(date: PartialDate | None) -> tuple[int, int, int]:
    return (date.year, date.month, date.day) if date else (0, 0, 0)
