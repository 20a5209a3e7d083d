"""A compound is found and marked whether it is written as one word, as two, or with a hyphen, with every engine."""

import re

import pytest

from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids

COMPOUNDS = {
    "pretrial": ("pretrial", "pre-trial", "pre trial"),
    "email": ("email", "e-mail", "E-Mail", "e\u2011mail"),
    "hotspots": ("hotspots", "hot spots", "hot-spots", "hotspot", "hot spot"),
    "online": ("online", "on-line", "On\u2010Line"),
    "coresponse": ("coresponse", "co-response", "co response"),
    "reentry": ("reentry", "re-entry", "re entry"),
    "nonprofits": ("nonprofits", "non-profits", "non profits", "nonprofit"),
    "gunshot": ("gunshot", "gun-shot", "gun shot"),
    "followups": ("follow-ups", "follow-up", "followups", "followup"),
    "coops": ("co-ops", "co-op", "coops", "coop"),
    "lifesaving": ("lifesaving", "life-saving", "life saving"),
    "database": ("database", "data-base", "data base", "databases"),
    "wellbeing": ("wellbeing", "well-being"),
    "subcommittee": ("subcommittee", "sub-committee", "sub committee"),
    "911": ("911", "9-1-1", "9\u20111\u20111"),
    "24/7": ("24/7", "24-7", "24 7"),
    "12500": ("12500", "12,500", "$12,500"),
    "antipandillas": ("antipandillas", "anti-pandillas"),
}
UNRELATED = entry(
    "unrelated", title="Trial mail hot line spot gun response entry", summary="Profits of the pre on co re e"
)


def records(spellings, language=None):
    """Return an entry for each spelling, in its title or on a page of its document."""
    return [
        entry(f"r{number}", title=f"The {spelling} desk", language=language)
        if number % 2
        else entry(f"r{number}", title="A", pages=[f"about the {spelling} desk"], language=language)
        for number, spelling in enumerate(spellings)
    ]


@pytest.mark.parametrize("spellings", COMPOUNDS.values(), ids=COMPOUNDS)
def test_every_spelling_of_a_compound_finds_all_others_and_nothing_else(build, spellings):
    found = records(spellings)
    searcher = build(*found, UNRELATED)
    for typed in spellings:
        assert sorted(hit_ids(searcher, typed)) == [record.record.id for record in found], typed


@pytest.mark.parametrize("spellings", COMPOUNDS.values(), ids=COMPOUNDS)
def test_every_spelling_of_a_compound_is_marked(build, spellings):
    searcher = build(entry("a", pages=[f"of {spelling} and" for spelling in spellings]))
    for typed in spellings:
        (hit,) = searcher.search(Query(typed, passages=9)).hits
        assert len(hit.snippets) == len(spellings)
        for snippet in hit.snippets:
            marked = "".join(snippet.text[start:end] for start, end in snippet.marks)
            assert re.sub(r"\W", "", marked) == re.sub(r"\W", "", snippet.text[3:-4])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("followup", "follow up"),
        ("wellbeing", "well being"),
        ("reentry", "re entry"),
        ("coops", "co-op"),
        ("follow-up", "follow-ups"),
        ("follow up", "follow-ups"),
    ],
)
def test_a_compound_that_no_entry_has_as_typed_is_found_in_the_only_spelling_there_is(build, typed, written):
    assert hit_ids(build(entry("a", pages=[f"about the {written} desk"]), entry("b", title="Desk")), typed) == ["a"]


def test_a_word_that_entries_have_is_not_divided_at_a_stop_word(build):
    searcher = build(entry("a", title="Overtime"), entry("b", title="Crime over time"))
    assert hit_ids(searcher, "overtime") == ["a"]


def test_a_word_with_one_letter_too_many_is_a_typing_error_and_no_compound(build):
    result = build(entry("a", title="Camera a day"), entry("b", title="Cameras")).search(Query("cameraa"))
    assert result.did_you_mean.used


def test_spanish_compounds_have_spanish_stems(build):
    searcher = build(*records(("antipandillas", "anti-pandillas", "anti pandillas"), language="es"), UNRELATED)
    assert len(hit_ids(searcher, "anti-pandilla")) == len(hit_ids(searcher, "antipandillas")) == 3


def test_two_words_that_no_entry_has_as_one_need_not_be_adjacent(build):
    searcher = build(entry("a", title="Violence with a gun"), entry("b", title="Gun violence"))
    assert sorted(hit_ids(searcher, "gun violence")) == ["a", "b"]


