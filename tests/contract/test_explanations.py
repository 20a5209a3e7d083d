"""The explanation of a score adds up to it, with every engine."""

import pytest

from catalog.search.query.tree import Query
from factories import entry

TEXTS = ("plan", "gun plan", "gun OR plan", "lpr", '"gun plan"', "gun*", "gun -camera", "gun theft plan car year:2015")


@pytest.fixture
def searcher(build):
    similar = [entry(f"r{number}", title="Gun plan for car theft", pages=["gun " * number]) for number in range(12)]
    return build(entry("plan", title="Plan"), entry("lpr", title="License plate reader plan"), *similar)


def explained_hits(searcher, text):
    return searcher.search(Query(text, explain=True)).hits


@pytest.mark.parametrize("text", TEXTS)
def test_an_explanation_has_the_score_of_its_hit(searcher, text):
    for hit in explained_hits(searcher, text):
        assert hit.explanation.score == hit.score


def test_the_parts_of_a_conjunction_add_up_to_its_score(searcher):
    def scores_and_sums(explanation):
        totals = [sum(part.score for part in explanation.parts)] if explanation.what == "all of" else []
        pairs = [(explanation.score, total) for total in totals]
        return pairs + [pair for part in explanation.parts for pair in scores_and_sums(part)]

    pairs = [pair for hit in explained_hits(searcher, "gun plan") for pair in scores_and_sums(hit.explanation)]
    assert pairs
    assert all(score == pytest.approx(total) for score, total in pairs)


def test_the_explanation_of_a_word_names_its_field(searcher):
    assert "plan in title" in str(explained_hits(searcher, "plan")[-1].explanation)


def test_the_explanation_of_an_exact_title_says_so(searcher):
    assert explained_hits(searcher, "plan")[0].explanation.what == "has exactly this name: +100.000"


def test_hits_have_no_explanation_unless_requested(searcher):
    assert {hit.explanation for hit in searcher.search(Query("plan")).hits} == {None}
