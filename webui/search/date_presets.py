"""What was published lately, one click each: the years that a search can begin with. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webui.i18n.locale import gettext as _
from webui.search.state import SearchState
from webui.urls import Addresses

BACK = (1, 3, 5)
"""How many years before this one each begins: records often have no more than a year."""


@dataclass(frozen=True, slots=True)
class Since:
    """A beginning to choose, or the one that is chosen."""

    label: str
    url: str
    current: bool


def beginnings(state: SearchState, year: int, addresses: Addresses) -> Iterator[Since]:
    """Yield any time, then the years to begin with, seen from `year`; each keeps the rest of the search."""
    query, any_time = state.query, state.without("published_from", "published_to")
    chosen = "" if query.published_to else str(query.published_from or "")
    yield Since(_("Any time"), addresses.search(any_time.as_params()), not (query.published_from or query.published_to))
    for back in BACK:
        begin = str(year - back)
        url = addresses.search(state.published_since(year - back).as_params())
        yield Since(_("Since %(year)s", year=begin), url, chosen == begin)
