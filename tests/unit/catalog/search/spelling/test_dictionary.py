"""Which words are correctly spelled, and which spellings are of one word."""

import pytest

from catalog.search.spelling.dictionary import Dictionary, is_same_word


@pytest.mark.parametrize("word", ["sideshow", "immunity", "modeling", "camaras", "policia"])
def test_words_of_english_and_spanish_are_known(word):
    assert Dictionary().has(word)


@pytest.mark.parametrize("word", ["burglery", "recieve", "camras", "pollce", ""])
def test_misspelled_words_are_unknown(word):
    assert not Dictionary().has(word)


def test_the_plural_of_a_known_word_is_known():
    assert Dictionary(["Qwertz", "skiffley"]).has("qwertzes")
    assert Dictionary(["Qwertz", "skiffley"]).has("skiffleies")


def test_words_of_a_field_are_known_in_any_case_and_without_accents():
    assert Dictionary(["CompStat"]).has("compstat")
    assert Dictionary(["sextorsi\u00f3n"]).has("sextorsion")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("focussed", "focused"),
        ("licence", "license"),
        ("organise", "organize"),
        ("analyse", "analyze"),
        ("centre", "center"),
        ("neighbourhood", "neighborhood"),
        ("counsellor", "counselor"),
        ("programme", "program"),
        ("paediatric", "pediatric"),
        ("judgement", "judgment"),
    ],
)
def test_british_and_american_spellings_are_the_same_word(one, other):
    assert is_same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("desert", "dessert"), ("trail", "trial"), ("four", "for"), ("modeling", "modern"), ("terrain", "train")],
)
def test_similar_words_are_different_words(one, other):
    assert not is_same_word(one, other)
