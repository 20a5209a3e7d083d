"""From all matches to one page of them: filters, counts and orders, by array arithmetic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from catalog.facets import FACET_NAMES
from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import NO_LIMIT
from catalog.search.engines.columnar.matches import Matches, first, score_keys
from catalog.search.engines.columnar.snapshot import Snapshot
from catalog.search.query.tree import Query, Sort
from catalog.search.result import FacetCount

EXACT = 2.0**60
"""Subtracted from the keys of exact fits to the requested agency size: more than any score."""


class FilteredMatches(NamedTuple):
    """The matches that pass every filter, and the counts that ignore each facet's own filter."""

    passing: Matches
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int


def filter_and_count(
    snapshot: Snapshot, matches: Matches, query: Query, facets: Collection[str] = FACET_NAMES
) -> FilteredMatches:
    """Apply a query's filters and count facets; a match that fails only one facet still counts in that facet."""
    in_time_and_size = _in_time_and_size(snapshot, matches.docs, query)
    if in_time_and_size is not None:
        matches = matches.kept(in_time_and_size)
    classes = snapshot.classes
    of_match = classes.of_doc[matches.docs]
    matches_per_class = np.bincount(of_match, minlength=classes.count).astype(np.float64)
    failing = {name: ~classes.having(name, wanted) for name, wanted in query.filters.items() if wanted}
    failures = np.zeros(classes.count, dtype=np.int64)
    for fails in failing.values():
        failures += fails
    passes = failures == 0
    any_size = matches_per_class * passes
    counts = classes.values(any_size)
    for name, fails in failing.items():
        weights = matches_per_class * (failures == fails)
        codes = classes.codes[name]
        counts[codes] = classes.values(weights)[codes]
        any_size = weights if name == "agency_size" else any_size
    passing = matches.kept(passes[of_match]) if failing else matches
    shown = classes.shown(counts, query.filters, facets)
    return FilteredMatches(passing, shown, int(any_size[classes.any_size].sum()))


def count(snapshot: Snapshot, matches: Matches, query: Query) -> int:
    """Return how many matches pass a query's filters."""
    docs = matches.docs
    in_time_and_size = _in_time_and_size(snapshot, docs, query)
    if in_time_and_size is not None:
        docs = docs[in_time_and_size]
    having = [snapshot.classes.having(name, wanted) for name, wanted in query.filters.items() if wanted]
    if not having:
        return len(docs)
    return int(np.count_nonzero(np.logical_and.reduce(having)[snapshot.classes.of_doc[docs]]))


def _in_time_and_size(snapshot: Snapshot, docs: Array, query: Query) -> Array | None:
    """Tell which documents pass the filters other than facets; None without any such filter."""
    mask: Array | None = None
    if query.published_from or query.published_to:
        dates = snapshot.dates[docs]
        months, days = dates // 100 % 100, dates % 100
        earliest = dates + 100 * (months == 0) + (days == 0)
        latest = dates + 1200 * (months == 0) + 31 * (days == 0)  # in short months past the end, which changes nothing
        low = _number(query.published_from.first_day()) if query.published_from else 0
        high = _number(query.published_to.last_day()) if query.published_to else NO_LIMIT
        mask = (dates > 0) & (latest >= low) & (earliest <= high)
    if query.sworn is not None:
        sizes = snapshot.sizes[docs]
        fits = (sizes[:, 0] < 0) | ((sizes[:, 0] <= query.sworn) & (sizes[:, 1] >= query.sworn))
        mask = fits if mask is None else mask & fits
    return mask


def _number(day: dt.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def page_matches(snapshot: Snapshot, passing: Matches, query: Query) -> list[tuple[int, float]]:
    """Return the documents of the requested page with their scores, in order."""
    start, end = (query.page - 1) * query.per_page, query.page * query.per_page
    positions = first(*_keys(snapshot, passing, query), end)[start:]
    return [(int(passing.docs[position]), float(passing.scores[position])) for position in positions]


def _keys(snapshot: Snapshot, passing: Matches, query: Query) -> tuple[Array, Array]:
    """Return the sort keys, ascending: a key, and a unique one for each document that breaks ties."""
    docs = passing.docs
    match query.order:
        case Sort.NEWEST:
            unique = snapshot.newest[docs]
        case Sort.OLDEST:
            unique = snapshot.oldest[docs]
        case Sort.TITLE:
            unique = snapshot.alphabetical[docs]
        case Sort.RELEVANCE:
            key = -score_keys(passing.scores)
            if query.asks_for_size:
                key[snapshot.sizes[docs, 0] >= 0] -= EXACT
            return key, snapshot.newest[docs]
    return unique, unique
