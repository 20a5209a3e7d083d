"""Watched queries: searches whose first results editors care about."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.search.query.tree import Query


@dataclass(frozen=True, slots=True)
class WatchedQuery:
    """A search whose first results are compared before and after each change of the catalog.

    `expect` are the ids of the records that should be among them. `note` is for editors only.
    """

    query: Query
    note: str | None = None
    expect: tuple[str, ...] = ()
