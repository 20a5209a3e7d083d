"""What a search finds: the ids of its hits, and its facet counts."""

from catalog.search.query.tree import Query


def hit_ids(searcher, text="", **params):
    """Return the ids of the hits of a query, in order."""
    return [hit.record.id for hit in searcher.search(Query(text, **params)).hits]


def facet_counts(searcher, facet, **params):
    """Return the counts of a facet, by value."""
    return {value.value: value.count for value in searcher.search(Query(**params)).facets[facet]}
