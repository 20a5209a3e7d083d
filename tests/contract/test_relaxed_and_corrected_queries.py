"""A query with few matches is relaxed or corrected, with every engine."""

from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
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
    others = [entry(f"c{number}", title="Parking") for number in range(9)]
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Violence"), *others)
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


def test_a_partial_match_needs_enough_of_what_the_query_says(build):
    common = [entry(f"crime{number}", title="Crime") for number in range(20)]
    searcher = build(entry("hate", title="Hate crime"), entry("hateful", title="Hate"), *common)
    assert hit_ids(searcher, "hate crime", per_page=50) == ["hate", "hateful"]


def test_a_word_that_no_resource_has_weighs_most(build):
    common = [entry(f"policing{number}", title="Policing") for number in range(20)]
    answer = build(*common).search(Query("stratosphere policing"))
    assert (answer.total, answer.absent) == (0, ("stratosphere",))


def test_a_question_may_be_answered_by_any_of_its_words(build):
    common = [entry(f"crime{number}", title="Crime") for number in range(20)]
    searcher = build(entry("hate", title="Hate"), *common)
    assert "crime3" in hit_ids(searcher, "what is zeppelin crime", per_page=50)


def test_full_matches_come_first_in_any_order(build):
    others = [entry(f"c{number}", title="Parking") for number in range(9)]
    full = entry("z", title="Zoning of gun violence", published=PartialDate(1990))
    searcher = build(full, entry("b", title="Gun", published=PartialDate(2020)), *others)
    for sort in Sort:
        answer = searcher.search(Query("gun violence", sort=sort))
        assert ([hit.record.id for hit in answer.hits], answer.complete) == (["z", "b"], 1)


def test_full_matches_are_counted_with_the_filters_of_the_query(build):
    others = [entry(f"c{number}", title="Parking") for number in range(9)]
    full = entry("a", title="Gun violence", topics=("technology",))
    searcher = build(full, entry("b", title="Gun", topics=("investigations",)), *others)
    answer = searcher.search(Query("gun violence", filters={"topic": ("investigations",)}))
    assert (answer.total, answer.complete) == (1, 0)


def test_words_on_different_pages_are_no_full_match(build):
    scattered = entry("scattered", pages=["a red car " + "word " * 90, "the flag of a state", "traffic law"])
    together = entry("together", title="Courts", pages=["nothing", "a red flag law keeps guns from people at risk"])
    others = [entry(f"c{number}", title="Parking") for number in range(9)]
    answer = build(scattered, together, *others).search(Query("red flag law"))
    assert ([hit.record.id for hit in answer.hits], answer.complete) == (["together", "scattered"], 1)


def test_a_word_of_the_title_and_one_of_a_page_are_in_one_place(build):
    report = entry("report", title="Hot spots", pages=["nothing", "advice for rural towns"])
    answer = build(report, entry("b", title="Parking")).search(Query("hot spots rural"))
    assert answer.complete == 1


def test_words_that_no_resource_has_are_named_as_typed(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Parking"))
    assert searcher.search(Query("gun violence Zeppelins")).absent == ("Zeppelins",)


def test_words_that_no_resource_has_are_named_without_punctuation(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Parking"))
    assert searcher.search(Query("gun violence: Zeppelins, airships?")).absent == ("Zeppelins", "airships")


def test_a_word_whose_synonym_some_resource_has_is_not_absent(build):
    searcher = build(entry("a", title="License plate reader"), entry("b", title="Parking"))
    assert searcher.search(Query("lpr zeppelin")).absent == ("zeppelin",)


def test_a_word_that_only_matches_by_its_stem_is_corrected(build):
    common = [entry(f"a{number}", title="Focused deterrence") for number in range(9)]
    searcher = build(*common, *(entry(f"b{number}", title="Focus and deter") for number in range(3)))
    answer = searcher.search(Query("focused deterence"))
    assert answer.did_you_mean == Correction("focused deterrence", 9, used=True)


def test_an_error_is_corrected_although_no_resource_has_all_words(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("which recruting zeppelins"))
    assert answer.did_you_mean == Correction("which recruiting zeppelins", 0, used=True)
    assert (answer.total, answer.absent) == (3, ("zeppelins",))


def test_an_error_before_a_comma_is_corrected_as_well(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("which recruting, zeppelins"))
    assert answer.did_you_mean == Correction("which recruiting, zeppelins", 0, used=True)


def test_a_correction_counts_what_its_search_counts(build):
    scattered = entry("b", title="Report", pages=["recruiting", *["nothing"] * 9, "cadets"])
    searcher = build(*(entry(f"a{number}", title="Recruiting cadets") for number in range(12)), scattered)
    answer = searcher.search(Query("recruting cadets"))
    assert answer.did_you_mean.total == searcher.search(Query("recruiting cadets")).complete == 13


def test_of_two_words_the_other_one_alone_is_no_answer(build):
    searcher = build(
        entry("a", title="Qualified staff"), *(entry(f"b{number}", title="Parking") for number in range(9))
    )
    answer = searcher.search(Query("qualified zeppelins"))
    assert (answer.total, answer.absent) == (0, ("zeppelins",))


def test_a_word_that_matches_by_its_stem_is_no_error(build):
    searcher = build(entry("a", title="Detained by patrol"), *(entry(f"b{n}", title="Detained") for n in range(9)))
    assert searcher.search(Query("skyline detainer")).did_you_mean is None
