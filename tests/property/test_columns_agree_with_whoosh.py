"""With any catalog, the columnar searcher returns what Whoosh's own searcher returns over the same index."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.facets import FACET_NAMES
from catalog.model import PartialDate
from catalog.search.engines.columnar.storage.segment import read_segments
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.engines.whoosh.writer import MAX_SEGMENTS_PER_TIER
from catalog.search.ports import SearchPlan
from catalog.search.query.leaf import as_hyphenated, as_leaf
from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    DisjunctionMax,
    HasValue,
    Not,
    Phrase,
    Prefix,
    Query,
    Spellings,
    Synonyms,
    Word,
)
from catalog.search.scoring.bm25f import sort_key
from factories import entry, taxonomy
from whoosh_reference import WhooshReference, commit

pytestmark = pytest.mark.xdist_group("growing catalog")

TAXONOMY = taxonomy()
TOLERANCE = 1e-9
TYPED = (
    "gun violence license plate reader lpr police the p 20 \u00e9tude 9 zeppelin arma policia investigacion a\u00f1o"
).split()
TEXTS = st.lists(
    st.sampled_from(
        "gun guns violence license plate reader lpr police policing the P-20 \u00e9tude 9/11 "
        "gun-reader gunreader anti-armas "
        "armas arma polic\u00eda policias investigaci\u00f3n investigaciones a\u00f1os a\u00f1o".split()
    ),
    max_size=6,
).map(" ".join)
ENTRIES = st.builds(
    lambda number, **changes: entry(f"r{number}", **changes),
    st.integers(0, 30),
    title=TEXTS.map(lambda text: text or "untitled"),
    summary=TEXTS,
    keywords=st.lists(TEXTS.filter(bool), max_size=2).map(tuple),
    pages=st.lists(TEXTS, max_size=3),
    topics=st.lists(st.sampled_from(["technology", "gun-violence"]), max_size=2, unique=True).map(tuple),
    format=st.sampled_from([None, "webinar", "podcast"]),
    publishers=st.lists(st.sampled_from(["BJA", "Town of Example"]), max_size=1).map(tuple),
    published=st.none() | st.builds(PartialDate, st.integers(2014, 2018)),
    language=st.sampled_from([None, "en", "es"]),
)
COMMITS = st.tuples(
    st.lists(ENTRIES, max_size=9) | st.lists(ENTRIES, max_size=1),
    st.sets(st.integers(0, 30).map("r{}".format), max_size=3),
)
FIELD = st.sampled_from([None, "title", "summary", "keywords", "body", "publisher"])
LEAVES = (
    st.builds(as_leaf, st.lists(st.sampled_from(TYPED), min_size=1, max_size=3).map(" ".join), FIELD)
    | st.builds(Prefix, st.sampled_from(["g", "p", "pol", "l", "zep", "e", "inv"]), FIELD)
    | st.just(Prefix("policia", None, ("~polici",)))
    | st.builds(Spellings, st.just((as_leaf("gunreader"), as_leaf("gun reader"))), FIELD)
    | st.just(Spellings((as_leaf("antiarmas"), as_hyphenated("antiarmas"))))
)
VALUES = st.sampled_from(
    [
        HasValue("topic", "technology"),
        HasValue("format", "webinar"),
        HasValue("publisher", "bja"),
        HasValue("topic", ""),
    ]
)
NODES = st.recursive(
    LEAVES | VALUES,
    lambda parts: (
        st.builds(AllOf, st.lists(parts, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(DisjunctionMax, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(AtLeast, st.sampled_from([0.0, 1.0]), st.lists(parts, min_size=2, max_size=4).map(tuple))
        | st.builds(Synonyms, parts, st.lists(LEAVES, max_size=2).map(tuple))
        | st.builds(Not, parts)
    ),
    max_leaves=6,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "topic": st.sampled_from([("technology",), ("technology", "gun-violence")]),
        "format": st.just(("webinar",)),
        "publisher": st.just(("bja",)),
    },
)


def open_both(folder):
    """Return our backend and the reference over the same index."""
    return WhooshEngine().open_backend(folder, TAXONOMY, "000001-test"), WhooshReference(folder)


def assert_same_matches(backend, reference, node):
    assert sorted(backend._snapshot.ids[doc] for doc in backend.match(node).docs) == reference.matching(node)


def assert_same_counts(backend, reference, node, filters):
    query = Query(filters=filters)
    page = backend.execute(SearchPlan(node, query))
    assert page.total == reference.total(node, filters)
    assert list(backend.counts([node], query)) == [page.total]
    for facet in FACET_NAMES:
        counts = {value.value: value.count for value in page.facets[facet] if value.count}
        assert counts == reference.facet_counts(node, facet, filters), facet


def assert_same_scores(backend, reference, leaf):
    """Compare the scores, and the order of the first hundred hits."""
    expected = reference.scores(leaf)
    (scores,) = backend.scores([leaf], list(backend.ids()))
    assert scores == pytest.approx(expected, abs=TOLERANCE, rel=0)
    records = backend.records(expected)
    query = Query("any", per_page=100)
    keys = {
        record_id: sort_key(query.order, records[record_id], score=score, exact=False)
        for record_id, score in expected.items()
    }
    hit_ids = [hit.record.id for hit in backend.execute(SearchPlan(leaf, query)).hits]
    assert hit_ids == sorted(expected, key=keys.__getitem__)[:100]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    commits=st.lists(COMMITS, min_size=1, max_size=MAX_SEGMENTS_PER_TIER + 4),
    nodes=st.lists(NODES, min_size=6, max_size=10),
    leaves=st.lists(LEAVES, min_size=3, max_size=5),
    filters=FILTERS,
)
def test_the_columns_return_what_whoosh_returns(commits, nodes, leaves, filters):
    folder = Path(tempfile.mkdtemp())
    for entries, removed in commits:
        commit(folder, TAXONOMY, entries, removed - {new_entry.record.id for new_entry in entries})
    backend, reference = open_both(folder)
    for node in nodes:
        assert_same_matches(backend, reference, node)
    assert_same_counts(backend, reference, nodes[0], filters)
    for leaf in leaves:
        assert_same_scores(backend, reference, leaf)


# A catalog that grows from just below 5,000 entries to above; Whoosh scores prefixes differently from there on

WORDS = "gun violence plate reader police policing patrol parole probation prison the".split()
BELOW, ABOVE = 4_950, 6_000
SIZES = (4_000, *[130] * (MAX_SEGMENTS_PER_TIER - 2), *[6] * (MAX_SEGMENTS_PER_TIER - 1), 100, 20)
"""Entries of each commit; segments of one size are not merged before there are MAX_SEGMENTS_PER_TIER."""
NODES_BY_NAME = {
    "a word in a field": Word("plate", "title"),
    "a word in any field": Word("polic"),
    "a word that all have": Word("entri"),
    "a word that one has": Word("4000"),
    "a word that nothing has": Word("zeppelin"),
    "a phrase": Phrase(("plate", "reader")),
    "a phrase in a field": Phrase(("gun", "violenc"), "summary"),
    "a prefix": Prefix("p"),
    "a prefix in a field": Prefix("pr", "title"),
    "a prefix of numbers": Prefix("12"),
    "all of": AllOf((Word("gun"), Word("reader"), Prefix("pa"))),
    "any of": AnyOf((Word("gun"), Phrase(("parol", "probat")))),
    "any of 300": AnyOf((Word("4000", "title"),) * 300),
    "all of 300": AllOf((Word("4000", "title"),) * 300),
    "all of the idf of": AtLeast(1.0, (Word("gun"), Word("parol"), Word("plate"))),
    "not": Not(AnyOf((Word("gun"), Word("polic")))),
    "a word and not another": AllOf((Word("gun"), Not(Word("plate")))),
    "a facet value": HasValue("topic", "technology"),
    "everything": AllOf(),
}


def short_entry(number):
    """Return an entry of a few words; entries with successive numbers differ."""
    words = [WORDS[number * step % 11] for step in (1, 3, 7, 13)]
    return entry(
        f"e{number}",
        title=f"Entry {number} {words[0]} {words[1]}",
        summary=" ".join(words[1:] * (1 + number % 3)),
        topics=(("technology",), ("gun-violence",), ("technology", "gun-violence"), ())[number % 4],
        format=("webinar", "podcast", None)[number % 3],
        published=PartialDate(2000 + number % 20) if number % 5 else None,
    )


@pytest.fixture(scope="module")
def growing_catalog(tmp_path_factory):
    """Return a catalog with its backends below and above 5,000 entries, in many segments, after changes."""
    folder = tmp_path_factory.mktemp("growing")
    entries = iter([short_entry(number) for number in range(ABOVE + 150)])
    for size in SIZES:
        commit(folder, TAXONOMY, [next(entries) for _ in range(size)])
    commit(folder, TAXONOMY, [short_entry(7)], {f"e{number}" for number in range(0, 3_900, 97)})
    below = open_both(folder)
    commit(folder, TAXONOMY, [*entries, short_entry(8)], {f"e{number}" for number in range(1, 3_900, 97)})
    return folder, below, open_both(folder)


@pytest.fixture(params=["below", "above"])
def large_catalog(request, growing_catalog):
    _, below, above = growing_catalog
    return below if request.param == "below" else above


def test_the_catalog_grows_past_five_thousand_entries_in_many_segments(growing_catalog):
    folder, (below, _), (above, _) = growing_catalog
    assert below.size < 5_000 < above.size
    assert len(read_segments(folder)) > MAX_SEGMENTS_PER_TIER


@pytest.mark.parametrize("node", NODES_BY_NAME.values(), ids=NODES_BY_NAME)
def test_every_kind_of_node_matches_what_whoosh_matches(large_catalog, node):
    assert_same_matches(*large_catalog, node)


@pytest.mark.parametrize(
    "filters", [{}, {"topic": ("technology",)}, {"topic": ("gun-violence",), "format": ("webinar",)}]
)
def test_totals_and_facet_counts_equal_those_of_whoosh(large_catalog, filters):
    assert_same_counts(*large_catalog, Word("gun"), filters)


@pytest.mark.parametrize("leaf", [node for node in NODES_BY_NAME.values() if isinstance(node, Word | Phrase)], ids=str)
def test_scores_and_order_follow_from_the_postings_of_whoosh(large_catalog, leaf):
    assert_same_scores(*large_catalog, leaf)
