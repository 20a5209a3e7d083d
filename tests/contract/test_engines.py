"""What every engine must do, told by example. The property tests compare them on anything else."""

import datetime as dt

import pytest

from catalog.errors import QueryError
from catalog.model import AgencySize, Featured, Identifiers, PartialDate
from catalog.search.query.tree import Query, Sort
from catalog.search.result import Correction, SizeFit
from factories import entry, memory_searcher


def found(searcher, text="", **asked):
    return [hit.record.id for hit in searcher.search(Query(text, **asked)).hits]


def counts(searcher, facet, **asked):
    return {each.value: each.count for each in searcher.search(Query(**asked)).facets[facet]}


def test_every_word_is_wanted(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Gun safes"))
    assert found(searcher, "gun violence") == ["a"]


def test_when_no_resource_has_all_words_those_with_most_are_shown_and_it_says_so(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Parking"))
    answer = searcher.search(Query("gun violence zeppelin"))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_a_filter_that_leaves_nothing_does_not_relax_the_words(build):
    many = [entry(f"a{number}", title="Gun violence", topics=("technology",)) for number in range(10)]
    searcher = build(*many, entry("b", title="Gun"))
    answer = searcher.search(Query("gun violence", filters={"topic": ("gun-violence",)}))
    assert (answer.total, answer.relaxed) == (0, False)


def test_when_few_resources_have_all_words_those_with_some_come_after_them(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Violence"), entry("c", title="Parking"))
    answer = searcher.search(Query("gun violence"))
    assert [hit.record.id for hit in answer.hits] == ["a", "b"]
    assert (answer.relaxed, answer.complete) == (True, 1)


def test_what_matches_little_of_a_relaxed_question_is_left_out(build):
    common = [entry(f"b{number}", pages=["review " + "words " * 50]) for number in range(30)]
    searcher = build(entry("a", title="Ballistic imaging"), *common)
    assert found(searcher, "ballistic imaging review", per_page=50) == ["a"]


def test_words_beside_each_other_count_more_than_words_apart(build):
    apart = entry("a", title="Network of police for social analysis")
    searcher = build(apart, entry("b", title="Police on social network analysis"))
    assert found(searcher, "social network analysis") == ["b", "a"]


def test_a_newer_resource_comes_before_an_older_one_that_is_as_good(build):
    dates = {"a": "2001", "b": "2020"}
    searcher = build(*(entry(key, title="Plan", published=PartialDate.parse(date)) for key, date in dates.items()))
    assert found(searcher, "plan") == ["b", "a"]


def test_a_word_that_nothing_has_is_corrected_and_the_answer_says_so(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("recruting"))
    assert (answer.total, answer.did_you_mean) == (3, Correction("recruiting", 3, used=True))


def test_a_word_that_stands_for_itself_is_not_corrected(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("=recruting"))
    assert (answer.total, answer.did_you_mean) == (0, None)


def test_words_match_whatever_their_ending_and_accents(build):
    searcher = build(entry("a", title="Recruiting for résumés"))
    assert found(searcher, "recruits resume") == ["a"]


def test_a_phrase_matches_only_words_in_a_row(build):
    searcher = build(entry("a", title="Social network analysis"), entry("b", title="Network of social analysis"))
    assert found(searcher, '"social network analysis"') == ["a"]


def test_a_phrase_does_not_reach_from_one_page_into_the_next(build):
    searcher = build(entry("a", pages=["about social", "network analysis"]))
    assert searcher.search(Query('"social network"')).complete == 0


def test_a_phrase_that_nothing_has_gives_what_has_its_words_and_says_so(build):
    searcher = build(entry("a", title="Network of social work"))
    answer = searcher.search(Query('"social network"'))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_a_minus_leaves_out_what_is_of_that_format_too(build):
    searcher = build(
        entry("a", title="Recruiting", format="webinar"),
        entry("b", title="Recruiting", format="publication"),
    )
    assert found(searcher, "recruiting -webinar") == ["b"]


def test_or_takes_either_side(build):
    searcher = build(entry("a", title="Knives"), entry("b", title="Guns"), entry("c", title="Cars"))
    assert sorted(found(searcher, "guns OR knives")) == ["a", "b"]


def test_brackets_group(build):
    searcher = build(entry("a", title="Gun theft"), entry("b", title="Gun market"), entry("c", title="Car theft"))
    assert sorted(found(searcher, "gun (theft OR market)")) == ["a", "b"]


def test_a_star_matches_what_begins_so(build):
    searcher = build(entry("a", title="Prosecutors"), entry("b", title="Police"))
    assert found(searcher, "prosec*") == ["a"]


def test_a_field_name_looks_in_that_field_only(build):
    searcher = build(entry("a", title="Cameras"), entry("b", summary="Cameras"))
    assert found(searcher, "title:cameras") == ["a"]


def test_a_topic_in_the_text_filters_like_the_facet(build):
    searcher = build(entry("a", topics=("technology",)), entry("b", title="technology"))
    assert found(searcher, "topic:technology") == ["a"]


def test_a_publisher_is_found_by_its_acronym(build):
    searcher = build(entry("a", publishers=("Bureau of Justice Assistance",)), entry("b"))
    assert found(searcher, "publisher:bja") == ["a"]


def test_a_range_of_years_has_both_ends(build):
    dates = {"a": "2014", "b": "2015-06", "c": "2017-12-31", "d": "2018"}
    searcher = build(*(entry(key, published=PartialDate.parse(date)) for key, date in dates.items()))
    assert sorted(found(searcher, "year:2015..2017")) == ["b", "c"]


def test_an_acronym_finds_what_it_stands_for_and_says_so(build):
    searcher = build(entry("a", title="License plate readers"))
    answer = searcher.search(Query("lpr"))
    assert answer.total == 1
    assert [(each.typed, each.means) for each in answer.expansions] == [("lpr", ("license plate reader", "ALPR"))]


@pytest.mark.parametrize("text", ["lpr \u2026", "\u2013 lpr", "license \u2013 plate reader &", "lpr +"])
def test_signs_beside_and_between_words_are_passed_over(build, text):
    searcher = build(entry("a", title="License plate readers"), entry("b", title="Parking"))
    assert found(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ["=lpr", '"lpr"'])
def test_an_exact_word_does_not_expand(build, text):
    searcher = build(entry("a", title="License plate readers"))
    assert found(searcher, text) == []


@pytest.mark.parametrize("text", ["NCJ 251572", "NCJ-251572", "ncj251572"])
def test_a_code_is_found_however_it_is_written(build, text):
    searcher = build(entry("a", summary="Listed as NCJ 251572."), entry("b", summary="NCJ 7 and 251572"))
    assert found(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ['"', "\U0001f525", "()", "-", "OR", ""])
def test_a_text_without_words_shows_everything(build, text):
    searcher = build(entry("a"), entry("b"))
    answer = searcher.search(Query(text))
    assert (answer.total, answer.interpreted_as) == (2, "")


def test_a_text_that_is_too_long_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query("x" * 2001))


def test_values_of_one_facet_widen_and_facets_narrow_each_other(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("technology",), format="podcast"),
    )
    asked = {"topic": ("technology", "gun-violence"), "format": ("webinar",)}
    assert sorted(found(searcher, filters=asked)) == ["a", "b"]


def test_a_facet_counts_as_if_its_own_filter_were_not_there(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("gun-violence",), format="podcast"),
    )
    assert counts(searcher, "topic", filters={"topic": ("technology",), "format": ("webinar",)}) == {
        "technology": 1,
        "gun-violence": 1,
    }


