"""Facet counts in the order and number that every engine returns them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from catalog.facets import ORDERED_FACETS
from catalog.search.result import FacetCount
from catalog.taxonomy import Taxonomy

MAX_FACET_VALUES = 100
"""Facet values in an answer at most: the first in order, besides those selected."""


def facet_counts(
    facet: str, counts: Mapping[str, int], selected: Iterable[str], label: Callable[[str, str], str], taxonomy: Taxonomy
) -> tuple[FacetCount, ...]:
    """Return a facet's counts for an answer: the first MAX_FACET_VALUES in order, then further selected values."""
    chosen = set(selected)
    values = {**dict.fromkeys(chosen, 0), **counts}
    ordered = sort_facet_counts(
        facet,
        [FacetCount(value, label(facet, value), count, value in chosen) for value, count in values.items()],
        taxonomy,
    )
    return ordered[:MAX_FACET_VALUES] + tuple(value for value in ordered[MAX_FACET_VALUES:] if value.selected)


def sort_facet_counts(facet: str, counts: Iterable[FacetCount], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return a facet's counts in display order.

    That is the vocabulary's for ordered facets, with unlisted values last, and the highest count first for others.
    """
    if facet in ORDERED_FACETS:
        ranks = {term.value: rank for rank, term in enumerate(taxonomy.terms(facet))}
        return tuple(
            sorted(
                counts,
                key=lambda count: (ranks.get(count.value, len(ranks)), count.label.casefold(), count.value),
            )
        )
    return tuple(sorted(counts, key=lambda value: (-value.count, value.label.casefold(), value.value)))
