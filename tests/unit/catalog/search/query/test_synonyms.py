"""The senses of terms that are in several groups of synonyms."""

from catalog.search.query.synonyms import Sense, Thesaurus

GROUPS = (
    ("gun violence intervention", "GVI"),
    ("group violence intervention", "GVI", "group violence reduction strategy", "GVRS"),
    ("license plate reader", "LPR"),
)


def senses(*groups, of):
    return [sense.q for sense in Thesaurus(groups).senses(of)]


def test_a_sense_is_named_by_the_first_term_of_its_group_and_queries_the_terms_of_that_group_only():
    assert Thesaurus(GROUPS).senses("gvi") == (
        Sense("gun violence intervention", '"gun violence intervention"'),
        Sense(
            "group violence intervention",
            '("group violence intervention" OR "group violence reduction strategy" OR "GVRS")',
        ),
    )


def test_a_term_of_one_group_has_no_senses():
    assert senses(*GROUPS, of="lpr") == senses(*GROUPS, of="unknown") == []


def test_terms_with_the_same_stems_are_one():
    assert senses(("plate reader", "plate readers", "XYZ"), ("other", "XYZ"), of="xyz") == ['"plate reader"', '"other"']
    assert senses(("plate reader", "PR"), ("plate readers", "PR", "LPR"), of="pr") == []


def test_a_sense_may_follow_the_ambiguous_term_in_its_group():
    assert senses(("ceasefire", "pulling levers"), ("ceasefire", "truce"), of="ceasefire") == [
        '"pulling levers"',
        '"truce"',
    ]


def test_a_group_of_ambiguous_terms_only_is_not_a_sense():
    assert senses(("A1", "B1"), ("A1", "alpha"), ("B1", "beta"), of="a1") == []


def test_a_term_may_have_three_senses():
    assert senses(("one", "X"), ("two", "X"), ("three", "X"), of="x") == ['"one"', '"two"', '"three"']
