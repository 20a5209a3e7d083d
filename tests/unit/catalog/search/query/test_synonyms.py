"""The senses of terms that stand in several synonym groups."""

from catalog.search.query.synonyms import Sense, Thesaurus

GROUPS = (
    ("gun violence intervention", "GVI"),
    ("group violence intervention", "GVI", "group violence reduction strategy", "GVRS"),
    ("license plate reader", "LPR"),
)


def senses(*groups, of):
    return [each.q for each in Thesaurus(groups).senses(of)]


def test_a_sense_is_named_by_the_first_term_of_its_group_and_asks_for_all_that_mean_only_that():
    assert Thesaurus(GROUPS).senses("gvi") == (
        Sense("gun violence intervention", '"gun violence intervention"'),
        Sense(
            "group violence intervention",
            '("group violence intervention" OR "group violence reduction strategy" OR "GVRS")',
        ),
    )


def test_a_term_of_one_group_has_no_senses():
    assert senses(*GROUPS, of="lpr") == senses(*GROUPS, of="unknown") == []


def test_terms_that_differ_in_their_endings_only_are_one():
    assert senses(("plate reader", "plate readers", "XYZ"), ("other", "XYZ"), of="xyz") == ['"plate reader"', '"other"']
    assert senses(("plate reader", "PR"), ("plate readers", "PR", "LPR"), of="pr") == []


def test_a_sense_may_stand_in_its_group_after_the_ambiguous_term():
    assert senses(("ceasefire", "pulling levers"), ("ceasefire", "truce"), of="ceasefire") == [
        '"pulling levers"',
        '"truce"',
    ]


def test_a_group_of_nothing_but_ambiguous_terms_is_no_sense():
    assert senses(("A1", "B1"), ("A1", "alpha"), ("B1", "beta"), of="a1") == []


def test_a_term_may_have_three_senses():
    assert senses(("one", "X"), ("two", "X"), ("three", "X"), of="x") == ['"one"', '"two"', '"three"']
