"""The similar words of an index for a word that it does not have."""

from catalog.search.spelling.neighbors import MAX_NEIGHBORS, SpellingNeighbors
from factories import vocabulary


def neighbors(word, *titles):
    return [neighbor for neighbor, _ in SpellingNeighbors(vocabulary(*titles)).like(word)]


def test_words_within_a_few_edits_are_found_and_others_are_not():
    assert neighbors("burglery", "burglary", "robbery", "plate") == ["burglary"]


def test_a_wrong_first_letter_is_corrected():
    assert neighbors("wupport", "support") == ["support"]


def test_of_two_equally_similar_words_the_more_frequent_comes_first():
    assert neighbors("polise", "polime", "polibe", "polibe", "polibe")[0] == "polibe"


def test_a_likelier_mistake_comes_before_a_more_frequent_word():
    assert neighbors("personell", *["personal"] * 3, "personnel")[0] == "personnel"


def test_the_word_itself_and_its_regular_forms_are_not_offered():
    assert neighbors("officer", "officer", "officers") == []


def test_short_words_have_one_edit_only():
    assert neighbors("gnu", "gun", "bus") == ["gun"]


def test_only_a_few_words_are_offered():
    assert len(neighbors("aaaa", *(f"aaa{letter}" for letter in "bcdefghij"))) == MAX_NEIGHBORS


def test_words_of_other_alphabets_are_found_too():
    assert neighbors("\u043f\u043e\u043b\u0438\u0446\u0438", "\u043f\u043e\u043b\u0438\u0446\u0438\u044f") == [
        "\u043f\u043e\u043b\u0438\u0446\u0438\u044f"
    ]


def test_an_empty_index_offers_nothing():
    assert neighbors("police") == []
