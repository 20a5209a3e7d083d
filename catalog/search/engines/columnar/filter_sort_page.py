"""From what matches to one page of it: filters, counts and orders, by array arithmetic."""

from __future__ import annotations

import datetime as dt

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import NO_LIMIT
from catalog.search.engines.columnar.matches import Matches, first, score_keys
from catalog.search.engines.columnar.snapshot import Snapshot
from catalog.search.pipeline import FilteredResult
from catalog.search.query.tree import Query, Sort

EXACT = 2.0**60
"""Added to the keys of exact fits to the agency size asked for: more than any score."""


def narrow(snapshot: Snapshot, found: Matches, query: Query) -> FilteredResult[Matches]:
    """Apply the filters; a match that fails one facet only still counts in that facet."""
    in_time_and_size = _in_time_and_size(snapshot, found.docs, query)
    if in_time_and_size is not None:
        found = found.kept(in_time_and_size)
    classes = snapshot.classes
    of_match = classes.of_doc[found.docs]
    each = np.bincount(of_match, minlength=classes.count).astype(np.float64)
    failing = {name: ~classes.having(name, wanted) for name, wanted in query.filters.items() if wanted}
    failures = np.zeros(classes.count, dtype=np.int64)
    for fails in failing.values():
        failures += fails
    passes = failures == 0
    any_size = each * passes
    counts = classes.values(any_size)
    for name, fails in failing.items():
        weights = each * (failures == fails)
        codes = classes.codes[name]
        counts[codes] = classes.values(weights)[codes]
        any_size = weights if name == "agency_size" else any_size
    passing = found.kept(passes[of_match]) if failing else found
    facets = classes.shown(counts, query.filters)
    return FilteredResult(passing, len(passing.docs), facets, int(any_size[classes.any_size].sum()))


def _in_time_and_size(snapshot: Snapshot, docs: Array, query: Query) -> Array | None:
    """Tell which documents pass the filters that are no facets; None where there is no such filter."""
    mask: Array | None = None
    if query.published_from or query.published_to:
        dates = snapshot.dates[docs]
        months, days = dates // 100 % 100, dates % 100
        earliest = dates + 100 * (months == 0) + (days == 0)
        latest = dates + 1200 * (months == 0) + 31 * (days == 0)  # a day too many in some months disturbs no comparison
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


def page(snapshot: Snapshot, passing: Matches, query: Query) -> list[tuple[int, float]]:
    """Return the documents of the page asked for, with their scores, in order."""
    start, end = (query.page - 1) * query.per_page, query.page * query.per_page
    chosen = first(*_keys(snapshot, passing, query), end)[start:]
    return [(int(passing.docs[place]), float(passing.scores[place])) for place in chosen]


def _keys(snapshot: Snapshot, passing: Matches, query: Query) -> tuple[Array, Array]:
    """Return what to sort by, ascending: a key, and one that is different for each document."""
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
