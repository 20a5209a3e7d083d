"""A query written as URL pairs reads back the same, and whatever the pairs, they are a query or refused."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.model import PartialDate
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.query.tree import Query, Sort
from factories import entry, memory_searcher

SEARCHER = memory_searcher([entry(publishers=("Town of Example",))])
TEXTS = st.text(max_size=40).map(lambda text: "".join(c for c in text if c.isprintable() and c != "\ufffd").strip())
DATES = st.none() | st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
VALUES = {
    "topic": ["technology", "gun-violence", "crime-analysis"],
    "format": ["webinar", "podcast"],
    "agency_size": ["small", "major"],
    "publisher": ["bja", "town-of-example"],
    "language": ["en", "es"],
}
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, unique=True).map(lambda chosen: tuple(sorted(chosen)))
        for name, values in VALUES.items()
    },
)


def in_order(first, last):
    return first is None or last is None or first.first_day() <= last.last_day()


QUERIES = st.builds(
    Query,
    text=TEXTS,
    filters=FILTERS,
    sworn=st.none() | st.integers(1, 100_000),
    published_from=DATES,
    published_to=DATES,
    sort=st.none() | st.sampled_from(list(Sort)),
    page=st.integers(1, 100),
    per_page=st.integers(1, 100),
).filter(lambda query: in_order(query.published_from, query.published_to))
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
