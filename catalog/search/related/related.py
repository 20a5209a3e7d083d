"""The resources related to one: first those that editors linked, then its series, then similar ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from catalog.search.related.links import LinkGraph
from catalog.search.result import Relation

MAX_SERIES = 3
"""Members of a series that come before similar resources. Of a longer series, only similar members are included."""


def related_ids(
    links: LinkGraph, more_like_this: Callable[[str], Sequence[str]], record_id: str, limit: int
) -> dict[str, Relation]:
    """Return at most `limit` ids in display order, each once, with the first relation it has.

    A superseded resource is related only to its successor; otherwise the successor replaces it.
    """
    relations: dict[str, Relation] = {}
    for candidate, relation in _candidates(links, more_like_this, record_id):
        if candidate != record_id:
            relations.setdefault(candidate, relation)
    return dict(islice(relations.items(), max(0, limit)))


def _candidates(
    links: LinkGraph, more_like_this: Callable[[str], Sequence[str]], record_id: str
) -> Iterator[tuple[str, Relation]]:
    yield from links.editorial(record_id)
    similar = [candidate for candidate in more_like_this(record_id) if not links.is_superseded(candidate)]
    series = links.series(record_id)
    members = frozenset(series)
    short_series = series if len(series) <= MAX_SERIES else ()
    nearest = dict.fromkeys([*(member for member in similar if member in members), *short_series])
    yield from ((member, Relation.SAME_SERIES) for member in islice(nearest, MAX_SERIES))
    for candidate in similar:
        yield candidate, Relation.SAME_SERIES if candidate in members else Relation.SIMILAR_TOPIC
