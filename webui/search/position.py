"""The position of a resource in the results of a search: its neighbors, the way back, and its matching passages.

The URL holds all of it (`/resources/guide?q=cameras&at=3` is the third result for "cameras"), so visitors can share
the link and the site stores nothing about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from catalog.errors import QueryError
from catalog.search.query.tree import MAX_RESULTS, Query
from catalog.search.result import Hit, SearchResult
from catalog.search.searcher import Searcher
from webui.components.cards import Link, record_link
from webui.components.snippets import MatchingPassage, matching_passages
from webui.i18n.locale import language
from webui.search.state import POSITION, SearchState
from webui.urls import SiteUrls

POSITION_PATTERN = re.compile("[1-9][0-9]{0,4}")
MAX_PASSAGES = 5
"""Matching passages on the page of a resource."""


@dataclass(frozen=True, slots=True)
class PositionView:
    """The position as the page of a resource shows it.

    `position` of `total` counts from 1. `passages` is empty if the documents do not contain the words.
    """

    words: str
    back_url: str
    position: int
    total: int
    previous: Link | None
    next: Link | None
    passages: tuple[MatchingPassage, ...]


def position_from_params(params: Iterable[tuple[str, str]], searcher: Searcher) -> SearchState | None:
    """Return the search encoded in the URL, with the position in it, or None if it is missing or invalid.

    An invalid search raises no error: a link may be old or cut off, and the page of the resource works without it.
    """
    try:
        params = tuple(params)
        position = next((value for name, value in params if name == POSITION), "")
        if not POSITION_PATTERN.fullmatch(position) or int(position) > MAX_RESULTS:
            return None
        state = SearchState.from_params((param for param in params if param[0] != POSITION), searcher)
    except QueryError:
        return None
    return state.at(int(position))


def position_view(
    state: SearchState, record_id: str, search: Callable[[Query], SearchResult], urls: SiteUrls
) -> PositionView | None:
    """Return what the page of a resource shows of a search, or None if the resource is no longer at the position.

    `search` returns results in the order of the search page.
    """
    position = state.position or 1
    query = replace(state.query, per_page=1, passages=MAX_PASSAGES)
    result = search(replace(query, page=position, language=language()))
    if [hit.record.id for hit in result.hits] != [record_id]:
        return None
    return PositionView(
        words=query.text,
        back_url=urls.search(state.back_to_results().as_params()),
        position=position,
        total=result.total,
        previous=_neighbor(query, state.at(position - 1), search, urls),
        next=_neighbor(query, state.at(position + 1), search, urls),
        passages=tuple(matching_passages(result.hits[0], urls)),
    )


def _neighbor(query: Query, state: SearchState, search: Callable[[Query], SearchResult], urls: SiteUrls) -> Link | None:
    """Return a link to the result at the position of `state`, or None if there is no such result."""
    position = state.position or 0
    if not 1 <= position <= MAX_RESULTS:
        return None
    hits: tuple[Hit, ...] = search(replace(query, page=position, language=language())).hits
    return next((record_link(hit.record, urls, state.as_params()) for hit in hits), None)
