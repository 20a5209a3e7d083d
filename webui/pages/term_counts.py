"""The terms of a facet with their numbers of resources, for pages that list them."""

from __future__ import annotations

from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term

TermCounts = list[tuple[Term, int]]


def term_counts(facet: str, searcher: Searcher, taxonomy: Taxonomy) -> TermCounts:
    """Return the terms of a facet, in the order of the taxonomy, with their numbers of resources."""
    counts = {value.value: value.count for value in searcher.values(facet)}
    return [(term, counts.get(term.value, 0)) for term in taxonomy.terms(facet)]
