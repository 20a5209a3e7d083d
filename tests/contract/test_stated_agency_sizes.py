"""A query that states an agency size prefers resources for it, with every engine."""

import pytest

from catalog.model import AgencySize
from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids

SMALL, LARGE = AgencySize(None, 49), AgencySize(250, None)


@pytest.fixture
def searcher(build):
    return build(
        entry("a", title="Body cameras", agency_size=LARGE),
        entry("b", title="Body cameras"),
        entry("c", title="Body cameras", agency_size=SMALL),
        entry("d", title="Drones for a small agency", agency_size=SMALL),
    )


@pytest.mark.parametrize(
    "text",
    ["body cameras for a 40 officer agency", "small department body cameras", "body cameras agencia de 40 oficiales"],
)
def test_exact_fits_come_first_then_those_for_any_size_and_all_others_stay(searcher, text):
    assert hit_ids(searcher, text) == ["c", "b", "a"]


def test_a_relaxed_query_prefers_the_size_as_well(searcher):
    assert hit_ids(searcher, "which body cameras rules small agency")[:3] == ["c", "b", "a"]


def test_words_of_the_size_raise_the_score_but_need_not_match(build):
    searcher = build(entry("a", title="Camera plan"), entry("b", title="Camera plan", summary="For small towns"))
    assert hit_ids(searcher, "camera plan") == ["a", "b"]
    assert hit_ids(searcher, "camera plan for a small department") == ["b", "a"]


def test_the_size_is_part_of_the_result_unless_it_is_a_filter(searcher):
    size = searcher.search(Query("body cameras for a 300 officer agency")).stated_size
    assert (size.value, size.sworn, size.rest) == ("large", 300, "body cameras")
    assert searcher.search(Query("body cameras for a 300 officer agency", sworn=300)).stated_size is None
    assert searcher.search(Query("small agency", filters={"agency_size": ("small",)})).stated_size is None
    assert searcher.search(Query("body cameras")).stated_size is None


def test_the_interpreted_text_is_interpreted_the_same_way(searcher):
    first = searcher.search(Query("for a 40 officer agency body cameras"))
    again = searcher.search(Query(first.interpreted_as))
    assert first.interpreted_as == again.interpreted_as == "body cameras 40 officer agency"


def test_a_number_of_officers_alone_does_not_need_to_match(build):
    searcher = build(entry("a", title="Department plan"), entry("b", title="Department plan", agency_size=SMALL))
    result = searcher.search(Query("our 40-person department"))
    assert [hit.record.id for hit in result.hits] == ["b", "a"]
    assert (result.complete, result.interpreted_as) == (2, "40-person department")


def test_the_explanation_of_a_score_names_the_size(searcher):
    (hit, *_) = searcher.search(Query("body cameras small agency", explain=True)).hits
    assert "for agencies of the size: times 1.3" in str(hit.explanation)
    assert hit.explanation.score == hit.score
