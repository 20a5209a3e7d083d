"""Filters, counts and sorts all matches, and returns one page of them, by array arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from catalog.facets import FACET_NAMES
from catalog.search.engines.columnar.matching.matches import Matches, lowest_keys, score_keys
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import NO_LIMIT, date_number
from catalog.search.engines.columnar.storage.postings import sorted_isin
from catalog.search.engines.columnar.storage.snapshot import Snapshot
from catalog.search.ports import SearchPlan
from catalog.search.query.tree import Query, Sort
from catalog.search.result import FacetCount

EXACT, FULL = 2.0**50, 2.0**51
"""Subtracted from the keys of exact fits to the requested agency size, and of full matches.

More than any score, and small enough for a key to be exact.
"""
FIRST = 2.0**90
"""The unit of the keys of matches that come first: less than any other key."""


class FilteredMatches(NamedTuple):
    """The matches that pass every filter, and the counts that ignore each facet's own filter, or that of the dates."""

    passing: Matches
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int
    years: Mapping[int, int]


def filter_and_count(
    snapshot: Snapshot, matches: Matches, query: Query, facets: Collection[str] = FACET_NAMES
) -> FilteredMatches:
    """Apply a query's filters and count facets; a match that fails only one facet still counts in that facet."""
    all_docs = matches.docs
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
    years = _year_counts(snapshot, all_docs, passes, query) if query.count_years else {}
    return FilteredMatches(passing, facet_counts, int(any_size_counts[classes.any_size].sum()), years)


def _year_counts(snapshot: Snapshot, docs: Array, class_passes: Array, query: Query) -> dict[int, int]:
    """Return the documents by year, ascending, that pass the filters other than the dates; undated ones are left out.

    `class_passes` tells for each class whether it passes the filters of facets.
    """
    mask = _size_mask(snapshot, docs, query)
    docs = docs if mask is None else docs[mask]
    counts = np.bincount(snapshot.years[docs], class_passes[snapshot.classes.of_doc[docs]], 1).astype(np.int64)
    counts[0] = 0
    return {year: int(counts[year]) for year in counts.nonzero()[0].tolist()}


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
    mask = _size_mask(snapshot, docs, query)
    if query.published_from or query.published_to:
        dates = snapshot.dates[docs]
        months, days = dates // 100 % 100, dates % 100
        earliest = dates + 100 * (months == 0) + (days == 0)
        latest = dates + 1200 * (months == 0) + 31 * (days == 0)  # 31 does no harm in shorter months
        low = date_number(query.published_from.first_day()) if query.published_from else 0
        high = date_number(query.published_to.last_day()) if query.published_to else NO_LIMIT
        is_within = (dates > 0) & (latest >= low) & (earliest <= high)
        mask = is_within if mask is None else mask & is_within
    return mask


def _size_mask(snapshot: Snapshot, docs: Array, query: Query) -> Array | None:
    """Return a mask of the documents for the number of officers; None if the query has none."""
    if query.sworn is None:
        return None
    sizes = snapshot.sizes[docs]
    fits: Array = (sizes[:, 0] < 0) | ((sizes[:, 0] <= query.sworn) & (sizes[:, 1] >= query.sworn))
    return fits


def page_matches(snapshot: Snapshot, passing: Matches, plan: SearchPlan, full: Array | None) -> list[tuple[int, float]]:
    """Return the documents of the requested page in order, with scores. `full` are the full matches, ascending."""
    query = plan.query
    start, end = (query.page - 1) * query.per_page, query.page * query.per_page
    keys, unique = _sort_keys(snapshot, passing, query)
    if full is not None:
        keys = keys - FULL * sorted_isin(passing.docs, full)
    if plan.first and query.order is Sort.RELEVANCE:
        keys = _with_first(snapshot, passing.docs, keys, plan.first)
    positions = lowest_keys(keys, unique, end)[start:]
    return [(int(passing.docs[position]), float(passing.scores[position])) for position in positions]


def _with_first(snapshot: Snapshot, docs: Array, keys: Array, first: Sequence[str]) -> Array:
    """Return the keys with the lowest ones at the documents that come first, if they are among `docs`."""
    keys = keys.astype(np.float64)
    for rank, record_id in enumerate(reversed(first), 1):
        doc = snapshot.find(record_id)
        if doc is not None:
            keys[docs == doc] = -FIRST * rank
    return keys


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
