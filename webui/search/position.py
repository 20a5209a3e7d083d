"""The search that led to a resource: its neighbours in the results, the way back, and what in it matches.

The address says it all (`/resources/guide?q=cameras&at=3`: the third result for "cameras"), so that a link can be
passed on and nothing is remembered about anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog.errors import QueryError
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.query.tree import MAX_RESULTS, Query
from catalog.search.result import Hit
from catalog.search.searcher import Searcher
from webui.components.cards import Link, Place, places
from webui.search.state import AT, led_pairs
from webui.urls import Addresses

Pairs = tuple[tuple[str, str], ...]

PLACE = re.compile("[1-9][0-9]{0,4}")
PASSAGES = 5
"""Passages of the resource that are shown at most."""


@dataclass(frozen=True, slots=True)
class Led:
    """A search, and where in its answer the visitor was."""

    query: Query
    at: int

    @property
    def pairs(self) -> Pairs:
        """The parameters that say so."""
        return led_pairs(query_to_pairs(self.query), self.at)


@dataclass(frozen=True, slots=True)
class LedHere:
    """The search as a resource's page shows it. `position` of `total` counts from 1; the words may stand nowhere."""

    words: str
    back: str
    position: int
    total: int
    previous: Link | None
    following: Link | None
    places: tuple[Place, ...]


def led(pairs: Iterable[tuple[str, str]], searcher: Searcher) -> Led | None:
    """Return the search that an address tells of; None where it tells of none, or of none that makes sense.

    Such an address may be old or cut off: the resource is there all the same, so nothing is refused.
    """
    try:
        asked = list(pairs)
        at = next((value for name, value in asked if name == AT), "")
        if not PLACE.fullmatch(at) or int(at) > MAX_RESULTS:
            return None
        query = query_from_pairs([pair for pair in asked if pair[0] != AT], searcher.taxonomy, searcher)
    except QueryError:
        return None
    return Led(replace(query, explain=False), int(at))


def led_here(led: Led, record_id: str, searcher: Searcher, addresses: Addresses) -> LedHere | None:
    """Return what to show of the search on the resource's page; None where the resource is no longer at that place."""
    one = replace(led.query, per_page=1, passages=PASSAGES)
    here = searcher.search(replace(one, page=led.at))
    if [hit.record.id for hit in here.hits] != [record_id]:
        return None
    page = (led.at - 1) // led.query.per_page + 1
    back = query_to_pairs(replace(led.query, page=page))
    return LedHere(
        words=led.query.text,
        back=addresses.search(back),
        position=led.at,
        total=here.total,
        previous=_neighbour(one, led, -1, searcher, addresses),
        following=_neighbour(one, led, +1, searcher, addresses),
        places=tuple(places(here.hits[0], addresses)),
    )


def _neighbour(one: Query, led: Led, step: int, searcher: Searcher, addresses: Addresses) -> Link | None:
    at = led.at + step
    found: tuple[Hit, ...] = searcher.search(replace(one, page=at)).hits if 1 <= at <= MAX_RESULTS else ()
    return next(
        (Link(hit.record.title, addresses.resource(hit.record.id, replace(led, at=at).pairs)) for hit in found), None
    )
