"""What every engine lets the builder propose: chosen for the answers, within the time, each with true reasons."""

import pytest

from catalog.model import AgencySize, DocumentText, Entry, PartialDate, Rating
from catalog.recommend.model import BuilderAnswers, ForAudience, MadeForSize, Newest, Overview, Pace, Rated, Role, Takes
from catalog.recommend.reading_time import DEFAULT_MINUTES, MINUTES_PER_PAGE, pace
from catalog.recommend.recommend import FEWEST, SLOTS, propose
from factories import entry, record, taxonomy

GUNS = BuilderAnswers("gun-violence")


def about_guns(record_id, **fields):
    return Entry(record(record_id, **{"topics": ("gun-violence",), "format": "publication", "pages": 5, **fields}))


def sized(record_id, low, high, **fields):
    return about_guns(record_id, agency_size=AgencySize(low, high), **fields)


def many(number, start="n", **fields):
    return [about_guns(f"{start}{each:02}", **fields) for each in range(number)]


def ids(proposal):
    return [pick.record.id for pick in proposal.picks()]


def why(proposal, record_id):
    return next(pick.reasons for pick in proposal.picks() if pick.record.id == record_id)


# Which are chosen


def test_only_resources_of_the_topic_are_proposed_and_ten_at_most(build):
    searcher = build(*many(20), *[entry(f"x{each}", topics=("technology",)) for each in range(5)])
    found = ids(propose(searcher, GUNS))
    assert (len(found), {each[0] for each in found}) == (FEWEST, {"n"})
    mixed = [
        about_guns(f"{kind}-{each}", format=kind) for kind in ("training", "case-study", "toolkit") for each in "abcd"
    ]
    assert len(ids(propose(build(*many(20), *mixed), GUNS))) == len(SLOTS)


def test_a_topic_without_resources_gives_an_empty_proposal(build):
    proposal = propose(build(entry("x", topics=("technology",))), GUNS)
    assert (proposal.sections, proposal.matching, proposal.loosened) == ((), 0, ())


def test_the_sections_begin_with_an_overview_and_end_with_help(build):
    searcher = build(
        about_guns("course", format="training"),
        about_guns("site", format="model-program"),
        about_guns("long", pages=90),
        about_guns("primer", title="Shootings: a primer", pages=60),
        about_guns("how-to", format="best-practice", pages=90),
    )
    proposal = propose(searcher, GUNS)
    assert [(part, [pick.record.id for pick in picks]) for part, picks in proposal.sections] == [
        ("start", ["primer"]),
        ("deeper", ["how-to", "long"]),
        ("examples", ["site"]),
        ("help", ["course"]),
    ]


def test_what_is_made_for_the_size_comes_before_what_is_for_any_size(build):
    searcher = build(*many(8), sized("small", None, 49), sized("large", 250, None))
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40))
    assert (ids(proposal)[0], "large" in ids(proposal), proposal.loosened) == ("small", False, ())


def test_what_is_rated_well_comes_first_and_what_is_rated_otherwise_last(build):
    bad, good = Rating("Sample ratings", "No effects"), Rating("Sample ratings", "Effective", "2019")
    searcher = build(about_guns("a", rating=bad, published=PartialDate(2026)), *many(8), about_guns("z", rating=good))
    found = ids(propose(searcher, GUNS))
    assert (found[0], "a" in found) == ("z", False)


def test_formats_vary_where_nothing_else_decides(build):
    searcher = build(*many(5), about_guns("p", format="podcast"), about_guns("w", format="webinar"))
    assert {"p", "w"} <= set(ids(propose(searcher, GUNS)))


def test_newsletters_are_proposed_only_where_they_are_asked_for_or_little_else_is_there(build):
    news = many(3, "news", format="newsletter", published=PartialDate(2026))
    assert not any(each.startswith("news") for each in ids(propose(build(*news, *many(8)), GUNS)))
    left = build(removed=[f"n{each:02}" for each in range(2, 8)])
    assert len(ids(propose(left, GUNS))) == 5
    asked = propose(left, BuilderAnswers("gun-violence", formats=("newsletter",)))
    assert {each for each in ids(asked) if each.startswith("news")} == {"news00", "news01", "news02"}


def test_what_a_newer_resource_replaces_is_left_out_even_where_that_has_another_topic(build):
    searcher = build(
        about_guns("old"),
        about_guns("new", supersedes=("old",)),
        about_guns("older"),
        entry("elsewhere", topics=("technology",), supersedes=("older",)),
    )
    assert ids(propose(searcher, GUNS)) == ["new"]


