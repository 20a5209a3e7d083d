"""A query is written as URL parameters and read back unchanged; any other parameters are read or refused."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.schemas import query_from_params, query_to_params
from factories import entry, memory_searcher
from query_strategies import PUBLISHER, QUERIES

SEARCHER = memory_searcher([entry(publishers=(PUBLISHER,))])
NAMES = st.sampled_from(["q", "page", "per_page", "sort", "sworn", "published_from", *FACET_NAMES]) | st.text(
    max_size=9
)
VALUES = st.sampled_from(["technology", "2016", "1", "-1", "1e9", "newest", "x" * 3000]) | st.text(
    st.characters(exclude_categories=()), max_size=9
)


def read(pairs):
    return query_from_params(pairs, SEARCHER.taxonomy, SEARCHER)


@given(QUERIES)
def test_a_query_is_read_back_unchanged(query):
    assert read(query_to_params(query)) == query


@given(QUERIES, st.randoms(use_true_random=False))
def test_a_query_is_written_in_the_same_order_whatever_the_order_it_was_read_in(query, random):
    pairs = list(query_to_params(query))
    random.shuffle(pairs)
    assert query_to_params(read(pairs)) == tuple(sorted(pairs))


def outcome(pairs):
    """Return the total, or the reasons for the refusal."""
    try:
        return SEARCHER.search(read(pairs)).total
    except QueryError as error:
        return error.errors and str(error).encode()


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_parameters_are_a_query_or_refused_with_reasons(pairs):
    assert outcome(pairs) not in ({}, b"")
