"""The resources on a topic that have an evidence rating, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from catalog.model import Record
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.text import slug

MAX_HITS_PER_RATING = 20
"""The newest resources with one rating that those to show are chosen from."""


def best_ratings_first(counts: Iterable[FacetCount], taxonomy: Taxonomy) -> list[FacetCount]:
    """Return values of the facet `rating` in the order in which their schemes list them; others come last."""
    positions = {
        slug(f"{scheme}: {value}"): position
        for scheme, values in taxonomy.rating_schemes.items()
        for position, value in enumerate(values)
    }
    return sorted(counts, key=lambda count: positions.get(count.value, len(positions)))


def best_rated(searcher: Searcher, topic: str, ratings: Iterable[FacetCount], limit: int) -> tuple[Record, ...]:
    """Return at most `limit` real resources on a topic that have the ratings, in their order, the newest first."""
    return tuple(islice(_rated(searcher, topic, ratings), limit))


def _rated(searcher: Searcher, topic: str, ratings: Iterable[FacetCount]) -> Iterator[Record]:
    for rating in ratings:
        query = Query(filters={"topic": (topic,), "rating": (rating.value,)}, facets=())
        hits = searcher.first_hits(query, MAX_HITS_PER_RATING).hits
        yield from (hit.record for hit in hits if hit.record.is_presentable)
