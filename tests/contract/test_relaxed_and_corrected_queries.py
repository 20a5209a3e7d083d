"""A query with few matches is relaxed or corrected, with every engine."""

from catalog.search.query.tree import Query
from catalog.search.result import Correction
from factories import entry
from search_results import hit_ids


def test_a_query_is_relaxed_if_no_resource_has_all_words(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Parking"))
    answer = searcher.search(Query("gun violence zeppelin"))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_a_filter_without_results_does_not_relax_the_query(build):
    matches = [entry(f"a{number}", title="Gun violence", topics=("technology",)) for number in range(10)]
    searcher = build(*matches, entry("b", title="Gun"))
    answer = searcher.search(Query("gun violence", filters={"topic": ("gun-violence",)}))
    assert (answer.total, answer.relaxed) == (0, False)


def test_if_few_resources_have_all_words_those_with_some_follow(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Violence"), entry("c", title="Parking"))
    answer = searcher.search(Query("gun violence"))
    assert [hit.record.id for hit in answer.hits] == ["a", "b"]
    assert (answer.relaxed, answer.complete) == (True, 1)


def test_weak_matches_of_a_relaxed_query_are_left_out(build):
    common = [entry(f"b{number}", pages=["review " + "words " * 50]) for number in range(30)]
    searcher = build(entry("a", title="Ballistic imaging"), *common)
    assert hit_ids(searcher, "ballistic imaging review", per_page=50) == ["a"]


def test_a_phrase_without_matches_is_relaxed_to_its_words(build):
    searcher = build(entry("a", title="Network of social work"))
    answer = searcher.search(Query('"social network"'))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_a_query_for_all_terms_is_neither_relaxed_nor_corrected(build):
    searcher = build(
        entry("a", title="Gun violence"), entry("b", title="Violence"), entry("c", title="Network of work")
    )
    answers = [searcher.search(Query(text, all_terms=True)) for text in ("gun violence", "violense", '"work network"')]
    assert [[hit.record.id for hit in answer.hits] for answer in answers] == [["a"], [], []]
    assert not any(answer.relaxed or answer.did_you_mean for answer in answers)


def test_a_word_without_matches_is_corrected_and_the_correction_is_reported(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("recruting"))
    assert (answer.total, answer.did_you_mean) == (3, Correction("recruiting", 3, used=True))


def test_an_exact_word_is_not_corrected(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("=recruting"))
    assert (answer.total, answer.did_you_mean) == (0, None)


def test_a_correct_word_is_not_replaced_by_a_different_one(build):
    courts = [entry(f"a{number}", title="Trial court") for number in range(300)]
    searcher = build(*courts, entry("trail", title="Trail maps"))
    answer = searcher.search(Query("trail court"))
    assert answer.did_you_mean == Correction("trial court", 300, used=False)


def test_a_correct_word_that_no_resource_has_is_not_corrected(build):
    searcher = build(*(entry(f"a{number}", title="Slides how to train officers") for number in range(3)))
    answers = [searcher.search(Query(text)) for text in ("sideshow", "terrain")]
    assert [(answer.total, answer.did_you_mean) for answer in answers] == [(0, None), (0, None)]
