"""The BM25F score, and the order of results."""

import datetime as dt
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import PartialDate
from catalog.search.query.tree import Sort
from catalog.search.scoring.bm25f import K1, average_length, bm25f, idf, sort_key
from catalog.search.text.fields import FIELDS
from factories import record

AVERAGES = dict.fromkeys(FIELDS, 10.0)
LENGTHS = dict.fromkeys(FIELDS, 10)


def key(order=Sort.RELEVANCE, **changes):
    match_values = {name: changes.pop(name, default) for name, default in (("score", 1.0), ("exact", False))}
    return sort_key(order, record(changes.pop("record_id", "a"), **{"title": "T"} | changes), **match_values)


def test_idf_follows_the_formula():
    assert idf(100, 10) == pytest.approx(math.log(1 + 90.5 / 10.5))


@given(st.integers(0, 10**6).flatmap(lambda entries: st.tuples(st.just(entries), st.integers(0, entries))))
def test_idf_is_positive_for_every_word(counts):
    assert idf(*counts) > 0


def test_idf_is_higher_for_rarer_words():
    idfs = [idf(1000, matching) for matching in range(1001)]
    assert all(rarer > commoner for rarer, commoner in pairwise(idfs))


def test_one_word_in_a_field_of_average_length_scores_by_the_formula():
    tf = FIELDS["title"].weight
    expected = 2.0 * tf * (K1 + 1) / (K1 + tf)
    assert bm25f({"title": 1}, LENGTHS, AVERAGES, 2.0) == pytest.approx(expected)


def test_fields_are_added_before_they_saturate():
    tf = FIELDS["title"].weight + 3 * FIELDS["body"].weight
    expected = tf * (K1 + 1) / (K1 + tf)
    assert bm25f({"title": 1, "body": 3}, LENGTHS, AVERAGES, 1.0) == pytest.approx(expected)


def test_b_is_how_much_the_length_of_a_field_counts():
    field = FIELDS["body"]
    tf = field.weight / (1 - field.b + field.b * 40 / 10)
    expected = tf * (K1 + 1) / (K1 + tf)
    assert bm25f({"body": 1}, LENGTHS | {"body": 40}, AVERAGES, 1.0) == pytest.approx(expected)


def test_the_length_of_the_identifiers_field_does_not_count():
    long = LENGTHS | {"identifiers": 1000}
    assert bm25f({"identifiers": 1}, long, AVERAGES, 1.0) == bm25f({"identifiers": 1}, LENGTHS, AVERAGES, 1.0)


def test_a_word_in_no_field_scores_zero():
    assert bm25f({}, LENGTHS, AVERAGES, 5.0) == 0.0


@given(st.sampled_from(sorted(FIELDS)), st.integers(1, 500))
def test_more_occurrences_score_more_but_never_above_the_bound(name, count):
    fewer, more = (bm25f({name: times}, LENGTHS, AVERAGES, 1.0) for times in (count, count + 1))
    assert 0 < fewer < more < K1 + 1


def test_the_title_has_the_highest_weight():
    scores = {name: bm25f({name: 1}, LENGTHS, AVERAGES, 1.0) for name in FIELDS}
    assert scores["title"] == max(scores.values()) > scores["body"] == min(scores.values())


@pytest.mark.parametrize(("total", "entries", "mean"), [(30, 10, 3.0), (0, 10, 1.0), (0, 0, 1.0)])
def test_an_average_length_is_never_zero(total, entries, mean):
    assert average_length(total, entries) == mean


def test_by_relevance_exact_agency_size_fits_come_before_higher_scores():
    assert key(score=1.0, exact=True) < key(score=9.0)


def test_by_relevance_the_higher_score_comes_first_then_the_newer_date_then_the_id():
    keys = [
        key(score=2.0),
        key(score=1.0, published=PartialDate(2020)),
        key(score=1.0, published=PartialDate(2019, 12, 31)),
        key(score=1.0, record_id="a"),
        key(score=1.0, record_id="b"),
    ]
    assert keys == sorted(keys)


def test_scores_that_differ_only_by_rounding_are_equal():
    assert key(score=0.1 + 0.2) == key(score=0.3)


@pytest.mark.parametrize(
    ("order", "dates"),
    [
        (Sort.NEWEST, ["2020-01", "2020", "2019-12-31", "2019-12", None]),
        (Sort.OLDEST, ["2019-12", "2019-12-31", "2020", "2020-01", None]),
    ],
)
def test_by_date_entries_without_a_date_come_last_in_both_orders(order, dates):
    keys = [key(order, published=PartialDate.parse(date) if date else None) for date in dates]
    assert keys == sorted(keys)


def test_what_is_added_recently_comes_first_and_without_a_day_the_date_of_publication_counts():
    day, year = dt.date(2026, 3, 1), PartialDate(2025)
    keys = [
        key(Sort.ADDED, added=day, published=PartialDate(1998)),
        key(Sort.ADDED, added=day),
        key(Sort.ADDED, published=PartialDate(2025, 6)),
        key(Sort.ADDED, added=dt.date(2025, 1, 1), published=PartialDate(2025, 1, 1)),
        key(Sort.ADDED, published=year, record_id="a"),
        key(Sort.ADDED, published=year, record_id="b"),
        key(Sort.ADDED),
    ]
    assert keys == sorted(keys)


def test_by_date_the_score_does_not_count():
    assert key(Sort.NEWEST, score=1.0) == key(Sort.NEWEST, score=2.0, exact=True)


def test_by_title_case_and_accents_do_not_count():
    keys = [key(Sort.TITLE, title=title) for title in ("delta", "\u00c9tude", "Foxtrot")]
    assert keys == sorted(keys)


@pytest.mark.parametrize("order", list(Sort))
def test_every_order_breaks_ties_by_id(order):
    assert key(order, record_id="a") < key(order, record_id="b")