def test_words_that_are_adjacent_only_without_a_stop_word_are_no_compound(build):
    searcher = build(entry("a", title="A hand on the gun"), entry("b", title="Handguns"))
    assert hit_ids(searcher, "hand on gun") == ["a"]


def test_a_compound_with_a_stop_word_is_one_only_if_nothing_else_is_asked_for(build):
    searcher = build(
        entry("a", title="Crime over a long time"), entry("b", title="Overtime"), entry("c", title="Crime overtime")
    )
    assert "a" in hit_ids(searcher, "crime over time")
    assert hit_ids(searcher, "over time") == ["b", "c"]


def test_a_hyphenated_word_that_no_entry_has_is_read_as_its_words(build):
    searcher = build(entry("a", title="Policing based on community"), entry("b", title="Policing"))
    assert hit_ids(searcher, "community-based policing")[0] == "a"


def test_an_unknown_compound_with_a_short_part_is_relaxed_to_its_words(build):
    assert hit_ids(build(entry("a", title="Duty"), entry("b", title="Desk")), "off-duty") == ["a"]


def test_an_excluded_compound_excludes_all_its_spellings_and_nothing_else(build):
    found = [entry("a", title="Desk"), entry("b", title="Pre desk"), entry("c", title="Trial desk")]
    searcher = build(*found, *records(("pretrial", "pre-trial", "pre trial")))
    assert sorted(hit_ids(searcher, "desk -pre-trial")) == ["a", "b", "c"]


def test_both_words_of_an_excluded_hyphenated_word_count(build):
    searcher = build(entry("a", title="Community desk"), entry("b", title="Community based desk"))
    assert hit_ids(searcher, "desk -community-based") == ["a"]


def test_a_compound_in_a_field_is_found_in_every_spelling(build):
    searcher = build(
        entry("a", title="Pre-trial desk"), entry("b", title="Pretrial desk"), entry("c", summary="The pretrial desk")
    )
    assert sorted(hit_ids(searcher, "title:pretrial")) == sorted(hit_ids(searcher, "title:pre-trial")) == ["a", "b"]


def test_quotes_and_an_equals_sign_search_for_one_spelling(build):
    searcher = build(*records(("pretrial", "pre-trial", "pre trial")))
    assert hit_ids(searcher, "=pretrial") == hit_ids(searcher, '"pretrial"') == ["r0"]
    assert sorted(hit_ids(searcher, '"pre-trial"')) == ["r1", "r2"]


@pytest.mark.parametrize("typed", ["smart policing", "smartpolicing", "smart-policing"])
def test_a_synonym_is_recognized_in_every_spelling(build, typed):
    searcher = build(entry("a", title="SPI"), entry("b", title="Smart policing"), entry("c", title="Smartpolicing"))
    assert sorted(hit_ids(searcher, typed)) == ["a", "b", "c"]


def test_a_question_of_many_words_is_read_word_by_word(build):
    searcher = build(entry("a", title="Pretrial desk"), entry("b", title="Trial"))
    result = searcher.search(Query("which towns asked judges about trial dates after pre trial release failed badly"))
    assert [hit.record.id for hit in result.hits] == ["b"]


def test_phrases_and_lengths_are_the_same_with_and_without_a_hyphen(build):
    searcher = build(entry("a", title="Gun pre-trial desk"), entry("b", title="Gun pre trial desk"))
    first, second = searcher.search(Query('"gun pre trial desk"')).hits
    assert first.score == second.score


def test_a_score_of_another_spelling_is_explained(build):
    (hit,) = build(entry("a", title="Pre-trial desk")).search(Query("pretrial", explain=True)).hits
    assert "pre trial (or another spelling) in title" in str(hit.explanation)


def test_two_words_are_no_compound_because_entries_sometimes_have_a_hyphen_between_them(build):
    searcher = build(
        entry("a", title="A police-probation partnership"),
        entry("b", title="Probation and police"),
        *(entry(f"p{number}", title="Police") for number in range(4)),
    )
    assert sorted(hit_ids(searcher, "police probation"))[:2] == ["a", "b"]


def test_a_prefix_and_a_word_are_a_compound_if_entries_have_a_hyphen_between_them(build):
    searcher = build(
        entry("a", title="Anti-gang work"), entry("b", title="Gangs and anti-trust"), entry("c", title="Anti gang work")
    )
    assert sorted(hit_ids(searcher, "anti gang")) == ["a", "c"]
