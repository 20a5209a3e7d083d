"""Examples of what every engine must do. The property tests compare the engines on random queries."""

import datetime as dt

import pytest

from catalog.errors import QueryError
from catalog.model import AgencySize, Featured, Identifiers, PartialDate
from catalog.search.query.tree import Query, Sort
from catalog.search.result import Correction, SizeFit
from factories import entry, memory_searcher


def found_ids(searcher, text="", **params):
    return [hit.record.id for hit in searcher.search(Query(text, **params)).hits]


def counts(searcher, facet, **params):
    return {value.value: value.count for value in searcher.search(Query(**params)).facets[facet]}


def test_every_word_is_required(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Gun safes"))
    assert found_ids(searcher, "gun violence") == ["a"]


def test_a_query_is_relaxed_if_no_resource_has_all_words(build):
    searcher = build(entry("a", title="Gun violence"), entry("b", title="Parking"))
    answer = searcher.search(Query("gun violence zeppelin"))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_a_filter_without_results_does_not_relax_the_query(build):
    many = [entry(f"a{number}", title="Gun violence", topics=("technology",)) for number in range(10)]
    searcher = build(*many, entry("b", title="Gun"))
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
    assert found_ids(searcher, "ballistic imaging review", per_page=50) == ["a"]


def test_adjacent_words_score_higher_than_words_apart(build):
    scattered = entry("a", title="Network of police for social analysis")
    searcher = build(scattered, entry("b", title="Police on social network analysis"))
    assert found_ids(searcher, "social network analysis") == ["b", "a"]


def test_the_newer_of_two_equally_relevant_resources_comes_first(build):
    dates = {"a": "2001", "b": "2020"}
    searcher = build(*(entry(name, title="Plan", published=PartialDate.parse(date)) for name, date in dates.items()))
    assert found_ids(searcher, "plan") == ["b", "a"]


def test_a_word_without_matches_is_corrected_and_the_correction_is_reported(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("recruting"))
    assert (answer.total, answer.did_you_mean) == (3, Correction("recruiting", 3, used=True))


def test_an_exact_word_is_not_corrected(build):
    searcher = build(*(entry(f"a{number}", title="Recruiting officers") for number in range(3)))
    answer = searcher.search(Query("=recruting"))
    assert (answer.total, answer.did_you_mean) == (0, None)


def test_words_match_despite_endings_and_accents(build):
    searcher = build(entry("a", title="Recruiting for résumés"))
    assert found_ids(searcher, "recruits resume") == ["a"]


def test_a_phrase_matches_only_words_in_a_row(build):
    searcher = build(entry("a", title="Social network analysis"), entry("b", title="Network of social analysis"))
    assert found_ids(searcher, '"social network analysis"') == ["a"]


def test_a_phrase_does_not_match_across_two_pages(build):
    searcher = build(entry("a", pages=["about social", "network analysis"]))
    assert searcher.search(Query('"social network"')).complete == 0


def test_a_phrase_without_matches_is_relaxed_to_its_words(build):
    searcher = build(entry("a", title="Network of social work"))
    answer = searcher.search(Query('"social network"'))
    assert ([hit.record.id for hit in answer.hits], answer.relaxed) == (["a"], True)


def test_an_excluded_word_also_excludes_the_format_of_that_name(build):
    searcher = build(
        entry("a", title="Recruiting", format="webinar"),
        entry("b", title="Recruiting", format="publication"),
    )
    assert found_ids(searcher, "recruiting -webinar") == ["b"]


def test_or_matches_either_side(build):
    searcher = build(entry("a", title="Knives"), entry("b", title="Guns"), entry("c", title="Cars"))
    assert sorted(found_ids(searcher, "guns OR knives")) == ["a", "b"]


def test_parentheses_group_terms(build):
    searcher = build(entry("a", title="Gun theft"), entry("b", title="Gun market"), entry("c", title="Car theft"))
    assert sorted(found_ids(searcher, "gun (theft OR market)")) == ["a", "b"]


def test_a_star_matches_words_with_that_prefix(build):
    searcher = build(entry("a", title="Prosecutors"), entry("b", title="Police"))
    assert found_ids(searcher, "prosec*") == ["a"]


def test_a_field_name_searches_only_that_field(build):
    searcher = build(entry("a", title="Cameras"), entry("b", summary="Cameras"))
    assert found_ids(searcher, "title:cameras") == ["a"]


def test_a_topic_in_the_query_filters_like_the_facet(build):
    searcher = build(entry("a", topics=("technology",)), entry("b", title="technology"))
    assert found_ids(searcher, "topic:technology") == ["a"]


def test_a_publisher_is_found_by_its_acronym(build):
    searcher = build(entry("a", publishers=("Bureau of Justice Assistance",)), entry("b"))
    assert found_ids(searcher, "publisher:bja") == ["a"]


def test_a_range_of_years_includes_both_ends(build):
    dates = {"a": "2014", "b": "2015-06", "c": "2017-12-31", "d": "2018"}
    searcher = build(*(entry(name, published=PartialDate.parse(date)) for name, date in dates.items()))
    assert sorted(found_ids(searcher, "year:2015..2017")) == ["b", "c"]


def test_an_acronym_finds_its_expansion_and_reports_it(build):
    searcher = build(entry("a", title="License plate readers"))
    answer = searcher.search(Query("lpr"))
    assert answer.total == 1
    expansions = [(expansion.typed, expansion.means) for expansion in answer.expansions]
    assert expansions == [("lpr", ("license plate reader", "ALPR"))]


@pytest.mark.parametrize("text", ["lpr \u2026", "\u2013 lpr", "license \u2013 plate reader &", "lpr +"])
def test_punctuation_around_words_is_ignored(build, text):
    searcher = build(entry("a", title="License plate readers"), entry("b", title="Parking"))
    assert found_ids(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ["=lpr", '"lpr"'])
def test_an_exact_word_does_not_expand(build, text):
    searcher = build(entry("a", title="License plate readers"))
    assert found_ids(searcher, text) == []


@pytest.mark.parametrize("text", ["NCJ 251572", "NCJ-251572", "ncj251572"])
def test_a_code_is_found_in_any_notation(build, text):
    searcher = build(entry("a", summary="Listed as NCJ 251572."), entry("b", summary="NCJ 7 and 251572"))
    assert found_ids(searcher, text) == ["a"]


@pytest.mark.parametrize("text", ['"', "\U0001f525", "()", "-", "OR", ""])
def test_a_query_without_words_matches_everything(build, text):
    searcher = build(entry("a"), entry("b"))
    answer = searcher.search(Query(text))
    assert (answer.total, answer.interpreted_as) == (2, "")


def test_a_query_that_is_too_long_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query("x" * 2001))


