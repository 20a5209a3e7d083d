"""What a score is made of adds up to it, whatever the engine."""

import pytest

from catalog.search.query.tree import Query
from factories import entry

TEXTS = ("plan", "gun plan", "gun OR plan", "lpr", '"gun plan"', "gun*", "gun -camera", "gun theft plan car year:2015")


@pytest.fixture
def searcher(build):
    many = [entry(f"r{number}", title="Gun plan for car theft", pages=["gun " * number]) for number in range(12)]
    return build(entry("plan", title="Plan"), entry("lpr", title="License plate reader plan"), *many)


def explained(searcher, text):
    return searcher.search(Query(text, explain=True)).hits


@pytest.mark.parametrize("text", TEXTS)
def test_an_explanation_has_the_score_of_its_hit(searcher, text):
    for hit in explained(searcher, text):
        assert hit.explanation.score == hit.score


def test_the_parts_of_what_is_all_wanted_add_up(searcher):
    def sums(found):
        whole = [sum(part.score for part in found.parts)] if found.what == "all of" else []
        return [(found.score, total) for total in whole] + [pair for part in found.parts for pair in sums(part)]

    pairs = [pair for hit in explained(searcher, "gun plan") for pair in sums(hit.explanation)]
    assert pairs
    assert all(score == pytest.approx(total) for score, total in pairs)


def test_a_word_says_in_which_fields_it_stands(searcher):
    assert "plan in title" in str(explained(searcher, "plan")[-1].explanation)


def test_an_exact_title_says_that_it_is_one(searcher):
    assert explained(searcher, "plan")[0].explanation.what == "called exactly so: +100.000"


def test_nothing_is_explained_unasked(searcher):
    assert {hit.explanation for hit in searcher.search(Query("plan")).hits} == {None}
