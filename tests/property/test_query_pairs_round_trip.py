"""A query written as URL pairs reads back the same, and whatever the pairs, they are a query or refused."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.schemas import query_from_pairs, query_to_pairs
from factories import entry, memory_searcher
from query_strategies import PUBLISHER, QUERIES

SEARCHER = memory_searcher([entry(publishers=(PUBLISHER,))])
NAMES = st.sampled_from(["q", "page", "per_page", "sort", "sworn", "published_from", *FACET_NAMES]) | st.text(
    max_size=9
)
WRITTEN = st.sampled_from(["technology", "2016", "1", "-1", "1e9", "newest", "x" * 3000]) | st.text(
    st.characters(exclude_categories=()), max_size=9
)


def read(pairs):
    return query_from_pairs(pairs, SEARCHER.taxonomy, SEARCHER)


@given(QUERIES)
def test_a_query_written_as_pairs_reads_back_the_same(query):
    assert read(query_to_pairs(query)) == query


@given(QUERIES, st.randoms(use_true_random=False))
def test_a_query_is_written_one_way_however_it_was_put(query, random):
    pairs = list(query_to_pairs(query))
    random.shuffle(pairs)
    assert query_to_pairs(read(pairs)) == tuple(sorted(pairs))


def outcome(pairs):
    """How many match, or the reasons for a refusal."""
    try:
        return SEARCHER.search(read(pairs)).total
    except QueryError as refused:
        return refused.errors and str(refused).encode()


@given(st.lists(st.tuples(NAMES, WRITTEN), max_size=6))
def test_any_pairs_at_all_are_a_query_or_refused_with_reasons(pairs):
    assert outcome(pairs) not in ({}, b"")
