"""BM25F, and the order of results: the same arithmetic for every engine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from numpy.typing import NDArray

from catalog.model import AgencySize, PartialDate, Record, day_added
from catalog.search.query.tree import Sort
from catalog.search.text.fields import FIELDS
from catalog.text import fold

K1 = 1.8
EXACT_NAME_SCORE = 100.0
"""Added to the score of an entry whose name is exactly the query: more than words can score."""
PASSAGE_WEIGHT = 0.6
"""The weight of a word in the best passage of an entry's text."""
PAIR_WEIGHT = 0.3
"""The weight of a pair of neighboring words, compared with the words themselves."""
RERANK_WINDOW = 200
"""How many of the best entries are scored again by their best passages and by neighboring words."""
MIN_SCORE_RATIO = 0.2
"""The share of the best score that an entry needs if it lacks some of the words."""
RECENCY_BOOST, RECENCY_HALF_LIFE_YEARS = 0.05, 10
"""The gain of entries of the newest year, as a share of their score, and the years in which it halves."""
FEATURED_BOOST = 1.02
"""The factor for featured resources."""
SAMPLE_FACTOR = 0.5
"""The factor for samples: real resources on the same subject come before them."""
ONLY_LISTED_FACTOR = 0.88
"""The factor for resources that cannot be opened: all there is to open is a page that names them."""
SIZE_FIT_BOOST, OTHER_SIZE_FACTOR = 1.3, 0.85
"""The factors for resources for agencies of the size that the text states, and for those of other sizes only."""
LANGUAGE_BOOST = 1.2
"""The factor for resources in the language of the text, if it is not the default one."""
SMOOTHING_WINDOW, SMOOTHING_NEIGHBORS, OWN_SCORE_SHARE = 50, 8, 0.7
"""How many of the best entries share scores, with how many neighbors each, and the share of its own score in each."""
FEEDBACK_WINDOW, FEEDBACK_HITS, FEEDBACK_WEIGHT = 50, 5, 0.75
"""How many of the best entries gain by resembling the first ones, how many first ones, and the weight of the gain."""
SYNONYM_WEIGHT = 0.8
"""The weight of a synonym, compared with what was typed."""
SCORE_SCALE = 1e9
"""Scores are compared as integers, multiplied by this number, so that rounding errors never decide the order."""

Number = TypeVar("Number", float, NDArray[Any])
"""One number, or an array of them."""
Averages = Mapping[str, float]
"""The average number of terms in a field over all entries, by field name."""


def idf(entries: int, matching: int) -> float:
    """Return the inverse document frequency of a word that `matching` of `entries` contain; above 0.

    The form of Robertson and Sparck Jones with 1 added inside the logarithm, as in Lucene.
    """
    return math.log(1.0 + (entries - matching + 0.5) / (matching + 0.5))


def average_length(total: int, entries: int) -> float:
    """Return the average length of a field; 1 for an index without entries, so that it can divide."""
    return (total / entries) if entries and total else 1.0


def bm25f(counts: Mapping[str, int], lengths: Mapping[str, int], averages: Averages, word_idf: float) -> float:
    """Return the score of one word in an entry.

    `counts` has the word's frequency in each field that contains it, `lengths` the number of terms in those fields of
    this entry. Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
    """
    return word_idf * tf_saturation(normalized_tf(counts, lengths, averages))


def normalized_tf(counts: Mapping[str, int], lengths: Mapping[str, int], averages: Averages) -> float:
    """Return the frequency of a word in an entry, by the weights and normalized by the lengths of its fields."""
    tf = 0.0
    for name, field in FIELDS.items():
        if count := counts.get(name, 0):
            tf += field.weight / (1.0 - field.b + field.b * lengths[name] / averages[name]) * count
    return tf


def passage_tf(count: Number, length: Number, average_length: float) -> Number:
    """Return the frequency of a word in a passage of `length` terms, by the weight and normalized by the length."""
    b = FIELDS["body"].b
    return PASSAGE_WEIGHT * count / (1.0 - b + b * length / average_length)


def tf_saturation(tf: Number) -> Number:
    """Return the saturation of a term frequency: each further occurrence adds less."""
    return tf * (K1 + 1.0) / (K1 + tf)


def pair_score(pair_tf: float, first_idf: float, second_idf: float) -> float:
    """Return the score of two neighboring words.

    `pair_tf` is how often they are next to each other, times the fields' weights. Ordered bigrams of Metzler and
    Croft, "A Markov Random Field Model for Term Dependencies" (2005), with the saturation of BM25.
    """
    return PAIR_WEIGHT * (first_idf + second_idf) / 2.0 * tf_saturation(pair_tf)


def prior(age_years: int | None, *, featured: bool = False, sample: bool = False, only_listed: bool = False) -> float:
    """Return the factor of an entry's scores; `age_years` counts from the newest entry's year, None if undated."""
    recency = 1.0 if age_years is None else 1.0 + RECENCY_BOOST * 2.0 ** (-age_years / RECENCY_HALF_LIFE_YEARS)
    own = (FEATURED_BOOST, featured), (SAMPLE_FACTOR, sample), (ONLY_LISTED_FACTOR, only_listed)
    return recency * math.prod(factor for factor, applies in own if applies)


def size_factor(size: AgencySize | None, stated: AgencySize | None) -> float:
    """Return the factor of an entry's scores by the agencies it is for; 1 for any size, and without a stated size."""
    if size is None or stated is None:
        return 1.0
    return SIZE_FIT_BOOST if size.overlaps(stated.sworn_min, stated.sworn_max) else OTHER_SIZE_FACTOR


def score_key(score: float) -> int:
    """Return a score as an integer for comparison."""
    return math.floor(score * SCORE_SCALE + 0.5)


def sort_key(
    order: Sort, record: Record, *, score: float, exact: bool, language: str | None = None
) -> tuple[object, ...]:
    """Return the key to sort matches by, ascending; `exact` tells whether a match fits the agency size asked for.

    Relevance puts exact fits first, then the highest score, then the newest date of publication. ADDED puts the most
    recently added first, then the newest; a record whose day is unknown counts as added when it was published. Entries
    without a date come last in all orders by date. Ties are broken by id.
    """
    published, record_id = record.published, record.id
    newest = (published is None, *(-part for part in _date_parts(published)))
    match order:
        case Sort.RELEVANCE:
            return (not exact, -score_key(score), *newest, record_id)
        case Sort.NEWEST:
            return (*newest, record_id)
        case Sort.OLDEST:
            return (published is None, *_date_parts(published), record_id)
        case Sort.ADDED:
            day = day_added(record)
            return (-day.toordinal() if day else 0, *newest, record_id)
        case Sort.TITLE:
            return (fold(record.text_in(language).title), record_id)


def _date_parts(date: PartialDate | None) -> tuple[int, int, int]:
    return (date.year, date.month, date.day) if date else (0, 0, 0)
