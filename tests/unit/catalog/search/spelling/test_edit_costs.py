"""Common spelling mistakes cost less than other edits."""

import pytest

from catalog.search.spelling.edit_costs import differ_by_ending, edit_cost


def test_the_same_word_costs_nothing():
    assert edit_cost("police", "police") == 0


@pytest.mark.parametrize(
    ("mistake", "worse"),
    [
        (("comittee", "committee"), ("commtee", "commitee")),  # a double letter typed once; a letter left out
        (("controll", "control"), ("controlk", "control")),  # a letter doubled; another one put in
        (("polcie", "police"), ("polxxe", "police")),  # two letters swapped; both replaced
        (("seperate", "separate"), ("sepxrate", "separate")),  # one vowel for another; a consonant for a vowel
        (("phasically", "fhasically"), ("phasically", "xhasically")),  # nothing like it
        (("polise", "police"), ("polime", "police")),  # a letter of the same sound; of another
        (("polixe", "police"), ("xolice", "police")),  # a wrong letter inside; in front
        (("wupport", "support"), ("mupport", "support")),  # a neighboring key; one far away
    ],
)
def test_common_mistakes_cost_less_than_others(mistake, worse):
    assert edit_cost(*mistake) <= edit_cost(*worse)


def test_two_mistakes_cost_the_sum_of_both():
    assert edit_cost("seperete", "separate") == pytest.approx(2 * edit_cost("seperate", "separate"))


@pytest.mark.parametrize(
    "pair", [("officer", "officers"), ("charge", "charged"), ("train", "training"), ("boxes", "box"), ("ask", "asked")]
)
def test_words_with_regular_endings_differ_by_ending(pair):
    assert differ_by_ending(*pair)


@pytest.mark.parametrize("pair", [("proces", "process"), ("fiel", "field"), ("crime", "crimson"), ("gun", "sung")])
def test_other_words_do_not_differ_by_ending(pair):
    assert not differ_by_ending(*pair)
