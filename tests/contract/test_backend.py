"""The `SearchBackend` of every engine keeps the promises of the port."""

import pytest

from catalog.generations.digests import id_digest
from catalog.model import AgencySize, PartialDate
from catalog.search.ports import SearchPlan
from catalog.search.query.tree import AllOf, AnyOf, MinScore, Not, Prefix, Query, Sort, Word
from factories import entry

ENTRIES = (
    entry("a", title="Gun plan", topics=("technology",), format="webinar", aliases=("723",)),
    entry("b", title="Gun", topics=("gun-violence",), format="webinar", agency_size=AgencySize(50, 249)),
    entry("c", title="Plan", topics=("technology",), format="podcast", published=PartialDate(2016), aliases=("723",)),
    entry("d", title="Parking", published=PartialDate(2020)),
)
NODES = (Word("gun"), Word("plan"), Prefix("p"), AllOf((Word("gun"), Word("plan"))), Not(Word("gun")), Word("zeppelin"))
QUERIES = (
    Query(),
    Query(filters={"topic": ("technology", "gun-violence"), "format": ("webinar",)}),
    Query(filters={"agency_size": ("midsize",)}),
    Query(sworn=40),
    Query(published_from=PartialDate(2015), published_to=PartialDate(2018)),
)


@pytest.fixture
def backend(build):
    return build(*ENTRIES)._backend


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_counts_are_the_totals_of_the_nodes(backend, query):
    totals = [backend.execute(SearchPlan(node, query)).total for node in NODES]
    assert list(backend.counts(NODES, query)) == totals


def test_counts_accept_no_nodes_and_can_be_abandoned_early(backend):
    assert list(backend.counts((), Query())) == []
    assert next(backend.counts((Word("gun"), Word("plan")), Query())) == 2


def test_scores_equal_those_of_the_hits_and_cover_only_the_requested_ids(backend):
    node = AnyOf((Word("gun"), Word("plan")))
    hits = backend.execute(SearchPlan(node, Query("gun plan"))).hits
    gun_or_plan, plan, zeppelin = backend.scores((node, Word("plan"), Word("zeppelin")), ["a", "b", "d", "unknown"])
    assert gun_or_plan == {hit.record.id: hit.score for hit in hits if hit.record.id != "c"}
    assert (set(plan), zeppelin) == ({"a"}, {})


def test_only_the_facets_of_the_plan_are_counted(backend):
    page = backend.execute(SearchPlan(AllOf(), Query(), facets=("format",)))
    assert {name: {value.value: value.count for value in values} for name, values in page.facets.items()} == {
        "format": {"webinar": 2, "podcast": 1}
    }
    assert backend.execute(SearchPlan(AllOf(), Query(), facets=())).facets == {}


def test_a_page_beyond_the_last_one_has_no_hits_and_the_same_total(backend):
    page = backend.execute(SearchPlan(AllOf(), Query(page=2, sort=Sort.TITLE)))
    assert (page.hits, page.total) == ((), 4)


def test_a_match_of_the_required_part_is_above_any_minimum_score(backend):
    node = MinScore(AnyOf((Word("gun"), Word("plan"), Word("park"))), AllOf((Word("gun"), Word("plan"))))
    assert "a" in {hit.record.id for hit in backend.execute(SearchPlan(node, Query("x"))).hits}


def test_a_name_resolves_to_its_id_or_to_the_first_record_with_that_alias(backend):
    assert [backend.resolve(name) for name in ("a", "723", "unknown")] == ["a", "a", None]
    assert (backend.get("a").record.title, backend.get("723"), backend.get("unknown")) == ("Gun plan", None, None)


def test_records_are_returned_by_id_without_unknown_ids(backend):
    assert {record_id: record.title for record_id, record in backend.records(["d", "unknown", "b"]).items()} == {
        "d": "Parking",
        "b": "Gun",
    }


def test_ids_titles_size_and_digest_agree(backend):
    ids = list(backend.ids())
    assert (ids, backend.size, backend.id_digest()) == (list("abcd"), 4, id_digest("abcd"))
    assert [title for title in backend.titles() if title[0] in "ad"] == [
        ("a", "Gun plan", "webinar"),
        ("d", "Parking", None),
    ]


def test_replaced_and_removed_entries_do_not_change_the_digest(build):
    backend = build(*ENTRIES, then=[(entry("a", title="New"),)], removed=["b"])._backend
    assert (backend.size, backend.id_digest()) == (3, id_digest("acd"))


def test_an_empty_index_can_be_searched(build):
    backend = build()._backend
    page = backend.execute(SearchPlan(AllOf(), Query()))
    assert (page.hits, page.total, page.any_size, backend.size) == ((), 0, 0, 0)
    assert (list(backend.ids()), backend.id_digest()) == ([], id_digest([]))
