"""The state of a search: one frozen value, from which every link of a search is made."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from catalog.facets import FACET_NAMES
from catalog.model import PartialDate
from catalog.schemas import query_from_params, query_to_params
from catalog.search.query.agency_size import StatedSize
from catalog.search.query.tree import MAX_RESULTS, Query, Sort
from catalog.search.searcher import Searcher
from webui.http.params import Params

POSITION = "at"
"""The parameter with a resource's position among the results, from 1."""
PAGE_RESULTS = 20
"""The default number of results on a page for people; the JSON API has fewer, `Query.per_page`."""
FEED_ENTRIES = 50
"""The default number of entries on a page of a feed."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search: its query, with the page of results, or the position of one result.

    States are equal, and have the same hash, if their parameters are equal. `params` is the canonical form: sorted by
    name and value, without the defaults of a page. `query` has its filters in the same order. `position` counts the
    results from 1; it is None unless the state is that of a single result.
    """

    params: Params = field(init=False)
    query: Query = field(default=Query(per_page=PAGE_RESULTS), compare=False, repr=False)
    position: int | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Put the filters in order, and derive the parameters."""
        filters = {name: tuple(sorted(values)) for name, values in sorted(self.query.filters.items()) if values}
        object.__setattr__(self, "query", replace(self.query, filters=filters))
        position = ((POSITION, str(self.position)),) if self.position else ()
        object.__setattr__(
            self, "params", tuple(sorted((*query_to_params(self.query, per_page=PAGE_RESULTS), *position)))
        )

    @classmethod
    def for_query(cls, query: Query) -> Self:
        """Return the first page of a search, with the default number of results."""
        return cls(query).without_paging()

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]], searcher: Searcher) -> Self:
        """Return the state that the URL of a page describes; raise QueryError, with the reasons by parameter."""
        return cls.from_api_params(_with_per_page(params, PAGE_RESULTS), searcher)

    @classmethod
    def from_api_params(
        cls, params: Iterable[tuple[str, str]], searcher: Searcher, *, further_names: Collection[str] = ()
    ) -> Self:
        """Return the state that a URL of the JSON API describes; raise QueryError, with the reasons by parameter.

        `further_names` are parameters that the caller reads, which errors may name.
        """
        return cls(query_from_params(params, searcher.taxonomy, searcher, further_names=further_names))

    @classmethod
    def from_feed_params(cls, params: Iterable[tuple[str, str]], searcher: Searcher) -> Self:
        """Return the state of a feed: by default recently added first, FEED_ENTRIES a page."""
        query = cls.from_api_params(_with_per_page(params, FEED_ENTRIES), searcher).query
        return cls(replace(query, sort=query.sort or Sort.ADDED, explain=False))

    # Changes; all but with_page return to the first page

    def add(self, facet: str, value: str) -> Self:
        """Return the search with one more value of a facet."""
        values = dict.fromkeys((*self.query.filters.get(facet, ()), value))
        return self._changed(filters={**self.query.filters, facet: tuple(values)})

    def remove(self, name: str, value: str) -> Self:
        """Return the search without one value of a facet, or without another constraint by its parameter."""
        if name not in FACET_NAMES:
            return self.without(name)
        values = tuple(other for other in self.query.filters.get(name, ()) if other != value)
        return self._changed(filters={**self.query.filters, name: values})

    def without(self, *names: str) -> Self:
        """Return the search without these constraints, by their parameters."""
        query = self.query
        return self._changed(
            text="" if "q" in names else query.text,
            filters={name: values for name, values in query.filters.items() if name not in names},
            sworn=None if "sworn" in names else query.sworn,
            published_from=None if "published_from" in names else query.published_from,
            published_to=None if "published_to" in names else query.published_to,
        )

    def with_text(self, text: str) -> Self:
        """Return the search for another text."""
        return self._changed(text=text)

    def for_agency(self, size: StatedSize) -> Self:
        """Return the search with the agency size that its text states as a filter instead."""
        filters = self.query.filters if size.sworn else {**self.query.filters, "agency_size": (size.value,)}
        return self._changed(text=size.rest, filters=filters, sworn=size.sworn)

    def published_since(self, year: int) -> Self:
        """Return the search for what was published in a year or later."""
        return self._changed(published_from=PartialDate(year), published_to=None)

    def published_between(self, first: int, last: int) -> Self:
        """Return the search for what was published in the years from `first` to `last`."""
        return self._changed(published_from=PartialDate(first), published_to=PartialDate(last))

    def with_page(self, page: int) -> Self:
        """Return another page of the search."""
        return self._changed(page=page)

    def without_filters(self) -> Self:
        """Return the search for the text alone, in the default order."""
        return self.for_query(Query(self.query.text))

    def without_paging(self) -> Self:
        """Return the search without page, page size and explanations."""
        return self._changed(per_page=PAGE_RESULTS, explain=False)

    def for_people(self) -> Self:
        """Return the page with the first result of this one: with more results, unless the search says how many."""
        query, per_page = self.query, self.query.per_page
        if per_page != Query().per_page:
            return self
        return self._changed(page=(query.page - 1) * per_page // PAGE_RESULTS + 1, per_page=PAGE_RESULTS)

    def at(self, position: int) -> Self:
        """Return the state of one result by its position, from 1."""
        return replace(self._changed(explain=False), position=position)

    def back_to_results(self) -> Self:
        """Return the page of results that has the result at `position`."""
        page = ((self.position or 1) - 1) // self.query.per_page + 1
        return replace(self, query=replace(self.query, page=page), position=None)

    def for_feed(self, order: Sort = Sort.ADDED) -> Self:
        """Return the first page of a feed of this search."""
        return self._changed(per_page=FEED_ENTRIES, sort=order, explain=False)

    # Query parameters

    def as_params(self) -> Params:
        """Return the query parameters of pages and files."""
        return self.params

    def as_api(self) -> Params:
        """Return the query parameters of the JSON API, whose pages have fewer results by default."""
        return query_to_params(self.query)

    def as_feed(self) -> Params:
        """Return the query parameters of a feed, which has other defaults than a page."""
        params = [param for param in self.params if param[0] not in ("per_page", "sort")]
        if self.query.per_page != FEED_ENTRIES:
            params.append(("per_page", str(self.query.per_page)))
        if self.query.order is not Sort.ADDED:
            params.append(("sort", str(self.query.order)))
        return tuple(sorted(params))

    def _changed(self, **changes: Any) -> Self:
        """Return the search with changes to its query, at the first page."""
        return type(self)(replace(self.query, **{"page": 1, **changes}))


def _with_per_page(params: Iterable[tuple[str, str]], default: int) -> Params:
    """Return URL parameters with a number of results per page, `default` if they have none."""
    params = tuple(params)
    has_number = any(name == "per_page" and value.strip() for name, value in params)
    return params if has_number else (*params, ("per_page", str(default)))


def page_count(total: int, per_page: int) -> int:
    """Return the number of pages of results that can be opened."""
    return min(-(-total // per_page), MAX_RESULTS // per_page)


def without_refused(params: Iterable[tuple[str, str]], refused: Container[str]) -> Params:
    """Return the parameters that are neither empty nor refused."""
    return tuple((name, value) for name, value in params if value and name not in refused)
