"""Phrases that several titles share."""

import pytest

from catalog.search.suggest.title_phrases import title_phrases
from catalog.search.text.analyzers import ANALYZERS

ENGLISH, SPANISH = ANALYZERS["en"], ANALYZERS["es"]


def phrases(*titles, analyzer=ENGLISH):
    return {phrase.text: phrase.count for phrase in title_phrases(titles, analyzer)}


def test_a_phrase_of_four_titles_is_found_in_any_inflection():
    titles = ("Crime trends", "On crime trends: a report", "The crime trend", "Crime trends in cities", "Crime")
    assert phrases(*titles) == {"Crime trends": 4}


def test_a_phrase_of_three_titles_is_not():
    assert phrases(*["Crime trends"] * 3) == {}


def test_the_beginning_and_the_end_of_a_longer_phrase_are_not_phrases():
    titles = ("License plate readers", "Using license plate readers", "License plate readers and you")
    assert phrases(*titles, "License plate recognition", *titles) == {"License plate readers": 6}


def test_a_phrase_may_contain_stop_words_but_not_begin_or_end_with_one():
    assert phrases(*("Policy on use of force", "Use of force", "The use of force", "Force")) == {}
    assert phrases(*("Policy on use of force", "Use of force", "The use of force", "Use of force")) == {
        "Use of force": 4
    }


def test_words_that_always_have_other_content_beside_them_are_no_phrase():
    titles = ("Place-based policing", "Risk-based policing", "Evidence-based policing", "Community-based policing")
    assert phrases(*titles) == {}


@pytest.mark.parametrize("pause", [": ", " \u2013 ", " - ", ", ", " (", ". ", "? "])
def test_no_phrase_goes_over_a_pause(pause):
    assert phrases(*[f"Crime{pause}Trends"] * 4) == {}


def test_spanish_titles_have_spanish_stop_words():
    titles = ["La prevención de la violencia", *["Prevención de la violencia"] * 3]
    assert phrases(*titles, analyzer=SPANISH) == {"Prevención de la violencia": 4}


@pytest.mark.parametrize("titles", [(), ("",), ("-", "--"), ("One",), ("2020 2021",) * 5])
def test_titles_without_phrases_have_none(titles):
    assert phrases(*titles) == {}
