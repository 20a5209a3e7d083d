"""The measures of relevance follow their definitions."""

import math

import pytest

import factories
from tests.relevance.judgments import JudgedQuery
from tests.relevance.measure import measure


@pytest.fixture
def searcher(build):
    """Return a searcher over three entries; the more often one has the word `camera`, the higher it scores."""
    pages = {"thrice": "camera camera camera", "twice": "camera camera", "once": "camera"}
    return build(*(factories.entry(name, pages=(text,)) for name, text in pages.items()))


def test_the_best_order_has_an_ndcg_of_one(searcher):
    scores = measure(searcher, [JudgedQuery("camera", "keyword", {"thrice": 3, "twice": 2, "once": 1})])
    assert scores.ndcg == pytest.approx(1.0)


def test_the_gain_of_a_hit_is_its_grade_divided_by_the_logarithm_of_its_rank(searcher):
    scores = measure(searcher, [JudgedQuery("camera", "keyword", {"twice": 3, "once": 2})])
    assert scores.ndcg == pytest.approx((3 / math.log2(3) + 2 / math.log2(4)) / (3 + 2 / math.log2(3)))


def test_success_is_the_share_of_queries_with_a_relevant_hit_among_the_first_three(searcher):
    queries = [JudgedQuery("camera", "keyword", {"once": 1}), JudgedQuery("cameras", "keyword", {"gone": 1})]
    scores = measure(searcher, queries)
    assert scores.success == 0.5


def test_queries_without_hits_and_refused_queries_are_unanswered(searcher):
    scores = measure(searcher, [JudgedQuery(text, "keyword", {"once": 1}) for text in ("submarine", "camera " * 500)])
    assert scores.unanswered == ("submarine", "camera " * 500)
    assert scores.ndcg == 0.0
