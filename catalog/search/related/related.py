"""Which resources are related to one: first those its editors linked, then its series, then similar ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from catalog.search.related.links import LinkGraph
from catalog.search.result import Relation

MAX_SERIES = 3
"""Others of a series that come before similar resources. A longer series shows only those that are similar too."""


def related_ids(
    links: LinkGraph, more_like_this: Callable[[str], Sequence[str]], record_id: str, limit: int
) -> dict[str, Relation]:
    """Return at most `limit` ids in display order, each once, with the first relation it has.

    A superseded resource is shown only with its successor; elsewhere the successor replaces it.
    """
    relations: dict[str, Relation] = {}
    for other, relation in _candidates(links, more_like_this, record_id):
        if other != record_id:
            relations.setdefault(other, relation)
    return dict(islice(relations.items(), max(0, limit)))


def _candidates(
    links: LinkGraph, more_like_this: Callable[[str], Sequence[str]], record_id: str
) -> Iterator[tuple[str, Relation]]:
    yield from links.editorial(record_id)
    similar = [other for other in more_like_this(record_id) if not links.is_superseded(other)]
    series = links.series(record_id)
    members = frozenset(series)
    short_series = series if len(series) <= MAX_SERIES else ()
    nearest = dict.fromkeys([*(other for other in similar if other in members), *short_series])
    yield from ((other, Relation.SAME_SERIES) for other in islice(nearest, MAX_SERIES))
    yield from ((other, Relation.SAME_SERIES if other in members else Relation.SIMILAR_TOPIC) for other in similar)
