"""The order of hits by relevance, with every engine."""

import pytest

from catalog.model import Identifiers, PartialDate
from catalog.search.query.tree import Query
from factories import entry, memory_searcher
from search_results import hit_ids


def test_adjacent_words_score_higher_than_words_apart(build):
    scattered = entry("a", title="Network of police for social analysis")
    searcher = build(scattered, entry("b", title="Police on social network analysis"))
    assert hit_ids(searcher, "social network analysis") == ["b", "a"]


def test_the_newer_of_two_equally_relevant_resources_comes_first(build):
    dates = {"a": "2001", "b": "2020"}
    searcher = build(*(entry(name, title="Plan", published=PartialDate.parse(date)) for name, date in dates.items()))
    assert hit_ids(searcher, "plan") == ["b", "a"]


def test_a_match_in_the_title_scores_higher_than_one_in_a_document(build):
    searcher = build(entry("a", pages=["cameras cameras"]), entry("b", title="Cameras"))
    assert hit_ids(searcher, "cameras") == ["b", "a"]


def test_a_synonym_finds_no_publisher_in_whose_name_it_is_only_a_part(build):
    searcher = build(
        entry("a", title="License plate readers"),
        entry("b", title="Desk", publishers=("License Plate Reader Institute",)),
        entry("c", title="Desk", publishers=("ALPR Board",)),
    )
    assert sorted(hit_ids(searcher, "LPR")) == ["a", "c"]


def test_the_typed_word_scores_higher_than_its_synonyms(build):
    fillers = [entry(f"f{number}", title="LPR log") for number in range(5)]
    searcher = build(entry("a", title="ALPR log"), entry("b", title="LPR diary"), *fillers)
    assert hit_ids(searcher, "lpr", per_page=20)[-1] == "a"


@pytest.mark.parametrize(
    "text",
    ["Plans", "ncj 7", "NCJ-7", "rr-233", "https://www.example.org/plan/", "example.org/plan", "a", "plans: two"],
)
def test_an_exact_title_number_or_url_comes_first(build, text):
    numbers = Identifiers(ncj="7", report="RR 233")
    named = entry("a", title="Plans", subtitle="two", identifiers=numbers, url="https://example.org/plan")
    others = [entry(f"b{number}", title=f"{text} {text} plans", summary=f"{text} " * 5) for number in range(3)]
    assert hit_ids(build(named, *others), text)[0] == "a"


def test_scores_do_not_depend_on_how_entries_were_committed(build):
    entries = [entry(f"r{number}", title="plan " * (number + 1)) for number in range(6)]
    searcher = build(*entries[:3], then=[tuple(entries[3:5]), (entries[5], entries[0])])
    reference = memory_searcher(entries)
    assert searcher.search(Query("plan")) == reference.search(Query("plan"))


def test_a_resource_that_is_only_listed_comes_after_one_that_can_be_opened(build):
    listed = entry("a", title="Plan", listed_at="https://example.org/list")
    searcher = build(listed, entry("b", title="Plan", url="https://example.org/plan"))
    assert hit_ids(searcher, "plan") == ["b", "a"]


def test_a_match_that_resembles_the_first_ones_comes_before_one_that_does_not(build):
    cameras = [entry(f"c{number}", title="Cameras", summary="Storing video evidence") for number in range(5)]
    searcher = build(
        *cameras,
        entry("a", title="Desk", summary="Cameras beside parking meters"),
        entry("z", title="Desk", summary="Cameras and video evidence"),
    )
    assert hit_ids(searcher, "cameras", per_page=10)[-2:] == ["z", "a"]
