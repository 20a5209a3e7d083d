"""The order and number of facet counts, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from catalog.facets import ORDERED_FACETS
from catalog.search.result import FacetCount
from catalog.taxonomy import Taxonomy

MAX_FACET_VALUES = 100
"""The maximum number of values of a facet in a result, besides selected ones."""


def facet_counts(
    facet: str, counts: Mapping[str, int], selected: Iterable[str], label: Callable[[str, str], str], taxonomy: Taxonomy
) -> tuple[FacetCount, ...]:
    """Return a facet's counts for a result: the first MAX_FACET_VALUES in order, then further selected values."""
    selected = set(selected)
    counts = {**dict.fromkeys(selected, 0), **counts}
    ordered = sort_facet_counts(
        facet,
        [FacetCount(value, label(facet, value), count, value in selected) for value, count in counts.items()],
        taxonomy,
    )
    return ordered[:MAX_FACET_VALUES] + tuple(count for count in ordered[MAX_FACET_VALUES:] if count.selected)


def sort_facet_counts(facet: str, counts: Iterable[FacetCount], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return a facet's counts in display order.

    Ordered facets are in the vocabulary's order, unlisted values last; others have the highest count first.
    """
    if facet in ORDERED_FACETS:
        ranks = {term.value: rank for rank, term in enumerate(taxonomy.terms(facet))}
        return tuple(
            sorted(
                counts,
                key=lambda count: (ranks.get(count.value, len(ranks)), count.label.casefold(), count.value),
            )
        )
    return tuple(sorted(counts, key=lambda count: (-count.count, count.label.casefold(), count.value)))
