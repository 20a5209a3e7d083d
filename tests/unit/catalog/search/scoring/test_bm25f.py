"""The arithmetic of relevance, and the order of an answer."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import PartialDate
from catalog.search.query.tree import Sort
from catalog.search.scoring.bm25f import K1, average, bm25f, idf, sort_key
from catalog.search.text.fields import FIELDS

AVERAGES = dict.fromkeys(FIELDS, 10.0)
LENGTHS = dict.fromkeys(FIELDS, 10)


def key(order=Sort.RELEVANCE, **facts):
    given_facts = {"score": 1.0, "exact": False, "published": None, "title": "T", "record_id": "a"} | facts
    return sort_key(order, **given_facts)


def test_the_rarity_of_a_word_is_that_of_the_formula():
    assert idf(100, 10) == pytest.approx(math.log(1 + 90.5 / 10.5))


@given(st.integers(0, 10**6).flatmap(lambda entries: st.tuples(st.just(entries), st.integers(0, entries))))
def test_every_word_tells_something(counts):
    assert idf(*counts) > 0


def test_the_fewer_have_a_word_the_more_it_tells():
    rarities = [idf(1000, matching) for matching in range(1001)]
    assert all(rarer > commoner for rarer, commoner in pairwise(rarities))


def test_one_word_in_a_field_of_average_length_scores_by_the_formula():
    weighted = FIELDS["title"].weight
    expected = 2.0 * weighted * (K1 + 1) / (K1 + weighted)
    assert bm25f({"title": 1}, LENGTHS, AVERAGES, 2.0) == pytest.approx(expected)


def test_fields_are_added_before_they_saturate():
    weighted = FIELDS["title"].weight + 3 * FIELDS["body"].weight
    expected = weighted * (K1 + 1) / (K1 + weighted)
    assert bm25f({"title": 1, "body": 3}, LENGTHS, AVERAGES, 1.0) == pytest.approx(expected)


def test_the_length_of_a_field_counts_as_far_as_its_b_says():
    field = FIELDS["body"]
    weighted = field.weight / (1 - field.b + field.b * 40 / 10)
    expected = weighted * (K1 + 1) / (K1 + weighted)
    assert bm25f({"body": 1}, LENGTHS | {"body": 40}, AVERAGES, 1.0) == pytest.approx(expected)


def test_the_length_of_identifiers_does_not_count():
    long = LENGTHS | {"identifiers": 1000}
    assert bm25f({"identifiers": 1}, long, AVERAGES, 1.0) == bm25f({"identifiers": 1}, LENGTHS, AVERAGES, 1.0)


def test_a_word_that_stands_nowhere_scores_nothing():
    assert bm25f({}, LENGTHS, AVERAGES, 5.0) == 0.0


@given(st.sampled_from(sorted(FIELDS)), st.integers(1, 500))
def test_more_of_a_word_scores_more_and_never_beyond_the_bound(name, count):
    fewer, more = (bm25f({name: times}, LENGTHS, AVERAGES, 1.0) for times in (count, count + 1))
    assert 0 < fewer < more < K1 + 1


def test_a_title_counts_most():
    scores = {name: bm25f({name: 1}, LENGTHS, AVERAGES, 1.0) for name in FIELDS}
    assert scores["title"] == max(scores.values()) > scores["body"] == min(scores.values())


@pytest.mark.parametrize(("total", "entries", "mean"), [(30, 10, 3.0), (0, 10, 1.0), (0, 0, 1.0)])
def test_a_mean_length_can_always_divide(total, entries, mean):
    assert average(total, entries) == mean


def test_by_relevance_exact_fits_come_before_better_scores():
    assert key(score=1.0, exact=True) < key(score=9.0)


def test_by_relevance_the_better_score_comes_first_then_the_newer_then_the_id():
    keys = [
        key(score=2.0),
        key(score=1.0, published=PartialDate(2020)),
        key(score=1.0, published=PartialDate(2019, 12, 31)),
        key(score=1.0, record_id="a"),
        key(score=1.0, record_id="b"),
    ]
    assert keys == sorted(keys)


def test_scores_that_differ_by_rounding_are_equal():
    assert key(score=0.1 + 0.2) == key(score=0.3)


@pytest.mark.parametrize(
    ("order", "dates"),
    [
        (Sort.NEWEST, ["2020-01", "2020", "2019-12-31", "2019-12", None]),
        (Sort.OLDEST, ["2019-12", "2019-12-31", "2020", "2020-01", None]),
    ],
)
def test_by_date_undated_ones_come_last_either_way(order, dates):
    keys = [key(order, published=PartialDate.parse(date) if date else None) for date in dates]
    assert keys == sorted(keys)


def test_by_date_the_score_does_not_count():
    assert key(Sort.NEWEST, score=1.0) == key(Sort.NEWEST, score=2.0, exact=True)


def test_by_title_case_and_accents_do_not_count():
    keys = [key(Sort.TITLE, title=title) for title in ("delta", "\u00c9tude", "Foxtrot")]
    assert keys == sorted(keys)


@pytest.mark.parametrize("order", list(Sort))
def test_in_every_order_equal_ones_stand_by_id(order):
    assert key(order, record_id="a") < key(order, record_id="b")
