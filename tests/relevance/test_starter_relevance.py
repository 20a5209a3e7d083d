"""The starter corpus answers well what its visitors ask. The floors follow what is reached, a little below it.

The aims are success@3 of 0.95 and nDCG@10 of 0.90. `python -m tests.relevance --worst starter` shows where to look.
"""

import re

import pytest

from catalog.search.query.tree import Query
from paths import CORPUS
from tests.relevance.judgments import KINDS
from tests.relevance.measure import measure
from tests.relevance.sources import starter

FLOORS = {"ndcg": 0.90, "success": 0.97}

pytestmark = pytest.mark.xdist_group("starter relevance")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return starter(CORPUS, tmp_path_factory.mktemp("starter"))


@pytest.fixture(scope="module")
def scores(source):
    return measure(source.searcher, source.judged)


def test_the_first_ten_hits_are_as_good_as_they_were(scores):
    assert scores.ndcg >= FLOORS["ndcg"]


def test_something_relevant_is_among_the_first_three_as_often_as_it_was(scores):
    assert scores.success >= FLOORS["success"]


def test_no_judged_query_goes_without_an_answer(scores):
    assert scores.unanswered == ()


def test_there_are_at_least_a_hundred_and_twenty_judged_queries_and_some_of_every_kind(source):
    assert len(source.judged) >= 120
    assert {judged.kind for judged in source.judged} == set(KINDS)


def test_every_example_of_the_search_help_finds_something(source):
    template = (CORPUS.parent / "webui" / "templates" / "pages" / "search_help.html").read_text("utf-8")
    examples = [one or other for one, other in re.findall(r"""example\((?:"([^"]+)"|'([^']+)')""", template)]
    assert len(examples) > 10
    assert [text for text in examples if not source.searcher.search(Query(text)).total] == []
