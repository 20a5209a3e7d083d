"""Filters by facets, agency size and date, and the counts of facets, with every engine."""

import datetime as dt
from dataclasses import replace

from catalog.model import AgencySize, Document, DocumentText, LinkHealth, PartialDate
from catalog.search.query.tree import Query
from catalog.search.result import SizeFit
from factories import entry
from search_results import facet_counts, hit_ids


def test_values_of_a_facet_are_joined_by_or_and_facets_by_and(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("technology",), format="podcast"),
    )
    filters = {"topic": ("technology", "gun-violence"), "format": ("webinar",)}
    assert sorted(hit_ids(searcher, filters=filters)) == ["a", "b"]


def test_counts_of_a_facet_ignore_its_own_filter(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("gun-violence",), format="podcast"),
    )
    assert facet_counts(searcher, "topic", filters={"topic": ("technology",), "format": ("webinar",)}) == {
        "technology": 1,
        "gun-violence": 1,
    }


def test_only_the_facets_of_the_query_are_counted(build):
    searcher = build(entry("a", topics=("technology",), format="webinar"), entry("b", format="podcast"))
    filters = {"topic": ("technology",)}
    result = searcher.search(Query(filters=filters, facets=("format",)))
    assert ([*result.facets], [count.value for count in result.facets["format"]]) == (["format"], ["webinar"])
    assert (result.total, searcher.search(Query(filters=filters, facets=())).facets) == (1, {})


def test_a_resource_for_any_agency_size_matches_every_size_and_is_counted_separately(build):
    searcher = build(entry("a"), entry("b", agency_size=AgencySize(50, 249)))
    answer = searcher.search(Query(filters={"agency_size": ("midsize",)}))
    assert ([hit.record.id for hit in answer.hits], answer.any_size) == (["b", "a"], 1)


def test_a_range_of_agency_sizes_spans_several_facet_values(build):
    searcher = build(entry("a", agency_size=AgencySize(100, 300)))
    assert facet_counts(searcher, "agency_size") == {"midsize": 1, "large": 1}


def test_a_search_for_a_number_of_officers_puts_exact_fits_first(build):
    searcher = build(
        entry("any", title="Plan plan plan"),
        entry("mine", title="A plan", agency_size=AgencySize(None, 49)),
        entry("other", title="A plan", agency_size=AgencySize(250)),
    )
    hits = searcher.search(Query("plan", sworn=40)).hits
    assert [(hit.record.id, hit.size_fit) for hit in hits] == [("mine", SizeFit.EXACT), ("any", SizeFit.ANY)]


def test_a_year_is_in_every_date_range_that_overlaps_it(build):
    searcher = build(entry("a", published=PartialDate(2016)), entry("b"))
    assert hit_ids(searcher, published_from=PartialDate(2016, 7), published_to=PartialDate(2018)) == ["a"]


def test_matches_are_counted_by_year_under_all_filters_except_the_dates(build):
    searcher = build(
        entry("a", title="Plan", published=PartialDate(2015), format="webinar"),
        entry("b", title="Plan", published=PartialDate(2015, 3, 9), format="webinar", agency_size=AgencySize(None, 49)),
        entry("c", title="Plan", published=PartialDate(2015), format="podcast"),
        entry("d", title="Plan", published=PartialDate(2015), format="webinar", agency_size=AgencySize(250)),
        entry("e", title="Budget", published=PartialDate(2015), format="webinar"),
        then=((entry("f", title="Plan", published=PartialDate(2021, 2), format="webinar"), entry("g", title="Plan")),),
    )
    query = Query("plan", {"format": ("webinar",)}, sworn=40, published_from=PartialDate(2020), count_years=True)
    result = searcher.search(query)
    assert (list(result.years.items()), result.total) == ([(2015, 2), (2021, 1)], 1)
    assert searcher.search(Query("plan", count_years=True)).years == {2015: 4, 2021: 1}
    assert searcher.search(Query("plan")).years == {}


def test_a_resource_is_available_here_or_on_another_site_or_both(build):
    document, size = Document(path="a.pdf"), DocumentText(size_bytes=1000)
    searcher = build(
        replace(entry("here", documents=(document,)), texts=(size,)),
        replace(entry("both", url="https://example.org/b", documents=(document,)), texts=(size,)),
        replace(entry("lost", documents=(document,)), texts=(DocumentText(),)),
        replace(entry("linked", documents=(Document(url="https://example.org/c"),)), texts=(DocumentText(),)),
        entry("listed", listed_at="https://example.org/list"),
    )
    assert facet_counts(searcher, "availability") == {"here": 2, "online": 3}
    assert sorted(hit_ids(searcher, filters={"availability": ("here",)})) == ["both", "here"]


def test_a_resource_whose_addresses_are_dead_is_not_available_on_another_site(build):
    dead = LinkHealth(dt.date(2026, 12, 1), is_dead=True)
    searcher = build(
        replace(entry("dead", url="https://example.org/a"), link_health=dead),
        replace(
            entry("here", url="https://example.org/b", documents=(Document(path="a.pdf"),)),
            texts=(DocumentText(size_bytes=1000),),
            link_health=dead,
        ),
        entry("alive", url="https://example.org/c"),
    )
    assert facet_counts(searcher, "availability") == {"here": 1, "online": 1}
    assert searcher.get("dead").link_health == searcher.head("dead").link_health == dead