def test_values_of_a_facet_are_joined_by_or_and_facets_by_and(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("technology",), format="podcast"),
    )
    filters = {"topic": ("technology", "gun-violence"), "format": ("webinar",)}
    assert sorted(found_ids(searcher, filters=filters)) == ["a", "b"]


def test_counts_of_a_facet_ignore_its_own_filter(build):
    searcher = build(
        entry("a", topics=("technology",), format="webinar"),
        entry("b", topics=("gun-violence",), format="webinar"),
        entry("c", topics=("gun-violence",), format="podcast"),
    )
    assert counts(searcher, "topic", filters={"topic": ("technology",), "format": ("webinar",)}) == {
        "technology": 1,
        "gun-violence": 1,
    }


def test_a_resource_for_any_agency_size_matches_every_size_and_is_counted_separately(build):
    searcher = build(entry("a"), entry("b", agency_size=AgencySize(50, 249)))
    answer = searcher.search(Query(filters={"agency_size": ("midsize",)}))
    assert ([hit.record.id for hit in answer.hits], answer.any_size) == (["b", "a"], 1)


def test_a_range_of_agency_sizes_spans_several_facet_values(build):
    searcher = build(entry("a", agency_size=AgencySize(100, 300)))
    assert counts(searcher, "agency_size") == {"midsize": 1, "large": 1}


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
    assert found_ids(searcher, published_from=PartialDate(2016, 7), published_to=PartialDate(2018)) == ["a"]


def test_without_a_query_the_newest_come_first_and_undated_resources_last(build):
    dates = {"a": None, "b": PartialDate(2015), "c": PartialDate(2015, 3), "d": PartialDate(2020)}
    searcher = build(*(entry(name, published=date) for name, date in dates.items()))
    assert found_ids(searcher) == ["d", "c", "b", "a"]
    assert found_ids(searcher, sort=Sort.OLDEST) == ["b", "c", "d", "a"]


