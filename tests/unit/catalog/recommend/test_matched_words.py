"""The words of a visitor that a resource matches are named as the visitor typed them."""

import pytest

from catalog.model import RecordText
from catalog.recommend.matched_words import matched_words
from catalog.search.result import Hit, Snippet
from factories import record

RECORD = record(
    "guide",
    title="Witnesses of shootings",
    summary="How to protect people.",
    keywords=("license plate reader",),
    translations=(RecordText("es", "Testigos de tiroteos", None, "Cómo proteger a las personas."),),
)


def words(text, *snippets):
    return matched_words(text, Hit(RECORD, (), 1.0, snippets))


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("a witness who is afraid", ("witness",)),
        ("Protecting, witness", ("Protecting", "witness")),
        ("plate readers", ("plate", "readers")),
        ("testigo", ("testigo",)),
        ('-witness "shootings"', ()),
        ("elephants", ()),
        ("", ()),
    ],
)
def test_words_of_the_record_are_named_as_typed_without_stop_words(text, matched):
    assert words(text) == matched


def test_stop_words_of_the_visitor_s_language_are_not_named():
    hit = Hit(RECORD, (), 1.0, (Snippet("con testigos", ((0, 3), (4, 12)), document=0),))
    assert matched_words("testigos con miedo", hit, "es") == ("testigos",)
    assert matched_words("testigos con miedo", hit) == ("testigos", "con")


def test_a_word_that_only_a_passage_has_is_named_as_typed():
    assert words("afraid", Snippet("Afraid of them.", ((0, 6),), document=0)) == ("afraid",)


def test_synonyms_are_named_once_if_no_typed_word_is_found():
    snippet = Snippet("Cars, a car and a truck.", ((0, 4), (8, 11), (18, 23)), document=0)
    assert words("vehicle", snippet) == ("Cars", "truck")
