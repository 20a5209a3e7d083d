"""The order of hits by date and title, and the pages of a result, with every engine."""

import datetime as dt
from dataclasses import replace

import pytest

from catalog.errors import QueryError
from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
from factories import entry
from search_results import hit_ids


def test_without_a_query_the_newest_come_first_and_undated_resources_last(build):
    dates = {"a": None, "b": PartialDate(2015), "c": PartialDate(2015, 3), "d": PartialDate(2020)}
    searcher = build(*(entry(name, published=date) for name, date in dates.items()))
    assert hit_ids(searcher) == ["d", "c", "b", "a"]
    assert hit_ids(searcher, sort=Sort.OLDEST) == ["b", "c", "d", "a"]


def test_a_classic_that_is_added_today_comes_first_among_the_recently_added(build):
    entries = [
        entry("new", published=PartialDate(2026, 3), added=dt.date(2026, 3, 2)),
        entry("classic", published=PartialDate(1998), added=dt.date(2026, 11, 28)),
        entry("unknown", published=PartialDate(2026, 5)),
        entry("dateless"),
        entry("recent", published=PartialDate(2020), added=dt.date(2026, 11, 28)),
        entry("undated", added=dt.date(2026, 11, 28)),
        entry("also", published=PartialDate(2020), added=dt.date(2026, 11, 28)),
    ]
    searcher = build(*entries[:3], then=(tuple(entries[3:]),))
    expected = ["also", "recent", "classic", "undated", "unknown", "new", "dateless"]
    assert hit_ids(searcher, sort=Sort.ADDED) == expected
    pages = [hit_ids(searcher, sort=Sort.ADDED, per_page=2, page=page) for page in (1, 2, 3, 4)]
    assert [record_id for page in pages for record_id in page] == expected


def test_titles_are_sorted_regardless_of_case_and_accents(build):
    titles = {"a": "\u00c9tude", "b": "delta", "c": "Foxtrot"}
    searcher = build(*(entry(name, title=title) for name, title in titles.items()))
    assert hit_ids(searcher, sort=Sort.TITLE) == ["b", "a", "c"]


def test_pages_have_every_hit_exactly_once(build):
    searcher = build(*(entry(f"r{number:02}", title="Same") for number in range(25)))
    pages = [hit_ids(searcher, "same", page=page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({record_id for page in pages for record_id in page}) == 25


def test_a_page_beyond_ten_thousand_results_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query(page=1001))


def test_the_first_hits_are_those_of_the_pages_without_snippets(build):
    searcher = build(*(entry(f"r{number:03}", pages=["about cameras"]) for number in range(130)))
    query = Query("cameras", sort=Sort.TITLE, page=2, explain=True)
    first = searcher.first_hits(query, 120)
    pages = [searcher.search(replace(query, page=page, per_page=60)).hits for page in (1, 2)]
    assert [hit.record for hit in first.hits] == [hit.record for page in pages for hit in page]
    assert first.total == 130
    assert {(hit.snippets, hit.explanation) for hit in first.hits} == {((), None)}


def test_named_entries_come_first_by_relevance_if_they_match_and_every_hit_is_on_one_page(build):
    entries = [entry(f"r{number:02}", title="A plan") for number in range(9)]
    searcher = build(*entries[:5], then=(tuple(entries[5:]),))

    def ids(page, sort=None, filters=None):
        query = Query("plan", filters or {}, sort=sort, page=page, per_page=4)
        return [hit.record.id for hit in searcher.search(query, lambda _text: ("r07", "unknown", "r03")).hits]

    assert (ids(1), ids(2), ids(3)) == (["r07", "r03", "r00", "r01"], ["r02", "r04", "r05", "r06"], ["r08"])
    assert ids(1, sort=Sort.NEWEST) == ["r00", "r01", "r02", "r03"]
    assert ids(1, filters={"format": ("podcast",)}) == []


def test_the_entries_that_come_first_are_those_for_the_corrected_text(build):
    searcher = build(entry("a", title="Cameras"), entry("b", title="Cameras"))
    texts = []
    result = searcher.search(Query("camras"), lambda text: texts.append(text) or ("b",))
    assert (texts, [hit.record.id for hit in result.hits]) == (["cameras"], ["b", "a"])
