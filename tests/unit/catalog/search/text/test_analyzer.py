"""Text becomes terms in the same way for the index, queries and highlighting."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.text.analyzer import MAX_TERM, WORD_PATTERN, surface_word
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
        ("the D.A, D.O.J. and U.S", ("the", "da", "doj", "and", "us")),
        ("D.A.'s U.S.\u2019s U.S\u2019s", ("da", "us", "us")),
        ("J.R.Smith a.com a.b.com U.S.-led", ("jr", "smith", "a", "com", "ab", "com", "us", "led")),
        ("e.g. etc.", ("eg", "etc")),
        ("C R", ("c", "r")),
        ("P-20 P20 P 20", ("p", "20", "p", "20", "p", "20")),
        ("9/11", ("9", "11")),
        ("NCJ-251572", ("ncj", "251572")),
        ("2015-16", ("2015", "16")),
        ("well-known snake_case", ("well", "known", "snake", "case")),
        ("\u4e2d\u6587 \u0440\u0443\u0441", ("\u4e2d\u6587", "\u0440\u0443\u0441")),
        ("\U0001f52b ... --", ()),
        ("gangs\u00b9 in\u00b2 2019\u00b3 10\u2076", ("gang", "in", "2", "2019", "10")),
        ("CO\u2082 H\u2082O km\u00b2", ("co", "2", "h", "2", "o", "km", "2")),
        ("\u2460First \u2776next \u2469", ("1", "first", "1", "next", "10")),
        ("gangs\u1d43 gangs\u00aa\u1d47 1\u00aa 4\u1d57\u02b0", ("gang", "gang", "1", "a", "4", "th")),
        ("gangs\u2020 gangs* gangs\u2122 gangs\u00ae", ("gang",) * 4),
        ("hours\u00bd 2\u00bd", ("hour", "2")),
        ("Title \u2163", ("titl", "iv")),
        ("Hawai\u02bbi Hawai\u2018i Hawai`i Hawai\u00b4i Hawai\u2032i Hawai\uff07i", ("hawaii",) * 6),
        ("chief\u02bcs chief\u00b4s chief`s chief\u2032s chief\u2018s chief\uff07s", ("chief",) * 6),
        ("sheriffs\u02bc \u2018guns\u2019", ("sheriff", "gun")),
        ("\u0141\u00f3d\u017a \u00d8re \u0110uro \u0126al \u0131t \u014bo", ("lodz", "ore", "duro", "hal", "it", "no")),
        ("\u00c6r\u00f8 \u0153dem \u00feorn \u00ed\u00f0 \u1e9e", ("aero", "oedem", "thorn", "id", "ss")),
        ("x\u02b7m\u0259\u03b8k\u02b7\u0259y\u0313\u0259m", ("xwme\u03b8kweyem",)),
        ("soft\u00adly zero\u200bed a\ufeffb gu\u200dn\u200es", ("soft", "zero", "ab", "gun")),
        ("9-1-1 E9-1-1 9\u20111\u20111", ("911", "e", "911", "911")),
        ("2019-1-2-3 1-2 1-2-34", ("2019", "1", "2", "3", "1", "2", "1", "2", "34")),
        ("12,500 $1,250,000. 1,2 1,234,5", ("12500", "1250000", "1", "2", "1", "234", "5")),
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
    assert all(DEFAULT_ANALYZER.term(text[token.start : token.end]) == token.term for token in tokens)


@given(
    st.text(
        "armyARMY\u00c9\u00e9\u2019\u02bb`'.,-\n iI\u0130tinys12\u00b9\u2082\u2460\u0142\u00e6\ufb01\uff21\u00ad\u0301",
        max_size=60,
    )
)
def test_every_word_of_a_term_is_found_by_its_word_starts(text):
    all_tokens = [token for stack in DEFAULT_ANALYZER.token_stacks(text) for token in stack]
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
    assert surface_word(text) == start


def test_no_phrase_matches_across_two_texts():
    assert DEFAULT_ANALYZER.positions(["gun violence", "", "guns"]) == (
        (("gun", 0), ("violenc", 1), ("gun", 4)),
        (0, 3, 4),
        3,
    )
    assert DEFAULT_ANALYZER.positions([]) == ((), (), 0)


@pytest.mark.parametrize(
    ("text", "stacks"),
    [
        ("a pre-trial e-mail", (("a",), ("pre", "-pretrial"), ("trial",), ("e", "-email"), ("mail",))),
        ("co\u2011op\u2010ed", (("co", "-coop"), ("op", "-ope"), ("ed",))),
        ("COVID-19 P-20 9-1-1", (("covid",), ("19",), ("p",), ("20",), ("911",))),
        ("re- entry -- a-", (("re",), ("entri",), ("a",))),
        ("chief's-based", (("chief", "-chiefsbas"), ("base",))),
    ],
)
def test_a_compound_has_a_term_of_its_own_at_the_position_of_its_first_word(text, stacks):
    assert DEFAULT_ANALYZER.term_stacks(text) == stacks
    positions = DEFAULT_ANALYZER.positions([text])
    assert positions.terms == tuple((term, number) for number, stack in enumerate(stacks) for term in stack)
    assert positions.length == len(stacks) == len(terms(text))


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


@pytest.mark.parametrize("after", ["", "!", "'", "\u00ad", "\u0301"])
def test_a_word_of_any_length_matches_or_fails_in_linear_time(after):
    word = "x" * 50_000  # a pattern that tries every division of the word would never end
    assert (re.fullmatch(WORD_PATTERN, word + after) is None) == (after not in ("", "\u0301"))
