"""The steps from a query to its answer, the same for every engine: understand, match, relax, narrow, order, show."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from catalog.errors import QueryError
from catalog.search.query import MAX_PER_PAGE, MAX_RESULTS, AnyOf, Leaf, Named, Node, Query, leaves
from catalog.search.result import FacetCount, Hit, SearchResult
from catalog.search.understand import Interpreter, Understanding
from catalog.taxonomy import FACETS, Taxonomy

Found = TypeVar("Found")

MAX_VALUES = 100
"""Values of a facet that an answer counts: the commonest, and those selected."""


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[Found]):
    """What is left of the matches: those that pass every filter, and the counts that ignore their own facet's.

    `facets` has at least the MAX_VALUES first of each facet's values in the order to show, and those selected.
    """

    passing: Found
    total: int
    facets: Mapping[str, Mapping[str, int]]
    any_size: int


class Index(Protocol[Found]):
    """What an engine does itself; `Found` is how it keeps matching entries with their scores."""

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were read by."""

    def match(self, node: Node) -> Found:
        """Return every matching entry with its score."""

    def count(self, found: Found) -> int:
        """Return how many entries match."""

    def narrow(self, found: Found, query: Query) -> Narrowed[Found]:
        """Apply the query's filters and count the facets, values without matches left out."""

    def hits(self, passing: Found, query: Query, words: Sequence[Leaf]) -> tuple[Hit, ...]:
        """Return the page asked for, in order, with snippets for the words."""

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value."""


def answer(index: Index[Found], interpreter: Interpreter, query: Query) -> SearchResult:
    """Return the answer; raise QueryError for a text too long or a page too deep."""
    started = time.perf_counter()
    check_depth(query)
    understanding = interpreter.understand(query.text)
    node, found = _match(index, understanding)
    narrowed = index.narrow(found, query)
    return SearchResult(
        query=query,
        generation=index.generation,
        total=narrowed.total,
        hits=index.hits(narrowed.passing, query, tuple(leaves(node))),
        facets={facet.name: _counts(index, facet.name, narrowed, query) for facet in FACETS},
        any_size=narrowed.any_size,
        interpreted_as=understanding.shown,
        relaxed=node is not understanding.node,
        expansions=understanding.expansions,
        took_ms=(time.perf_counter() - started) * 1000,
    )


def check_depth(query: Query) -> None:
    """Raise QueryError for a page that does not exist or reaches beyond MAX_RESULTS."""
    if query.page < 1:
        raise QueryError("There is no such page.", {"page": ("from 1",)})
    if not 1 <= query.per_page <= MAX_PER_PAGE:
        raise QueryError("That many hits do not go on one page.", {"per_page": (f"from 1 to {MAX_PER_PAGE}",)})
    if query.page * query.per_page > MAX_RESULTS:
        reason = f"page times per_page is at most {MAX_RESULTS:,}: narrow the search instead"
        raise QueryError("The page is too deep.", {"page": (reason,)})


def _match(index: Index[Found], understanding: Understanding) -> tuple[Node, Found]:
    """Return the strictest reading that matches anything at all, filters aside, and its matches."""
    for node in (understanding.node, *understanding.relaxations):
        found = index.match(AnyOf((Named(understanding.called), node)) if understanding.called else node)
        if index.count(found):
            return node, found
    return understanding.node, found


def _counts(index: Index[Found], facet: str, narrowed: Narrowed[Found], query: Query) -> tuple[FacetCount, ...]:
    selected = query.filters.get(facet, ())
    counts = {**dict.fromkeys(selected, 0), **narrowed.facets[facet]}
    found = [FacetCount(value, index.label(facet, value), n, value in selected) for value, n in counts.items()]
    ordered = in_order(facet, found, index.taxonomy)
    return ordered[:MAX_VALUES] + tuple(each for each in ordered[MAX_VALUES:] if each.selected)


def in_order(facet: str, counts: Sequence[FacetCount], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return a facet's values in the order to show: most matches first, agency sizes from small to large."""
    if facet == "agency_size":
        sizes = [term.value for term in taxonomy.agency_sizes]
        return tuple(sorted(counts, key=lambda each: sizes.index(each.value)))
    return tuple(sorted(counts, key=lambda each: (-each.count, each.label.casefold(), each.value)))
