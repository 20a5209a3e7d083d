"""The nodes that relax a query, and those that change the scores of its matches."""

import pytest

from catalog.search.query.tree import (
    AtLeast,
    BestPassage,
    Boost,
    ExactName,
    Feedback,
    MinScore,
    Phrase,
    Should,
    Smoothed,
    Word,
    Years,
)
from query_nodes import GUN, KNIFE, LPR, all_of, words


def core(node):
    """Return a node without the outer nodes that only change scores or drop weak matches."""
    while isinstance(node, ExactName | Feedback | Smoothed | MinScore | Boost | Should | BestPassage):
        node = node.part
    return node


def should_of(node):
    while not isinstance(node, Should):
        node = node.part
    return node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("gun", None),
        ("gun gun", None),
        ("gun knife", AtLeast(0.4, (GUN, KNIFE))),
        ("a1 b2", AtLeast(0.4, (Phrase(("a", "1")), Phrase(("b", "2"))))),
        ("gun the knife", AtLeast(0.4, (GUN, KNIFE))),
        ("gun -knife", None),
        ('gun knife "car"', all_of(AtLeast(0.4, (GUN, KNIFE)), "car")),
        ("gun knife year:2015", all_of(AtLeast(0.4, (GUN, KNIFE)), Years(2015, 2015))),
        ("license plate reader", None),
        ("gun lpr", AtLeast(0.4, (GUN, LPR))),
        ("gun knife car", AtLeast(0.3, words("gun", "knife", "car"))),
        ("gun knife car theft", AtLeast(0.25, words("gun", "knife", "car", "theft"))),
        ("gun knife car theft plan", AtLeast(0.0, words("gun", "knife", "car", "theft", "plan"))),
        ("is a gun a knife", AtLeast(0.0, (GUN, KNIFE))),
    ],
)
def test_a_relaxed_query_requires_enough_of_the_plain_words(interpret, text, node):
    assert core(interpret(text).relaxed) == node


def test_a_plain_text_may_be_an_exact_name(interpret):
    assert interpret("The Results Are In").all_terms.terms == ("the", "result", "are", "in")
    assert not isinstance(interpret("gun -knife").all_terms, ExactName)


def test_neighboring_words_add_to_the_score(interpret):
    assert should_of(interpret("social network of lpr").all_terms).pairs == (
        words("social", "network"),
        words("network", "lpr"),
    )


def test_words_in_a_code_add_to_the_score(interpret):
    assert should_of(interpret("abcd-20").all_terms).words == (Word("abcd"),)


def test_matches_of_long_queries_share_their_scores(interpret):
    assert isinstance(interpret("gun knife car theft").relaxed.part.part, Smoothed)
    assert isinstance(interpret("gun knife car").relaxed.part.part, MinScore)


def test_matches_that_resemble_the_first_ones_gain_whether_a_query_is_relaxed_or_not(interpret):
    gun_knife = interpret("gun knife")
    assert isinstance(gun_knife.all_terms.part, Feedback)
    assert isinstance(gun_knife.relaxed.part, Feedback)


def test_filters_alone_have_no_first_matches_to_resemble(interpret):
    assert not isinstance(interpret("year:2015").all_terms, Feedback)
