"""Best bets: for which queries, on which days, and how many."""

import datetime as dt

import pytest

import factories
from catalog.editorial.best_bets import BestBets, Bet, BetLink
from catalog.search.query.tree import MAX_TEXT, Query
from catalog.taxonomy import Taxonomy

DAY = dt.date(2026, 7, 1)
LINK = BetLink("https://example.org/", "A page")
WHOLE = Bet(("lpr", "plate reader policy"), None, LINK, "Why.", dt.date(2026, 1, 1), dt.date(2026, 12, 31), "en")


def bet(*queries, **changes):
    return Bet(**{"queries": queries, "record": "one", **changes})


def found(bets, text, day=DAY, taxonomy=None, **changes):
    return BestBets(bets, taxonomy or factories.taxonomy()).matching(Query(text, **changes), day)


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
def test_a_query_with_the_same_words_or_their_synonyms_in_any_order_matches(text):
    assert found([bet("license plate reader policy")], text)


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
def test_other_words_or_any_sign_beside_the_words_match_nothing(text):
    assert found([bet("license plate reader policy")], text) == ()


@pytest.mark.parametrize("text", ["license plate readers", "lpr", "ALPR"])
@pytest.mark.parametrize("query", ["license plate reader", "LPR", "alpr"])
def test_every_synonym_stands_for_every_other(query, text):
    assert found([bet(query)], text)


@pytest.mark.parametrize(("query", "text"), [("smart policing", "SPI"), ("SPI", "policing innovation")])
def test_an_acronym_with_several_meanings_equals_only_itself(query, text):
    assert (found([bet(query)], text), len(found([bet(query)], query))) == ((), 1)


def test_a_synonym_that_holds_a_stop_word_is_known_by_all_of_its_words():
    taxonomy = Taxonomy(synonyms=(("use of force", "UOF"),))
    assert found([bet("UOF policy")], "policy on the use of force", taxonomy=taxonomy)


def test_stop_words_count_where_there_are_no_others():
    assert found([bet("who we are")], "Who are we?")
    assert found([bet("what is this")], "who are we") == ()


def test_any_filter_and_order_may_be_set():
    query = {"filters": {"topic": ("technology",)}, "sworn": 20, "per_page": 50}
    assert found([bet("lpr")], "lpr", **query)


def test_best_bets_stand_on_the_first_page_only():
    assert found([bet("lpr")], "lpr", page=2) == ()


def test_at_most_two_are_shown_in_the_order_of_the_file():
    bets = [bet("gun"), bet("lpr", record="b"), bet("alpr", record="a"), bet("lpr", record="c")]
    assert [each.record for each in found(bets, "LPR")] == ["b", "a"]


def test_one_that_is_over_makes_room_for_the_next():
    over = bet("lpr", until=DAY - dt.timedelta(days=1))
    bets = [over, bet("lpr", record="a"), bet("lpr", record="b")]
    assert [each.record for each in found(bets, "lpr")] == ["a", "b"]


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY, None, True),
        (None, DAY, True),
        (dt.date(2026, 7, 2), None, False),
        (None, dt.date(2026, 6, 30), False),
    ],
)
def test_a_bet_holds_from_its_first_day_to_its_last_both_included(since, until, there):
    assert bool(found([bet("lpr", since=since, until=until)], "lpr")) is there


def test_the_same_bets_hold_on_every_day_since_the_last_one_began_or_ended():
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(8)]
    bets = BestBets([bet("a", since=days[2], until=days[4]), bet("b", until=days[4]), bet("c")], Taxonomy())
    changes = [dt.date.min] * 2 + [days[2]] * 3 + [days[5]] * 3
    assert [bets.unchanged_since(day) for day in days] == changes


def test_a_bet_may_last_to_the_end_of_the_calendar():
    assert BestBets([bet("a", until=dt.date.max)], Taxonomy()).unchanged_since(dt.date.max) == dt.date.min


def test_the_longest_text_does_no_harm():
    assert found([bet("lpr")], "lpr " * (MAX_TEXT // 4)) == (bet("lpr"),)
