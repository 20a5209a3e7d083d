"""Filters, counts and sorts all matches, and returns one page of them, by array arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from catalog.facets import FACET_NAMES
from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import NO_LIMIT, date_number
from catalog.search.engines.columnar.matches import Matches, lowest_keys, score_keys
from catalog.search.engines.columnar.postings import sorted_isin
from catalog.search.engines.columnar.snapshot import Snapshot
from catalog.search.query.tree import Query, Sort
from catalog.search.result import FacetCount

EXACT, FIRST = 2.0**50, 2.0**51
"""Subtracted from the keys of exact fits to the requested agency size, and of matches that come first.

More than any score, and small enough for a key to be exact.
"""


class FilteredMatches(NamedTuple):
    """The matches that pass every filter, and the counts that ignore each facet's own filter."""

    passing: Matches
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int


def filter_and_count(
    snapshot: Snapshot, matches: Matches, query: Query, facets: Collection[str] = FACET_NAMES
) -> FilteredMatches:
    """Apply a query's filters and count facets; a match that fails only one facet still counts in that facet."""
    mask = _dates_and_size_mask(snapshot, matches.docs, query)
    if mask is not None:
        matches = matches.where(mask)
    classes = snapshot.classes
    class_of_match = classes.of_doc[matches.docs]
    class_counts = np.bincount(class_of_match, minlength=classes.count).astype(np.float64)
    failing = {name: ~classes.having(name, values) for name, values in query.filters.items() if values}
    failures = np.zeros(classes.count, dtype=np.int64)
    for fails in failing.values():
        failures += fails
    passes = failures == 0
    passing_class_counts = any_size_counts = class_counts * passes
    counts = classes.code_counts(passing_class_counts)
    for name, fails in failing.items():
        without_filter = class_counts * (failures == fails)
        codes = classes.codes[name]
        counts[codes] = classes.code_counts(without_filter)[codes]
        any_size_counts = without_filter if name == "agency_size" else any_size_counts
    passing = matches.where(passes[class_of_match]) if failing else matches
    facet_counts = classes.facet_counts(counts, query.filters, facets)
    return FilteredMatches(passing, facet_counts, int(any_size_counts[classes.any_size].sum()))


def count(snapshot: Snapshot, matches: Matches, query: Query) -> int:
    """Return how many matches pass a query's filters."""
    docs = matches.docs
    mask = _dates_and_size_mask(snapshot, docs, query)
    if mask is not None:
        docs = docs[mask]
    having = [snapshot.classes.having(name, values) for name, values in query.filters.items() if values]
    if not having:
        return len(docs)
    return int(np.count_nonzero(np.logical_and.reduce(having)[snapshot.classes.of_doc[docs]]))


def _dates_and_size_mask(snapshot: Snapshot, docs: Array, query: Query) -> Array | None:
    """Return a mask of the documents that pass the filters other than facets; None if there is no such filter."""
    mask: Array | None = None
    if query.published_from or query.published_to:
        dates = snapshot.dates[docs]
        months, days = dates // 100 % 100, dates % 100
        earliest = dates + 100 * (months == 0) + (days == 0)
        latest = dates + 1200 * (months == 0) + 31 * (days == 0)  # 31 does no harm in shorter months
        low = date_number(query.published_from.first_day()) if query.published_from else 0
        high = date_number(query.published_to.last_day()) if query.published_to else NO_LIMIT
        mask = (dates > 0) & (latest >= low) & (earliest <= high)
    if query.sworn is not None:
        sizes = snapshot.sizes[docs]
        fits = (sizes[:, 0] < 0) | ((sizes[:, 0] <= query.sworn) & (sizes[:, 1] >= query.sworn))
        mask = fits if mask is None else mask & fits
    return mask


def page_matches(
    snapshot: Snapshot, passing: Matches, query: Query, first: Array | None = None
) -> list[tuple[int, float]]:
    """Return the documents of the requested page with their scores, in order.

    The documents `first`, ascending, come before all others in any order.
    """
    start, end = (query.page - 1) * query.per_page, query.page * query.per_page
    key, unique = _sort_keys(snapshot, passing, query)
    if first is not None:
        key = key - FIRST * sorted_isin(passing.docs, first)
    positions = lowest_keys(key, unique, end)[start:]
    return [(int(passing.docs[position]), float(passing.scores[position])) for position in positions]


def _sort_keys(snapshot: Snapshot, passing: Matches, query: Query) -> tuple[Array, Array]:
    """Return two keys of each match, to sort by in ascending order; the second one is unique and breaks ties."""
    docs = passing.docs
    match query.order:
        case Sort.NEWEST:
            unique = snapshot.newest[docs]
        case Sort.OLDEST:
            unique = snapshot.oldest[docs]
        case Sort.ADDED:
            unique = snapshot.recently_added[docs]
        case Sort.TITLE:
            unique = snapshot.alphabetical(query.language)[docs]
        case Sort.RELEVANCE:
            key = -score_keys(passing.scores)
            if query.asks_for_size:
                key[snapshot.sizes[docs, 0] >= 0] -= EXACT
            return key, snapshot.newest[docs]
    return unique, unique
