"""Which best bets match a query on a day."""

import datetime as dt

import pytest

import factories
from catalog.editorial.best_bets import BestBets
from catalog.editorial.bets import Bet
from catalog.search.query.tree import MAX_TEXT, Query
from catalog.taxonomy import Taxonomy

DAY = dt.date(2026, 7, 1)


def bet(*queries, **changes):
    return Bet(**{"queries": queries, "record": "one", **changes})


def matching(bets, text, day=DAY, taxonomy=None, **params):
    return BestBets(bets, taxonomy or factories.taxonomy()).matching(Query(text, **params), day)


@pytest.mark.parametrize(
    "text",
    [
        "license plate reader policy",
        "License Plate Readers: policies",
        "policy license reader plate",
        "a policy for the license plate reader",
        "LPR policy",
        "policy, ALPR",
        "what is the policy on LPR?",
        "\u201d license plate reader policy",
    ],
)
def test_a_query_with_the_same_words_or_synonyms_matches_in_any_order(text):
    assert matching([bet("license plate reader policy")], text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "license plate reader",
        "license plate reader policy checklist",
        '"license plate reader policy"',
        "=LPR policy",
        "LPR -policy",
        "LPR policy -sample",
        "LPR polic*",
        "title:LPR policy",
        "(LPR policy)",
        "LPR OR policy",
    ],
)
def test_missing_or_other_words_and_search_syntax_do_not_match(text):
    assert matching([bet("license plate reader policy")], text) == ()


@pytest.mark.parametrize("text", ["license plate readers", "lpr", "ALPR"])
@pytest.mark.parametrize("query", ["license plate reader", "LPR", "alpr"])
def test_every_synonym_matches_every_other(query, text):
    assert matching([bet(query)], text)


@pytest.mark.parametrize(("query", "text"), [("smart policing", "SPI"), ("SPI", "policing innovation")])
def test_an_acronym_with_several_meanings_matches_only_itself(query, text):
    assert (matching([bet(query)], text), len(matching([bet(query)], query))) == ((), 1)


def test_a_synonym_with_a_stop_word_matches():
    taxonomy = Taxonomy(synonyms=(("use of force", "UOF"),))
    assert matching([bet("UOF policy")], "policy on the use of force", taxonomy=taxonomy)


def test_stop_words_count_if_there_are_no_other_words():
    assert matching([bet("who we are")], "Who are we?")
    assert matching([bet("what is this")], "who are we") == ()


def test_filters_and_page_size_do_not_matter():
    params = {"filters": {"topic": ("technology",)}, "sworn": 20, "per_page": 50}
    assert matching([bet("lpr")], "lpr", **params)


def test_best_bets_are_only_on_the_first_page():
    assert matching([bet("lpr")], "lpr", page=2) == ()


def test_at_most_two_match_in_the_order_of_the_file():
    bets = [bet("gun"), bet("lpr", record="b"), bet("alpr", record="a"), bet("lpr", record="c")]
    assert [best_bet.record for best_bet in matching(bets, "LPR")] == ["b", "a"]


def test_an_expired_bet_leaves_its_place_to_the_next():
    expired = bet("lpr", until=DAY - dt.timedelta(days=1))
    bets = [expired, bet("lpr", record="a"), bet("lpr", record="b")]
    assert [best_bet.record for best_bet in matching(bets, "lpr")] == ["a", "b"]


@pytest.mark.parametrize(
    ("since", "until", "matches"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY, None, True),
        (None, DAY, True),
        (dt.date(2026, 7, 2), None, False),
        (None, dt.date(2026, 6, 30), False),
    ],
)
def test_a_bet_is_valid_from_its_first_day_through_its_last(since, until, matches):
    assert bool(matching([bet("lpr", since=since, until=until)], "lpr")) is matches


def test_best_bets_are_unchanged_since_the_last_one_began_or_ended():
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(8)]
    bets = BestBets([bet("a", since=days[2], until=days[4]), bet("b", until=days[4]), bet("c")], Taxonomy())
    changes = [dt.date.min] * 2 + [days[2]] * 3 + [days[5]] * 3
    assert [bets.unchanged_since(day) for day in days] == changes


def test_a_bet_may_be_valid_until_the_last_day_of_the_calendar():
    assert BestBets([bet("a", until=dt.date.max)], Taxonomy()).unchanged_since(dt.date.max) == dt.date.min


def test_the_longest_query_is_matched():
    assert matching([bet("lpr")], "lpr " * (MAX_TEXT // 4)) == (bet("lpr"),)
