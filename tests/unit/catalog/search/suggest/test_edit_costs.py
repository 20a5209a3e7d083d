"""What counts as a small slip, and what as another word."""

import pytest

from catalog.search.suggest.edit_costs import cost, inflected


def test_a_word_costs_nothing_to_be_taken_for_itself():
    assert cost("police", "police") == 0


@pytest.mark.parametrize(
    ("slip", "worse"),
    [
        (("comittee", "committee"), ("commtee", "commitee")),  # a double letter typed once; a letter left out
        (("controll", "control"), ("controlk", "control")),  # a letter doubled; another one put in
        (("polcie", "police"), ("polxxe", "police")),  # two letters swapped; both replaced
        (("seperate", "separate"), ("sepxrate", "separate")),  # one vowel for another; a consonant for a vowel
        (("phasically", "fhasically"), ("phasically", "xhasically")),  # nothing like it
        (("polise", "police"), ("polime", "police")),  # a letter of the same sound; of another
        (("polixe", "police"), ("xolice", "police")),  # a wrong letter inside; in front
        (("wupport", "support"), ("mupport", "support")),  # the key beside; one far away
    ],
)
def test_slips_that_people_make_cost_less(slip, worse):
    assert cost(*slip) <= cost(*worse)


def test_two_slips_cost_what_each_costs():
    assert cost("seperete", "separate") == pytest.approx(2 * cost("seperate", "separate"))


@pytest.mark.parametrize(
    "pair", [("officer", "officers"), ("charge", "charged"), ("train", "training"), ("boxes", "box"), ("ask", "asked")]
)
def test_regular_endings_make_no_other_word(pair):
    assert inflected(*pair)


@pytest.mark.parametrize("pair", [("proces", "process"), ("fiel", "field"), ("crime", "crimson"), ("gun", "sung")])
def test_other_differences_do(pair):
    assert not inflected(*pair)
