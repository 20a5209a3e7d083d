"""Snippets: the stretch of text to show, and marks on the words that matched."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import Locator, LocatorKind, Passage
from catalog.search.highlight import LENGTH, best_passages, marks_in, snippets
from catalog.search.query.tree import Phrase, Prefix, Word
from catalog.search.text.analyzers import terms

GUN = Word("gun")
LETTERS = st.text("gunsGUN -'.,\n\t\u00e9\u0301\U0001f52b\u4e2dab1 ", max_size=700)
LEAVES = st.lists(
    st.sampled_from([GUN, Word("s"), Prefix("g"), Prefix(""), Phrase(("gun", "s")), Word("1"), Word("gun", "body")])
)


def marked(text, *leaves, field="body"):
    return [text[start:end] for start, end in marks_in(text, leaves, field)]


def of_passage(text, *leaves):
    (snippet,) = snippets(None, [Passage(0, Locator(), text)], leaves)
    return snippet


@pytest.mark.parametrize(
    ("leaf", "words"),
    [
        (GUN, ["Guns", "gun's", "GUN"]),
        (Word("violenc"), ["violence"]),
        (Word("etude"), []),
        (Word("etud"), ["\u00c9tude"]),
        (Prefix("vio"), ["violence"]),
        (Prefix("gu"), ["Guns", "gun's", "GUN", "gunner"]),
        (Phrase(("gun", "violenc")), ["GUN", "violence"]),
        (Phrase(("violenc", "gun")), []),
        (Phrase(("p", "20")), ["P", "20"]),
        (Word("us"), ["U.S."]),
    ],
)
def test_the_words_that_match_are_marked(leaf, words):
    assert marked("Guns, a gun's GUN violence; \u00c9tude P-20 in the U.S. gunner", leaf) == words


def test_a_phrase_is_marked_where_it_stands_whole_only():
    text = "social network analysis of a social order and network"
    assert marks_in(text, [Phrase(("social", "network"))], "body") == ((0, 6), (7, 14))


def test_words_that_touch_are_marked_as_one():
    assert marked("the P20 form", Phrase(("p", "20"))) == ["P20"]


def test_a_word_that_two_leaves_want_is_marked_once():
    assert marks_in("gun", [GUN, Prefix("g"), GUN], "body") == ((0, 3),)


@pytest.mark.parametrize(("field", "words"), [("body", ["gun"]), ("summary", [])])
def test_a_word_wanted_in_one_field_is_marked_there_only(field, words):
    assert marked("gun", Word("gun", "body"), field=field) == words


@given(LETTERS, LEAVES)
def test_marks_are_ascending_apart_and_inside(text, leaves):
    ends = [end for mark in marks_in(text, leaves, "body") for end in mark]
    assert all(before < after for before, after in pairwise(ends))
    assert all(0 <= end <= len(text) for end in ends)


@given(LETTERS, LEAVES)
def test_every_mark_of_a_snippet_is_on_words_that_match(text, leaves):
    shown = of_passage(text, *leaves)
    for start, end in shown.marks:
        assert marks_in(shown.text[start:end], leaves, "body") or any(isinstance(leaf, Phrase) for leaf in leaves)


@given(LETTERS, LEAVES)
def test_a_snippet_is_one_line_cut_from_the_text(text, leaves):
    shown = of_passage(text, *leaves).text
    stretch = shown.removeprefix("\u2026 ").removesuffix(" \u2026")
    assert stretch in text.replace("\n", " ").replace("\t", " ")
    assert len(stretch) <= LENGTH
    assert (len(shown) > len(stretch)) == (len(text) > LENGTH)


@given(st.lists(st.sampled_from(["gun", "knife", "ballistics", "x" * 30]), min_size=1, max_size=90))
def test_a_text_that_has_a_word_shows_it(words):
    shown = of_passage(" ".join(words), GUN)
    assert bool(shown.marks) == ("gun" in words)
    assert {shown.text[start:end] for start, end in shown.marks} <= {"gun"}


def test_a_short_text_is_shown_whole():
    assert of_passage("A gun.", GUN).text == "A gun."


def test_a_long_text_is_cut_between_words_with_dots():
    shown = of_passage(f"{'before ' * 60}gun{' after' * 60}", GUN)
    assert shown.text.startswith("\u2026 before before")
    assert shown.text.endswith("after \u2026")
    assert [shown.text[start:end] for start, end in shown.marks] == ["gun"]


def test_without_a_word_the_beginning_is_shown():
    assert of_passage("word " * 100, GUN).text == f"{'word ' * 47}word \u2026"


def test_the_stretch_with_the_most_marks_is_shown():
    shown = of_passage(f"gun {'far ' * 100} gun gun gun {'away ' * 100}", GUN)
    assert len(shown.marks) == 3


def test_a_text_without_a_space_is_cut_all_the_same():
    shown = of_passage("\u4e2d" * 1000, GUN)
    assert shown.text == "\u4e2d" * LENGTH + " \u2026"


def test_marks_hold_after_line_ends_became_spaces():
    shown = of_passage("one\ntwo\tgun\n\nthree", GUN)
    assert (shown.text, shown.marks) == ("one two gun  three", ((8, 11),))


def test_marks_count_characters_not_bytes():
    shown = of_passage("\U0001f52b\u00e9\u0301 gun", GUN)
    assert shown.text[slice(*shown.marks[0])] == "gun"


def test_a_summary_is_shown_only_for_a_word_in_it():
    assert snippets("A knife.", [], [GUN]) == ()
    assert snippets(None, [], [GUN]) == ()
    (found,) = snippets("A gun.", [], [GUN])
    assert (found.marks, found.document, found.locator) == (((2, 5),), None, Locator())


def test_a_passage_is_shown_with_its_document_and_place():
    place = Locator(LocatorKind.PAGE, "p. 3", "page=3")
    summary, page = snippets("gun", [Passage(1, place, "gun")], [GUN])
    assert (summary.document, page.document, page.locator) == (None, 1, place)


@pytest.mark.parametrize(
    ("counts", "best"),
    [
        ([[0, 0, 0]], ()),
        ([[0, 0, 0, 0, 1]], (4,)),
        ([[9, 1, 8], [0, 1, 0]], (0, 1)),
        ([[1, 5, 2]], (1, 2)),
        ([[0, 0, 0, 1, 0, 1, 0, 1]], (3, 5)),
    ],
)
def test_the_passages_with_the_most_different_words_are_shown_in_their_order(counts, best):
    assert best_passages(np.array(counts)) == best


@given(LETTERS)
def test_every_word_of_a_text_can_be_marked(text):
    leaves = [Word(term) for term in terms(text)]
    assert bool(marks_in(text, leaves, "body")) == bool(leaves)
