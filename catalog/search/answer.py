"""The steps from a query to its answer, the same for every engine: understand, match, relax, narrow, order, show."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from catalog.errors import QueryError
from catalog.model import AgencySize, PartialDate
from catalog.search.filters import size_fit
from catalog.search.query import MAX_PER_PAGE, MAX_RESULTS, Leaf, Node, Query, leaves
from catalog.search.ranking import sort_key
from catalog.search.result import FacetCount, Hit, SearchResult
from catalog.search.understand import Interpreter, Understanding
from catalog.taxonomy import FACETS, Taxonomy

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[Key]):
    """What is left of the matches: those that pass every filter, and the counts that ignore their own facet's."""

    passing: Collection[Key]
    facets: Mapping[str, Mapping[str, int]]
    any_size: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What an order needs to know of an entry."""

    id: str
    title: str
    published: PartialDate | None
    agency_size: AgencySize | None


class Index(Protocol[Key]):
    """What an engine does itself; `Key` is how it names an entry."""

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were read by."""

    def match(self, node: Node) -> Mapping[Key, float]:
        """Return every matching entry with its score."""

    def narrow(self, matches: Mapping[Key, float], query: Query) -> Narrowed[Key]:
        """Apply the query's filters and count the facets, values without matches left out."""

    def facts(self, key: Key) -> Facts:
        """Return what an order needs to know."""

    def hit(self, key: Key, score: float, query: Query, words: Sequence[Leaf]) -> Hit:
        """Return an entry as it is shown, with snippets for the words."""

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value."""


def answer(index: Index[Key], interpreter: Interpreter, query: Query) -> SearchResult:
    """Return the answer; raise QueryError for a text too long or a page too deep."""
    started = time.perf_counter()
    check_depth(query)
    understanding = interpreter.understand(query.text)
    node, matches = _match(index, understanding)
    narrowed = index.narrow(matches, query)
    page = _page(index, query, narrowed.passing, matches)
    words = tuple(leaves(node))
    return SearchResult(
        query=query,
        generation=index.generation,
        total=len(narrowed.passing),
        hits=tuple(index.hit(key, matches[key], query, words) for key in page),
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


def _match(index: Index[Key], understanding: Understanding) -> tuple[Node, Mapping[Key, float]]:
    """Return the strictest reading that matches anything at all, filters aside, and its matches."""
    for node in (understanding.node, *understanding.relaxations):
        if matches := index.match(node):
            return node, matches
    return understanding.node, {}


def _page(index: Index[Key], query: Query, passing: Collection[Key], scores: Mapping[Key, float]) -> Sequence[Key]:
    def order(key: Key) -> tuple[object, ...]:
        facts = index.facts(key)
        return sort_key(
            query.order,
            score=scores[key],
            exact=size_fit(facts.agency_size, query) == "exact",
            published=facts.published,
            title=facts.title,
            record_id=facts.id,
        )

    start = (query.page - 1) * query.per_page
    return sorted(passing, key=order)[start : start + query.per_page]


def _counts(index: Index[Key], facet: str, narrowed: Narrowed[Key], query: Query) -> tuple[FacetCount, ...]:
    selected = query.filters.get(facet, ())
    counts = {**dict.fromkeys(selected, 0), **narrowed.facets[facet]}
    found = [FacetCount(value, index.label(facet, value), n, value in selected) for value, n in counts.items()]
    return in_order(facet, found, index.taxonomy)


def in_order(facet: str, counts: Sequence[FacetCount], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return a facet's values in the order to show: most matches first, agency sizes from small to large."""
    if facet == "agency_size":
        sizes = [term.value for term in taxonomy.agency_sizes]
        return tuple(sorted(counts, key=lambda each: sizes.index(each.value)))
    return tuple(sorted(counts, key=lambda each: (-each.count, each.label.casefold(), each.value)))