def test_titles_are_sorted_regardless_of_case_and_accents(build):
    titles = {"a": "\u00c9tude", "b": "delta", "c": "Foxtrot"}
    searcher = build(*(entry(name, title=title) for name, title in titles.items()))
    assert found_ids(searcher, sort=Sort.TITLE) == ["b", "a", "c"]


def test_a_match_in_the_title_scores_higher_than_one_in_a_document(build):
    searcher = build(entry("a", pages=["cameras cameras"]), entry("b", title="Cameras"))
    assert found_ids(searcher, "cameras") == ["b", "a"]


def test_the_typed_word_scores_higher_than_its_synonyms(build):
    fillers = [entry(f"f{number}", title="LPR log") for number in range(5)]
    searcher = build(entry("a", title="ALPR log"), entry("b", title="LPR diary"), *fillers)
    assert found_ids(searcher, "lpr", per_page=20)[-1] == "a"


@pytest.mark.parametrize(
    "text",
    ["Plans", "ncj 7", "NCJ-7", "rr-233", "https://www.example.org/plan/", "example.org/plan", "a", "plans: two"],
)
def test_an_exact_title_number_or_url_comes_first(build, text):
    numbers = Identifiers(ncj="7", report="RR 233")
    named = entry("a", title="Plans", subtitle="two", identifiers=numbers, url="https://example.org/plan")
    others = [entry(f"b{number}", title=f"{text} {text} plans", summary=f"{text} " * 5) for number in range(3)]
    assert found_ids(build(named, *others), text)[0] == "a"


def test_a_snippet_names_the_page_with_the_words(build):
    searcher = build(entry("a", pages=["nothing here", "a word about ballistics"]))
    (snippet,) = searcher.search(Query("ballistics")).hits[0].snippets
    assert (snippet.locator.label, snippet.text[slice(*snippet.marks[0])]) == ("p. 2", "ballistics")


def test_pages_have_every_hit_exactly_once(build):
    searcher = build(*(entry(f"r{number:02}", title="Same") for number in range(25)))
    pages = [found_ids(searcher, "same", page=page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({record_id for page in pages for record_id in page}) == 25


def test_a_page_beyond_ten_thousand_results_is_refused(build):
    with pytest.raises(QueryError):
        build(entry("a")).search(Query(page=1001))


def test_an_entry_is_returned_unchanged_by_id_and_by_alias(build):
    written = entry("a", pages=["text"], aliases=("723",), published=PartialDate(2016))
    searcher = build(written)
    assert (searcher.get("a"), searcher.get("723"), searcher.get("b")) == (written, written, None)


def test_featured_resources_are_those_of_the_day_with_the_latest_first(build):
    def featured(record_id, **days):
        return entry(record_id, featured=Featured(**{name: dt.date.fromisoformat(day) for name, day in days.items()}))

    searcher = build(
        featured("always"),
        featured("old", since="2026-01-01", until="2026-06-30"),
        featured("now", since="2026-06-01"),
        featured("later", since="2027-01-01"),
        entry("plain"),
    )
    featured_ids = [record.id for record in searcher.featured(dt.date(2026, 6, 30))]
    assert featured_ids == ["now", "old", "always"]


def test_a_replaced_entry_is_found_only_by_its_new_words(build):
    searcher = build(entry("a", title="Old"), then=[(entry("a", title="New"),)])
    assert (found_ids(searcher, "old"), found_ids(searcher, "new"), searcher.size) == ([], ["a"], 1)


def test_a_removed_entry_is_neither_found_nor_counted(build):
    searcher = build(entry("a", format="webinar"), entry("b", format="webinar"), removed=["a"])
    assert (found_ids(searcher), counts(searcher, "format")) == (["b"], {"webinar": 1})


def test_scores_do_not_depend_on_how_entries_were_committed(build):
    entries = [entry(f"r{number}", title="plan " * (number + 1)) for number in range(6)]
    searcher = build(*entries[:3], then=[tuple(entries[3:5]), (entries[5], entries[0])])
    reference = memory_searcher(entries)
    assert searcher.search(Query("plan")) == reference.search(Query("plan"))


def test_suggestions_complete_words_and_offer_resources(build):
    searcher = build(entry("a", title="License plate readers: a primer", topics=("technology",)))
    suggestions = searcher.suggest("licen")
    assert suggestions.completions == ("license", "license plate reader")
    assert [resource.id for resource in suggestions.resources] == ["a"]


def test_one_letter_gets_no_suggestions(build):
    assert build(entry("a")).suggest("l").completions == ()