def test_a_resource_for_any_size_matches_every_size_and_is_counted_apart(build):
    searcher = build(entry("a"), entry("b", agency_size=AgencySize(50, 249)))
    answer = searcher.search(Query(filters={"agency_size": ("midsize",)}))
    assert ([hit.record.id for hit in answer.hits], answer.any_size) == (["b", "a"], 1)


def test_a_range_of_sizes_spans_several_values(build):
    searcher = build(entry("a", agency_size=AgencySize(100, 300)))
    assert counts(searcher, "agency_size") == {"midsize": 1, "large": 1}


def test_an_agency_like_mine_puts_exact_fits_first(build):
    searcher = build(
        entry("any", title="Plan plan plan"),
        entry("mine", title="A plan", agency_size=AgencySize(None, 49)),
        entry("other", title="A plan", agency_size=AgencySize(250)),
    )
    hits = searcher.search(Query("plan", sworn=40)).hits
    assert [(hit.record.id, hit.size_fit) for hit in hits] == [("mine", SizeFit.EXACT), ("any", SizeFit.ANY)]


def test_a_date_known_to_the_year_is_in_every_range_that_touches_it(build):
    searcher = build(entry("a", published=PartialDate(2016)), entry("b"))
    assert found(searcher, published_from=PartialDate(2016, 7), published_to=PartialDate(2018)) == ["a"]


