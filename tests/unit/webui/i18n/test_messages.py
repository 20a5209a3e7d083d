"""Every reason that a visitor may meet is known by its form, so that it can be told in other languages."""

from typing import get_args

import pytest

import factories
from catalog.errors import QueryError
from catalog.schemas import answers_from_pairs, query_from_pairs
from catalog.search.result import Reason
from webui.i18n.labels import TIES
from webui.i18n.messages import FORMS, form_of


@pytest.mark.parametrize(
    "pairs",
    [
        [("sworn", "many")],
        [("sworn", "0")],
        [("published_from", "soon")],
        [("published_from", "2020"), ("published_to", "2010")],
        [("page", "0")],
        [("page", "99999999")],
        [("per_page", "0")],
        [("sort", "newst")],
        [("sort", "?")],
        [("topic", "tecnology")],
        [("topic", "zzzzzz")],
        [("q", "x" * 9_999)],
        [("q", "a"), ("q", "b")],
        [("q", "\ufffd")],
        [("tpoic", "a")],
        [("zzzzzz", "a")],
        [("explain", "perhaps")],
        [("topic", str(number)) for number in range(60)],
    ],
)
def test_what_is_refused_has_a_known_form(pairs):
    searcher = factories.memory_searcher()
    with pytest.raises(QueryError) as error:
        query_from_pairs(pairs, searcher.taxonomy, searcher)
    reasons = [reason for found in error.value.errors.values() for reason in found]
    assert [reason for reason in reasons if form_of(reason) is None] == []


@pytest.mark.parametrize(
    "pairs",
    [
        [("q", "a")],
        [("topik", "a")],
        [("zzzzzz", "a")],
        [("topic", "technology"), ("time", "hours")],
        [("topic", "technology"), ("time", "?")],
        [("topic", "technology"), ("topic", "gun-violence")],
        [("topic", "technology"), ("sworn", "many")],
    ],
)
def test_what_the_builder_refuses_has_a_known_form(pairs):
    searcher = factories.memory_searcher()
    with pytest.raises(QueryError) as error:
        answers_from_pairs(pairs, searcher.taxonomy, searcher)
    reasons = [reason for found in error.value.errors.values() for reason in found]
    assert [reason for reason in reasons if form_of(reason) is None] == []


def test_forms_take_out_what_differs():
    form, values = form_of("topic 'a' is not known; use one of: b, c")
    assert form in FORMS
    assert values == {"kind": "topic", "typed": "a", "known": "b, c"}


def test_ties_are_marked_for_translation():
    assert set(get_args(Reason)) == set(TIES)
