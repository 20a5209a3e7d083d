"""The parameters of a search as URL pairs, and the changes pages make to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from catalog.search.query.tree import MAX_RESULTS, Query

Pairs = tuple[tuple[str, str], ...]


def page_count(total: int, per_page: int) -> int:
    """Return how many pages can be turned to."""
    return min(-(-total // per_page), MAX_RESULTS // per_page)


def turned(pairs: Pairs, page: int) -> Pairs:
    """Return the same search at another page."""
    others = tuple(pair for pair in pairs if pair[0] != "page")
    return others if page <= 1 else tuple(sorted((*others, ("page", str(page)))))


def with_text(pairs: Pairs, text: str) -> Pairs:
    """Return the same search with another text, from its first page."""
    kept = tuple(pair for pair in pairs if pair[0] not in ("q", "page"))
    return tuple(sorted((*kept, ("q", text))))


AT = "at"
"""The parameter with a resource's place among the results, from 1."""


def led_pairs(pairs: Iterable[tuple[str, str]], at: int) -> Pairs:
    """Return the parameters for a link to the resource at a place among the results of a search."""
    kept = [pair for pair in pairs if pair[0] not in ("page", "explain")]
    return tuple(sorted([*kept, (AT, str(at))]))


def without(query: Query, *names: str) -> Query:
    """Return the same question without these parameters, from its first page."""
    return replace(
        query,
        text="" if "q" in names else query.text,
        filters={name: values for name, values in query.filters.items() if name not in names},
        sworn=None if "sworn" in names else query.sworn,
        published_from=None if "published_from" in names else query.published_from,
        published_to=None if "published_to" in names else query.published_to,
        page=1,
    )


PAGING = frozenset({"page", "per_page", "explain"})
"""Parameters that say which part of an answer is shown and how; a feed or a file of the search does without."""