def test_what_is_in_the_language_of_the_reader_comes_first(build):
    searcher = build(about_guns("es", language="es", published=PartialDate(2026)), *many(3, language="en"))
    assert ids(propose(searcher, GUNS))[-1] == "es"
    assert ids(propose(searcher, BuilderAnswers("gun-violence", language="es")))[0] == "es"


def test_the_words_decide_among_resources_of_a_topic(build):
    searcher = build(*many(20), *[about_guns(f"t{each}", title="Tracing guns") for each in range(7)])
    assert all(each.startswith("t") for each in ids(propose(searcher, BuilderAnswers("gun-violence", "tracing"))))


# Time


def test_the_whole_toolkit_fits_into_the_time(build):
    searcher = build(*many(10, pages=20), about_guns("long", pages=200, rating=Rating("S", "Effective")))
    for time, most in (("hour", 60), ("afternoon", 240)):
        proposal = propose(searcher, BuilderAnswers("gun-violence", time=time))
        assert 0 < proposal.minutes <= most
        assert "long" not in ids(proposal)
    assert "long" in ids(propose(searcher, GUNS))


def test_where_six_fit_into_the_time_six_are_proposed(build):
    searcher = build(about_guns("long", pages=25, rating=Rating("S", "Effective")), *many(8, pages=5))
    assert len(ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == FEWEST


def test_what_little_there_is_is_proposed_as_far_as_it_fits(build):
    searcher = build(about_guns("talk", format="webinar", duration_s=1500), about_guns("guide", pages=12))
    assert set(ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == {"talk", "guide"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Entry(record(duration_s=61)), Pace(2, known=True)),
        (Entry(record(duration_s=600, pages=9)), Pace(10, known=True)),
        (Entry(record(pages=12)), Pace(12 * MINUTES_PER_PAGE, known=True, pages=12)),
        (Entry(record(), (DocumentText(pages=3),)), Pace(3 * MINUTES_PER_PAGE, known=True, pages=3)),
        (Entry(record(format="podcast"), (DocumentText(duration_s=600),)), Pace(10, known=True)),
        (Entry(record(format="webinar")), Pace(60)),
        (Entry(record(format="hologram")), Pace(DEFAULT_MINUTES)),
        (Entry(record()), Pace(DEFAULT_MINUTES)),
    ],
)
def test_the_time_is_that_of_the_recording_or_the_pages_or_the_format(given, expected):
    assert pace(given.record, given.texts, taxonomy()) == expected


# Too few


def test_answers_are_given_up_in_their_order_only_as_far_as_needed(build):
    fitting = about_guns("all", format="webinar", audiences=("chief",), agency_size=AgencySize(None, 49))
    answers = BuilderAnswers("gun-violence", formats=("webinar",), sworn=40, audience="chief")
    others = {"format": "webinar", "agency_size": AgencySize(None, 49)}
    assert propose(build(fitting, *many(8, **others)), answers).loosened == ("audience",)


def test_what_matches_every_answer_comes_first_when_answers_are_given_up(build):
    searcher = build(*many(8, published=PartialDate(2026)), about_guns("w", format="webinar"))
    proposal = propose(searcher, BuilderAnswers("gun-violence", formats=("webinar",)))
    assert (ids(proposal)[0], len(ids(proposal)), proposal.loosened, proposal.matching) == ("w", FEWEST, ("format",), 1)


def test_words_that_nothing_matches_are_given_up_last(build):
    proposal = propose(build(*many(8)), BuilderAnswers("gun-violence", "zzzqqq", sworn=40))
    assert (len(ids(proposal)), proposal.loosened) == (FEWEST, ("q",))


def test_nothing_is_said_to_be_given_up_where_all_that_is_there_matches(build):
    proposal = propose(build(*many(3, audiences=("chief",))), BuilderAnswers("gun-violence", audience="chief"))
    assert (len(ids(proposal)), proposal.loosened) == (3, ())


# Reasons


def test_the_reasons_say_why_the_strongest_first_and_three_at_most(build):
    searcher = build(
        sized(
            "a",
            10,
            49,
            title="A primer",
            audiences=("chief",),
            published=PartialDate(2024),
            rating=Rating("CrimeSolutions", "Effective", "2019"),
        ),
        about_guns("b", audiences=("chief",), published=PartialDate(2024)),
        about_guns("c", pages=None, format="case-study"),
    )
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40, audience="chief"))
    assert why(proposal, "a") == (
        Overview(),
        MadeForSize(AgencySize(10, 49), 40),
        Rated(Rating("CrimeSolutions", "Effective", "2019")),
    )
    assert why(proposal, "b") == (
        ForAudience("chief"),
        Takes(Pace(10, known=True, pages=5), "publication"),
        Newest(2024),
    )
    assert why(proposal, "c") == (Role("examples", "case-study"),)
