"""A snippet is the best part of a text, with marks on the words that match."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import Locator, LocatorKind, Passage
from catalog.search.excerpt import MAX_SNIPPET
from catalog.search.highlight import marks_in
from catalog.search.query.tree import Phrase, Prefix, Word
from catalog.search.snippets import best_passages, snippets
from catalog.search.text.analyzers import terms

GUN = Word("gun")
LETTERS = st.text("gunsGUN -'.,\n\t\u00e9\u0301\U0001f52b\u4e2dab1 ", max_size=700)
LEAVES = st.lists(
    st.sampled_from([GUN, Word("s"), Prefix("g"), Prefix(""), Phrase(("gun", "s")), Word("1"), Word("gun", "body")])
)


def marked(text, *leaves, field="body"):
    return [text[start:end] for start, end in marks_in(text, leaves, field)]


def snippet_of(text, *leaves):
    (snippet,) = snippets(None, [(0, Passage(0, Locator(), text))], leaves)
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


def test_a_phrase_is_marked_only_as_a_whole():
    text = "social network analysis of a social order and network"
    assert marks_in(text, [Phrase(("social", "network"))], "body") == ((0, 6), (7, 14))


def test_words_that_touch_are_marked_as_one():
    assert marked("the P20 form", Phrase(("p", "20"))) == ["P20"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A body worn camera.", ["body worn camera"]),
        ("A body-worn\ncamera.", ["body-worn camera"]),
        ("Body, worn and camera", ["Body", "worn", "camera"]),
        ("The body\n\nWorn camera", ["body", "Worn camera"]),
    ],
)
def test_words_next_to_each_other_are_one_mark_of_a_snippet(text, words):
    snippet = snippet_of(text, Word("bodi"), Word("worn"), Word("camera"))
    assert [snippet.text[start:end] for start, end in snippet.marks] == words


def test_a_word_that_matches_two_leaves_is_marked_once():
    assert marks_in("gun", [GUN, Prefix("g"), GUN], "body") == ((0, 3),)


@pytest.mark.parametrize(("field", "words"), [("body", ["gun"]), ("summary", [])])
def test_a_word_for_one_field_is_marked_only_in_that_field(field, words):
    assert marked("gun", Word("gun", "body"), field=field) == words


@given(LETTERS, LEAVES)
def test_marks_are_ascending_disjoint_and_within_the_text(text, leaves):
    ends = [end for mark in marks_in(text, leaves, "body") for end in mark]
    assert all(before < after for before, after in pairwise(ends))
    assert all(0 <= end <= len(text) for end in ends)


@given(LETTERS, LEAVES)
def test_every_mark_of_a_snippet_is_on_words_that_match(text, leaves):
    snippet = snippet_of(text, *leaves)
    for start, end in snippet.marks:
        assert marks_in(snippet.text[start:end], leaves, "body") or any(isinstance(leaf, Phrase) for leaf in leaves)


@given(LETTERS, LEAVES)
def test_a_snippet_is_one_line_cut_from_the_text(text, leaves):
    snippet = snippet_of(text, *leaves).text
    cut = snippet.removeprefix("\u2026 ").removesuffix(" \u2026")
    assert cut in text.replace("\n", " ").replace("\t", " ")
    assert len(cut) <= MAX_SNIPPET
    assert len(text) > MAX_SNIPPET or cut == text.replace("\n", " ").replace("\t", " ")


@given(st.lists(st.sampled_from(["gun", "knife", "ballistics", "x" * 30]), min_size=1, max_size=90))
def test_a_word_of_the_text_is_in_its_snippet(words):
    snippet = snippet_of(" ".join(words), GUN)
    assert bool(snippet.marks) == ("gun" in words)
    assert {word for start, end in snippet.marks for word in snippet.text[start:end].split()} <= {"gun"}


def test_a_short_text_is_displayed_in_full():
    assert snippet_of("A gun.", GUN).text == "A gun."


def test_a_long_text_is_cut_between_words_with_ellipses():
    snippet = snippet_of(f"{'before ' * 60}gun{' after' * 60}", GUN)
    assert snippet.text.startswith("\u2026 before before")
    assert snippet.text.endswith("after \u2026")
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["gun"]


def test_without_a_match_the_beginning_is_displayed():
    assert snippet_of(f"Word {'word ' * 100}", GUN).text == f"Word {'word ' * 46}word \u2026"


def test_the_part_with_the_most_marks_is_displayed():
    snippet = snippet_of(f"gun {'far ' * 100} gun, gun, gun, {'away ' * 100}", GUN)
    assert len(snippet.marks) == 3


def test_a_text_without_a_space_is_cut_too():
    snippet = snippet_of("\u4e2d" * 1000, GUN)
    assert snippet.text == "\u4e2d" * MAX_SNIPPET + " \u2026"


def test_marks_are_right_after_line_ends_become_spaces():
    snippet = snippet_of("one\ntwo\tgun\n\nthree", GUN)
    assert (snippet.text, snippet.marks) == ("one two gun  three", ((8, 11),))


def test_marks_count_characters_not_bytes():
    snippet = snippet_of("\U0001f52b\u00e9\u0301 gun", GUN)
    assert snippet.text[slice(*snippet.marks[0])] == "gun"


def test_a_summary_is_displayed_only_for_a_word_in_it():
    assert snippets("A knife.", [], [GUN]) == ()
    assert snippets(None, [], [GUN]) == ()
    (snippet,) = snippets("A gun.", [], [GUN])
    assert (snippet.marks, snippet.document, snippet.locator) == (((2, 5),), None, Locator())


def test_a_passage_is_displayed_with_its_document_and_locator():
    locator = Locator(LocatorKind.PAGE, "p. 3", "page=3")
    summary, page = snippets("gun", [(4, Passage(1, locator, "gun"))], [GUN])
    assert (summary.document, page.document, page.locator, page.passage) == (None, 1, locator, 4)


@pytest.mark.parametrize(
    ("counts", "best"),
    [
        ([[0, 0, 0]], ()),
        ([[0, 0, 0, 0, 1]], (4,)),
        ([[9, 1, 8], [0, 1, 0]], (1, 0, 2)),
        ([[1, 5, 2]], (1, 2, 0)),
        ([[1] * 20], (0, 1, 2, 3, 4, 5)),
    ],
)
def test_the_passages_with_the_most_different_words_are_the_best(counts, best):
    assert best_passages(np.array(counts)) == best


@given(LETTERS)
def test_every_word_of_a_text_can_be_marked(text):
    leaves = [Word(term) for term in terms(text)]
    assert bool(marks_in(text, leaves, "body")) == bool(leaves)
