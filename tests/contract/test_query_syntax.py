"""What a query may contain, and what it matches, with every engine."""

import pytest

from catalog.errors import QueryError
from catalog.model import PartialDate
from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids


def test_every_word_is_required(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Gun safes"))
    assert hit_ids(searcher, "gun violence") == ["a"]


def test_words_match_despite_endings_and_accents(build):
    searcher = build(entry("a", title="Recruiting for résumés"))
    assert hit_ids(searcher, "recruits resume") == ["a"]


def test_a_phrase_matches_only_words_in_a_row(build):
    searcher = build(entry("a", title="Social network analysis"), entry("b", title="Network of social analysis"))
    assert hit_ids(searcher, '"social network analysis"') == ["a"]


def test_a_phrase_does_not_match_across_two_pages(build):
    searcher = build(entry("a", pages=["about social", "network analysis"]))
    assert searcher.search(Query('"social network"')).complete == 0


def test_an_excluded_word_also_excludes_the_format_of_that_name(build):
    searcher = build(
        entry("a", title="Recruiting", format="webinar"),
        entry("b", title="Recruiting", format="publication"),
    )
    assert hit_ids(searcher, "recruiting -webinar") == ["b"]


def test_or_matches_either_side(build):
    searcher = build(entry("a", title="Knives"), entry("b", title="Guns"), entry("c", title="Cars"))
    assert sorted(hit_ids(searcher, "guns OR knives")) == ["a", "b"]


def test_parentheses_group_terms(build):
    searcher = build(entry("a", title="Gun theft"), entry("b", title="Gun market"), entry("c", title="Car theft"))
    assert sorted(hit_ids(searcher, "gun (theft OR market)")) == ["a", "b"]


def test_a_star_matches_words_with_that_prefix(build):
    searcher = build(entry("a", title="Prosecutors"), entry("b", title="Police"))
    assert hit_ids(searcher, "prosec*") == ["a"]


def test_a_field_name_searches_only_that_field(build):
    searcher = build(entry("a", title="Cameras"), entry("b", summary="Cameras"))
    assert hit_ids(searcher, "title:cameras") == ["a"]


def test_a_topic_in_the_query_filters_like_the_facet(build):
    searcher = build(entry("a", topics=("technology",)), entry("b", title="technology"))
    assert hit_ids(searcher, "topic:technology") == ["a"]


def test_a_publisher_is_found_by_its_acronym(build):
    searcher = build(entry("a", publishers=("Bureau of Justice Assistance",)), entry("b"))
    assert hit_ids(searcher, "publisher:bja") == ["a"]


def test_a_range_of_years_includes_both_ends(build):
    dates = {"a": "2014", "b": "2015-06", "c": "2017-12-31", "d": "2018"}
    searcher = build(*(entry(name, published=PartialDate.parse(date)) for name, date in dates.items()))
    assert sorted(hit_ids(searcher, "year:2015..2017")) == ["b", "c"]


def test_an_acronym_finds_its_expansion_and_reports_it(build):
    searcher = build(entry("a", title="License plate readers"))
    answer = searcher.search(Query("lpr"))
    assert answer.total == 1
    expansions = [(expansion.typed, expansion.means) for expansion in answer.expansions]
    assert expansions == [("lpr", ("license plate reader", "ALPR"))]


def test_a_word_with_synonyms_is_named_without_punctuation(build):
    answer = build(entry("a", title="License plate reader")).search(Query("lpr, reader"))
    assert [expansion.typed for expansion in answer.expansions] == ["lpr"]


@pytest.mark.parametrize("text", ["lpr \u2026", "\u2013 lpr", "license \u2013 plate reader &", "lpr +"])
def test_punctuation_around_words_is_ignored(build, text):
    searcher = build(entry("a", title="License plate readers"), entry("b", title="Parking"))
    assert hit_ids(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ["=lpr", '"lpr"'])
def test_an_exact_word_does_not_expand(build, text):
    searcher = build(entry("a", title="License plate readers"))
    assert hit_ids(searcher, text) == []


@pytest.mark.parametrize("text", ["NCJ 251572", "NCJ-251572", "ncj251572"])
def test_a_code_is_found_in_any_notation(build, text):
    searcher = build(entry("a", summary="Listed as NCJ 251572."), entry("b", summary="NCJ 7 and 251572"))
    assert hit_ids(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ['"', "\U0001f525", "()", "-", "OR", ""])
def test_a_query_without_words_matches_everything(build, text):
    searcher = build(entry("a"), entry("b"))
    answer = searcher.search(Query(text))
    assert (answer.total, answer.interpreted_as) == (2, "")


def test_a_query_that_is_too_long_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query("x" * 2001))
