"""Words are found and marked however their letters, apostrophes and marks of notes are written, with every engine."""

import pytest

from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids

SPELLINGS = {
    "hawaii": "Hawai\u02bbi Hawai\u02bci Hawai\u2019i Hawai\u2018i Hawai\u00b4i Hawai`i Hawai\u2032i Hawai'i Hawaii",
    "sheriffs": "sheriff\u02bcs sheriff\u2019s sheriff\u00b4s sheriff's sheriff`s",
    "lodz": "\u0141\u00f3d\u017a L\u00f3d\u017a Lodz",
    "tromso": "Troms\u00f8 TROMS\u00d8 Tromso",
    "aether": "\u00e6ther \u00c6THER Aether",
    "fine": "\ufb01ne \uff26\uff29\uff2e\uff25 fi\u00adne f\u200bine",
}
NOTES = "gangs\u00b9 gangs\u1d43 gangs\u2020 gangs* gangs[1] \u2460gangs gangs\u2122 gangs\u00bd"


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_of_a_word_finds_and_marks_every_other(build, spellings):
    searcher = build(entry("a", pages=[f"({spellings})"]), entry("b", pages=["elsewhere"]))
    for word in spellings.split():
        (hit,) = searcher.search(Query(word)).hits
        (snippet,) = hit.snippets
        assert [snippet.text[start:end] for start, end in snippet.marks] == [spellings]


@pytest.mark.parametrize("written", NOTES.split())
def test_a_word_with_the_mark_of_a_note_is_found_and_marked_without_the_mark(build, written):
    searcher = build(entry("a", pages=[f"The {written} of"]))
    (hit,) = searcher.search(Query("gangs")).hits
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["gangs"]


def test_a_phrase_is_found_across_the_mark_of_a_note(build):
    searcher = build(entry("a", title="Gangs\u00b9 and the town\u00b2"))
    assert hit_ids(searcher, '"gangs and the town"') == ["a"]


@pytest.mark.parametrize("typed", ["co2", "CO\u2082", "CO-2", '"co2"'])
def test_a_subscript_belongs_to_its_letters(build, typed):
    searcher = build(entry("a", pages=["less CO\u2082 than"]), entry("b", pages=["the CO and 2 others"]))
    assert hit_ids(searcher, typed) == ["a"]


def test_a_phrase_that_begins_with_a_superscript_number_is_marked(build):
    (hit,) = build(entry("a", pages=["on 3 km\u00b2 of land"])).search(Query("km2")).hits
    assert hit.snippets[0].marks == ((5, 8),)


def test_titles_are_sorted_by_plain_letters(build):
    titles = {"a": "\u00c5rhus", "b": "Lunch", "c": "\u0141\u00f3d\u017a", "d": "Ounce", "e": "\u00d8re"}
    searcher = build(*(entry(record_id, title=title) for record_id, title in titles.items()))
    assert [hit.record.id for hit in searcher.search(Query(sort="title")).hits] == ["a", "c", "b", "e", "d"]


def test_a_prefix_with_an_apostrophe_matches_words_with_any(build):
    searcher = build(entry("a", title="Hawai\u02bbi County"), entry("b", title="Hawk"))
    assert hit_ids(searcher, "hawai'i*") == ["a"]


def test_suggestions_complete_a_word_typed_with_an_apostrophe_or_a_special_letter(build):
    searcher = build(entry("a", title="Hawai\u02bbi \u0141\u00f3d\u017a"), entry("b", title="Hawai'i Lodz"))
    assert [resource.id for resource in searcher.suggest("hawai\u2019").resources] == ["a", "b"]
    assert [resource.id for resource in searcher.suggest("\u0142\u00f3").resources] == ["a", "b"]
    assert searcher.suggest("hawai'").completions == ("hawai\u02bbi \u0142\u00f3d\u017a",)


def test_a_misspelled_word_with_an_okina_is_corrected(build):
    searcher = build(*(entry(f"r{number}", title="Hawai\u02bbi County") for number in range(4)))
    correction = searcher.search(Query("Hawei\u02bbi County")).did_you_mean
    assert correction is not None
    assert (correction.q, correction.total) == ("Hawaii County", 4)
