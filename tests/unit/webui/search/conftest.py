"""Fixtures for the tests of the search page's views."""

import pytest

from catalog.facets import FACETS
from catalog.search.query.tree import Query
from catalog.search.result import SearchResult


@pytest.fixture
def make_result():
    """A function that makes a search result from a query, its facet counts, and other fields."""

    def make(query=None, *, facets=None, **fields):
        no_counts = {facet.name: () for facet in FACETS}
        values = {"generation": "g", "total": 0, "hits": (), "facets": no_counts | (facets or {}), **fields}
        return SearchResult(query=query or Query(), **values)

    return make
