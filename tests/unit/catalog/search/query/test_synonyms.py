"""A term in several groups of synonyms has several senses."""

import pytest

from catalog.search.query.interpreter import Interpreter
from catalog.search.query.synonyms import Sense, Thesaurus
from catalog.search.query.tree import Phrase
from catalog.taxonomy import Taxonomy
from factories import vocabulary
from query_nodes import all_of, english_only

GROUPS = (
    ("gun violence intervention", "GVI"),
    ("group violence intervention", "GVI", "group violence reduction strategy", "GVRS"),
    ("license plate reader", "LPR"),
)


def sense_queries(*groups, of):
    return [sense.q for sense in Thesaurus(groups).senses(of)]


def test_a_sense_is_named_after_the_first_term_of_its_group_and_queries_that_group():
    assert Thesaurus(GROUPS).senses("gvi") == (
        Sense("gun violence intervention", '"gun violence intervention"'),
        Sense(
            "group violence intervention",
            '("group violence intervention" OR "group violence reduction strategy" OR "GVRS")',
        ),
    )


def test_a_term_of_one_group_has_no_senses():
    assert sense_queries(*GROUPS, of="lpr") == sense_queries(*GROUPS, of="unknown") == []


def test_terms_with_the_same_stems_are_the_same_term():
    assert sense_queries(("plate reader", "plate readers", "XYZ"), ("other", "XYZ"), of="xyz") == [
        '"plate reader"',
        '"other"',
    ]
    assert sense_queries(("plate reader", "PR"), ("plate readers", "PR", "LPR"), of="pr") == []


def test_a_sense_may_follow_the_ambiguous_term_in_its_group():
    assert sense_queries(("ceasefire", "pulling levers"), ("ceasefire", "truce"), of="ceasefire") == [
        '"pulling levers"',
        '"truce"',
    ]


def test_a_group_of_ambiguous_terms_only_is_not_a_sense():
    assert sense_queries(("A1", "B1"), ("A1", "alpha"), ("B1", "beta"), of="a1") == []


def test_a_term_may_have_three_senses():
    assert sense_queries(("one", "X"), ("two", "X"), ("three", "X"), of="x") == ['"one"', '"two"', '"three"']


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("us attorney", Phrase(("us", "attorney"))),
        ("call in", Phrase(("call", "in"))),
        ("use of force", all_of("use", "forc")),
    ],
)
def test_a_term_keeps_its_stop_words_if_only_one_other_word_would_be_left(typed, node):
    groups = (("U.S. attorney", "AUSA"), ("call-in", "offender notification"), ("use of force", "UOF"))
    interpretation = Interpreter(Taxonomy(synonyms=groups), vocabulary).interpret(typed)
    assert english_only(interpretation.node).typed == node