def test_the_newest_come_first_and_undated_ones_last(build):
    dates = {"a": None, "b": PartialDate(2015), "c": PartialDate(2015, 3), "d": PartialDate(2020)}
    searcher = build(*(entry(key, published=date) for key, date in dates.items()))
    assert found(searcher) == ["d", "c", "b", "a"]
    assert found(searcher, sort=Sort.OLDEST) == ["b", "c", "d", "a"]


def test_titles_sort_without_regard_to_case_and_accents(build):
    titles = {"a": "\u00c9tude", "b": "delta", "c": "Foxtrot"}
    searcher = build(*(entry(key, title=title) for key, title in titles.items()))
    assert found(searcher, sort=Sort.TITLE) == ["b", "a", "c"]


def test_a_title_counts_more_than_a_page_of_text(build):
    searcher = build(entry("a", pages=["cameras cameras"]), entry("b", title="Cameras"))
    assert found(searcher, "cameras") == ["b", "a"]


def test_what_was_typed_comes_before_what_means_the_same(build):
    fillers = [entry(f"f{number}", title="LPR log") for number in range(5)]
    searcher = build(entry("a", title="ALPR log"), entry("b", title="LPR diary"), *fillers)
    assert found(searcher, "lpr", per_page=20)[-1] == "a"


@pytest.mark.parametrize(
    "text",
    ["Plans", "ncj 7", "NCJ-7", "rr-233", "https://www.example.org/plan/", "example.org/plan", "a", "plans: two"],
)
def test_what_is_called_exactly_so_comes_first(build, text):
    numbers = Identifiers(ncj="7", report="RR 233")
    called = entry("a", title="Plans", subtitle="two", identifiers=numbers, url="https://example.org/plan")
    others = [entry(f"b{number}", title=f"{text} {text} plans", summary=f"{text} " * 5) for number in range(3)]
    assert found(build(called, *others), text)[0] == "a"


def test_a_hit_shows_the_page_its_words_stand_on(build):
    searcher = build(entry("a", pages=["nothing here", "a word about ballistics"]))
    (snippet,) = searcher.search(Query("ballistics")).hits[0].snippets
    assert (snippet.locator.label, snippet.text[slice(*snippet.marks[0])]) == ("p. 2", "ballistics")


def test_pages_follow_each_other_without_gap_or_double(build):
    searcher = build(*(entry(f"r{number:02}", title="Same") for number in range(25)))
    pages = [found(searcher, "same", page=page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({each for page in pages for each in page}) == 25


def test_a_page_beyond_ten_thousand_results_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query(page=1001))


def test_an_entry_comes_back_whole_by_id_and_by_alias(build):
    whole = entry("a", pages=["text"], aliases=("723",), published=PartialDate(2016))
    searcher = build(whole)
    assert (searcher.get("a"), searcher.get("723"), searcher.get("b")) == (whole, whole, None)


def test_items_of_interest_are_those_of_the_day_the_latest_first(build):
    def featured(key, **times):
        return entry(key, featured=Featured(**{name: dt.date.fromisoformat(day) for name, day in times.items()}))

    searcher = build(
        featured("always"),
        featured("old", since="2026-01-01", until="2026-06-30"),
        featured("now", since="2026-06-01"),
        featured("later", since="2027-01-01"),
        entry("plain"),
    )
    shown = [each.id for each in searcher.featured(dt.date(2026, 6, 30))]
    assert shown == ["now", "old", "always"]


def test_a_replaced_entry_is_found_by_its_new_words_only(build):
    searcher = build(entry("a", title="Old"), then=[(entry("a", title="New"),)])
    assert (found(searcher, "old"), found(searcher, "new"), searcher.size) == ([], ["a"], 1)


def test_a_removed_entry_is_gone_from_counts_and_answers(build):
    searcher = build(entry("a", format="webinar"), entry("b", format="webinar"), removed=["a"])
    assert (found(searcher), counts(searcher, "format")) == (["b"], {"webinar": 1})


def test_scores_do_not_depend_on_how_entries_were_batched(build):
    entries = [entry(f"r{number}", title="plan " * (number + 1)) for number in range(6)]
    searcher = build(*entries[:3], then=[tuple(entries[3:5]), (entries[5], entries[0])])
    at_once = memory_searcher(entries)
    assert searcher.search(Query("plan")) == at_once.search(Query("plan"))


def test_suggestions_complete_words_and_offer_resources(build):
    searcher = build(entry("a", title="License plate readers: a primer", topics=("technology",)))
    offered = searcher.suggest("licen")
    assert offered.completions == ("license", "license plate reader")
    assert [each.id for each in offered.resources] == ["a"]


def test_one_letter_gets_no_suggestions(build):
    assert build(entry("a")).suggest("l").completions == ()
