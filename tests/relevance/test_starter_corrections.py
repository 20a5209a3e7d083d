"""A search corrects misspelled queries to what was meant, and leaves the others as they are.

The limits are the current figures. `python -m tests.relevance.corrections --list` lists the wrong answers.
"""

from collections import Counter

import pytest

from paths import CORPUS
from tests.relevance.corrections import (
    Outcome,
    misspelled_queries,
    misspelled_query_answers,
    right_queries,
    right_query_answers,
)
from tests.relevance.judged_indexes import open_starter_corpus

MAX_WRONGLY_APPLIED, MAX_WRONGLY_OFFERED = 1, 4
MIN_RIGHTLY_CORRECTED = 66

pytestmark = pytest.mark.xdist_group("starter relevance")


@pytest.fixture(scope="module")
def generation(starter_data):
    return open_starter_corpus(CORPUS, starter_data).generation


def test_the_lists_are_long_and_no_query_is_there_twice():
    queries = [*right_queries(), *(typed for typed, _ in misspelled_queries())]
    assert len(right_queries()) >= 230
    assert len(misspelled_queries()) >= 60
    assert [query for query, count in Counter(map(str.casefold, queries)).items() if count > 1] == []


def test_few_queries_that_are_spelled_right_are_changed(generation):
    answers = right_query_answers(generation)
    applied, offered = (
        [(answer.typed, answer.correction) for answer in answers if answer.outcome is outcome]
        for outcome in (Outcome.APPLIED, Outcome.OFFERED)
    )
    assert len(applied) <= MAX_WRONGLY_APPLIED, applied
    assert len(offered) <= MAX_WRONGLY_OFFERED, offered


def test_the_correction_of_most_misspelled_queries_is_what_was_meant(generation):
    wrong = [(answer.typed, answer.correction) for answer in misspelled_query_answers(generation) if not answer.right]
    assert len(misspelled_queries()) - len(wrong) >= MIN_RIGHTLY_CORRECTED, wrong
