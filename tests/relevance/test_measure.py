"""The figures of relevance are what their definitions say."""

import math

import pytest

import factories
from tests.relevance.judgments import Judged
from tests.relevance.measure import measure


@pytest.fixture
def searcher(build):
    """Three entries; the more often `camera` stands in one, the better it matches."""
    pages = {"thrice": "camera camera camera", "twice": "camera camera", "once": "camera"}
    return build(*(factories.entry(key, pages=(text,)) for key, text in pages.items()))


def test_the_best_order_has_an_ndcg_of_one(searcher):
    scores = measure(searcher, [Judged("camera", "keyword", {"thrice": 3, "twice": 2, "once": 1})])
    assert scores.ndcg == pytest.approx(1.0)


def test_a_gain_is_its_grade_divided_by_the_logarithm_of_its_place(searcher):
    scores = measure(searcher, [Judged("camera", "keyword", {"twice": 3, "once": 2})])
    assert scores.ndcg == pytest.approx((3 / math.log2(3) + 2 / math.log2(4)) / (3 + 2 / math.log2(3)))


def test_success_is_the_share_of_queries_with_something_relevant_among_the_first_three(searcher):
    scores = measure(searcher, [Judged("camera", "keyword", {"once": 1}), Judged("cameras", "keyword", {"gone": 1})])
    assert scores.success == 0.5


def test_a_query_without_hits_and_one_that_is_refused_count_as_unanswered(searcher):
    scores = measure(searcher, [Judged(text, "keyword", {"once": 1}) for text in ("submarine", "camera " * 500)])
    assert scores.unanswered == ("submarine", "camera " * 500)
    assert scores.ndcg == 0.0
