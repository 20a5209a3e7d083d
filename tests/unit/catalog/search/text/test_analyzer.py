"""Text becomes terms in the same way for the index, queries and highlighting."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.text.analyzer import MAX_TERM, folded_prefix
from catalog.search.text.analyzers import DEFAULT_ANALYZER, is_stop_word, terms, word_starts
from catalog.text import clean, fold

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Gun violence", ("gun", "violenc")),
        ("shootings shooting SHOOT", ("shoot", "shoot", "shoot")),
        ("police policing policed", ("polic", "polic", "polic")),
        ("recruiting, recruits; recruitment", ("recruit", "recruit", "recruit")),
        ("r\u00e9sum\u00e9 resume", ("resum", "resum")),
        ("\u00c9TUDE", ("etud",)),
        ("Stra\u00dfe", ("strass",)),
        ("\ufb01ne", ("fine",)),
        ("\uff21\uff22\uff23", ("abc",)),
        ("chief's chiefs' chief\u2019s", ("chief", "chief", "chief")),
        ("O'Brien don't", ("obrien", "dont")),
        ("U.S. US u.s.a", ("us", "us", "usa")),
        ("D.C.", ("dc",)),
        ("e.g. etc.", ("eg", "etc")),
        ("C R", ("c", "r")),
        ("P-20 P20 P 20", ("p", "20", "p", "20", "p", "20")),
        ("9/11", ("9", "11")),
        ("NCJ-251572", ("ncj", "251572")),
        ("2015-16", ("2015", "16")),
        ("1,000", ("1", "000")),
        ("well-known snake_case", ("well", "known", "snake", "case")),
        ("a\u00adb", ("a", "b")),
        ("\u4e2d\u6587 \u0440\u0443\u0441", ("\u4e2d\u6587", "\u0440\u0443\u0441")),
        ("\U0001f52b ... --", ()),
        ("is was", ("is", "was")),
    ],
)
def test_a_text_has_these_terms(text, expected):
    assert terms(text) == expected


def test_words_of_three_letters_keep_their_ending():
    assert terms("gas its bus") == ("gas", "its", "bus")


def test_a_term_has_sixty_four_characters_at_most():
    assert terms("x" * 100_000) == ("x" * MAX_TERM,)
    assert terms("7" * 100_000) == ("7" * MAX_TERM,)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("e\u0301", "\u00e9"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("\ud800a\udfff", "a"),
        ("a\tb\nc\rd", "a\tb\nc\rd"),
    ],
)
def test_a_cleaned_text_is_composed_and_without_control_characters(text, cleaned):
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_encoded(text):
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once


@given(ANY_TEXT)
def test_terms_and_tokens_agree_and_tokens_have_their_offsets(text):
    tokens = list(DEFAULT_ANALYZER.tokens(text))
    assert tuple(token.term for token in tokens) == terms(text)
    offsets = [offset for token in tokens for offset in (token.start, token.end)]
    assert offsets == sorted(offsets)
    assert all(terms(text[token.start : token.end]) == (token.term,) for token in tokens)


@given(st.text("armyARMY\u00c9\u00e9\u2019'.,-\n iI\u0130tinyf12", max_size=60))
def test_every_word_of_a_term_is_found_by_its_word_starts(text):
    all_tokens = list(DEFAULT_ANALYZER.tokens(text))
    for term in {token.term for token in all_tokens}:
        tokens = list(DEFAULT_ANALYZER.tokens_starting_with(text, word_starts([term])))
        assert [token for token in tokens if token.term == term] == [
            token for token in all_tokens if token.term == term
        ]
        assert set(tokens) <= set(all_tokens)


@given(ANY_TEXT)
def test_every_term_is_folded_short_and_not_empty(text):
    for term in terms(clean(text)):
        assert 0 < len(term) <= MAX_TERM
        assert fold(term) == term


@given(st.text(max_size=30))
def test_composed_and_decomposed_text_has_the_same_terms(text):
    assert terms(clean(unicodedata.normalize("NFD", text))) == terms(clean(text))


@pytest.mark.parametrize(
    ("text", "start"), [("Polic", "polic"), ("R\u00c9S", "res"), ("policing", "policing"), ("x" * 99, "x" * 64)]
)
def test_a_prefix_is_folded_and_not_stemmed(text, start):
    assert folded_prefix(text) == start


def test_no_phrase_matches_across_two_texts():
    assert DEFAULT_ANALYZER.positions(["gun violence", "", "guns"]) == (
        (("gun", 0), ("violenc", 1), ("gun", 4)),
        (0, 3, 4),
    )
    assert DEFAULT_ANALYZER.positions([]) == ((), ())


def test_stop_words_are_single_folded_words():
    assert all(fold(word) == word and len(terms(word)) == 1 for word in DEFAULT_ANALYZER.stop_words)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", True),
        ("It", True),
        ("we?", True),
        ("And,", True),
        ("IT", False),
        ("US?", False),
        ("U.S.", False),
        ("gun", False),
    ],
)
def test_a_stop_word_may_have_punctuation_but_not_be_all_capitals(word, expected):
    assert is_stop_word(word) is expected
