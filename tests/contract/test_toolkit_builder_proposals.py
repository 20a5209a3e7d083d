"""With every engine, the proposals of the toolkit builder match the answers, fit the time, and give true reasons."""

import pytest

from catalog.model import AgencySize, DocumentText, Entry, PartialDate, Rating
from catalog.recommend.model import (
    BuilderAnswers,
    ReasonKind,
    RecommendationReason,
    TimeEstimate,
)
from catalog.recommend.reading_time import DEFAULT_MINUTES, MINUTES_PER_PAGE, estimate_time
from catalog.recommend.recommend import MIN_RECOMMENDATIONS, SECTION_SLOTS, propose
from factories import entry, record, taxonomy

GUNS = BuilderAnswers("gun-violence")


def guns_record(record_id, **fields):
    return Entry(record(record_id, **{"topics": ("gun-violence",), "format": "publication", "pages": 5, **fields}))


def guns_for_agencies(record_id, low, high, **fields):
    return guns_record(record_id, agency_size=AgencySize(low, high), **fields)


def guns_records(count, start="n", **fields):
    return [guns_record(f"{start}{number:02}", **fields) for number in range(count)]


def recommended_ids(proposal):
    return [recommendation.record.id for recommendation in proposal.recommendations()]


def reasons_for(proposal, record_id):
    return next(
        recommendation.reasons for recommendation in proposal.recommendations() if recommendation.record.id == record_id
    )


# Selection


def test_at_most_ten_resources_on_the_topic_are_proposed(build):
    searcher = build(*guns_records(20), *[entry(f"x{number}", topics=("technology",)) for number in range(5)])
    proposed_ids = recommended_ids(propose(searcher, GUNS))
    assert (len(proposed_ids), {record_id[0] for record_id in proposed_ids}) == (MIN_RECOMMENDATIONS, {"n"})
    mixed = [
        guns_record(f"{kind}-{letter}", format=kind)
        for kind in ("training", "case-study", "toolkit")
        for letter in "abcd"
    ]
    assert len(recommended_ids(propose(build(*guns_records(20), *mixed), GUNS))) == len(SECTION_SLOTS)


def test_a_topic_without_resources_gives_an_empty_proposal(build):
    proposal = propose(build(entry("x", topics=("technology",))), GUNS)
    assert (proposal.sections, proposal.match_count, proposal.relaxed) == ((), 0, ())


def test_the_sections_begin_with_an_overview_and_end_with_help(build):
    searcher = build(
        guns_record("course", format="training"),
        guns_record("site", format="model-program"),
        guns_record("long", pages=90),
        guns_record("primer", title="Shootings: a primer", pages=60),
        guns_record("how-to", format="best-practice", pages=90),
    )
    proposal = propose(searcher, GUNS)
    assert [
        (section, [recommendation.record.id for recommendation in recommendations])
        for section, recommendations in proposal.sections
    ] == [
        ("start", ["primer"]),
        ("deeper", ["how-to", "long"]),
        ("examples", ["site"]),
        ("help", ["course"]),
    ]


def test_resources_for_the_agency_size_come_before_those_for_any_size(build):
    searcher = build(*guns_records(8), guns_for_agencies("small", None, 49), guns_for_agencies("large", 250, None))
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40))
    assert (recommended_ids(proposal)[0], "large" in recommended_ids(proposal), proposal.relaxed) == (
        "small",
        False,
        (),
    )


def test_positive_ratings_come_first_and_other_ratings_last(build):
    bad, good = Rating("Sample ratings", "No effects"), Rating("Sample ratings", "Effective", "2019")
    searcher = build(
        guns_record("a", rating=bad, published=PartialDate(2026)), *guns_records(8), guns_record("z", rating=good)
    )
    proposed_ids = recommended_ids(propose(searcher, GUNS))
    assert (proposed_ids[0], "a" in proposed_ids) == ("z", False)


def test_formats_vary_among_equally_good_resources(build):
    searcher = build(*guns_records(5), guns_record("p", format="podcast"), guns_record("w", format="webinar"))
    assert {"p", "w"} <= set(recommended_ids(propose(searcher, GUNS)))


def test_newsletters_are_proposed_only_on_request_or_for_lack_of_others(build):
    news = guns_records(3, "news", format="newsletter", published=PartialDate(2026))
    assert not any(
        record_id.startswith("news") for record_id in recommended_ids(propose(build(*news, *guns_records(8)), GUNS))
    )
    searcher = build(removed=[f"n{number:02}" for number in range(2, 8)])
    assert len(recommended_ids(propose(searcher, GUNS))) == 5
    proposal = propose(searcher, BuilderAnswers("gun-violence", formats=("newsletter",)))
    assert {record_id for record_id in recommended_ids(proposal) if record_id.startswith("news")} == {
        "news00",
        "news01",
        "news02",
    }


def test_superseded_resources_are_left_out_even_if_the_newer_one_has_another_topic(build):
    searcher = build(
        guns_record("old"),
        guns_record("new", supersedes=("old",)),
        guns_record("older"),
        entry("elsewhere", topics=("technology",), supersedes=("older",)),
    )
    assert recommended_ids(propose(searcher, GUNS)) == ["new"]


def test_resources_in_the_language_of_the_visitor_come_first(build):
    searcher = build(guns_record("es", language="es", published=PartialDate(2026)), *guns_records(3, language="en"))
    assert recommended_ids(propose(searcher, GUNS))[-1] == "es"
    assert recommended_ids(propose(searcher, BuilderAnswers("gun-violence", language="es")))[0] == "es"


def test_words_choose_among_the_resources_on_a_topic(build):
    searcher = build(*guns_records(20), *[guns_record(f"t{number}", title="Tracing guns") for number in range(7)])
    proposed_ids = recommended_ids(propose(searcher, BuilderAnswers("gun-violence", "tracing")))
    assert all(record_id.startswith("t") for record_id in proposed_ids)


# Time


def test_the_whole_toolkit_fits_the_time(build):
    searcher = build(*guns_records(10, pages=20), guns_record("long", pages=200, rating=Rating("S", "Effective")))
    for time, max_minutes in (("hour", 60), ("afternoon", 240)):
        proposal = propose(searcher, BuilderAnswers("gun-violence", time=time))
        assert 0 < proposal.minutes <= max_minutes
        assert "long" not in recommended_ids(proposal)
    assert "long" in recommended_ids(propose(searcher, GUNS))


def test_six_resources_are_proposed_if_six_fit_the_time(build):
    searcher = build(guns_record("long", pages=25, rating=Rating("S", "Effective")), *guns_records(8, pages=5))
    assert len(recommended_ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == MIN_RECOMMENDATIONS


def test_fewer_resources_are_proposed_if_fewer_fit_the_time(build):
    searcher = build(guns_record("talk", format="webinar", duration_s=1500), guns_record("guide", pages=12))
    assert set(recommended_ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == {"talk", "guide"}


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (Entry(record(duration_s=61)), TimeEstimate(2, measured=True)),
        (Entry(record(duration_s=600, pages=9)), TimeEstimate(10, measured=True)),
        (Entry(record(pages=12)), TimeEstimate(12 * MINUTES_PER_PAGE, measured=True, pages=12)),
        (Entry(record(), (DocumentText(pages=3),)), TimeEstimate(3 * MINUTES_PER_PAGE, measured=True, pages=3)),
        (Entry(record(format="podcast"), (DocumentText(duration_s=600),)), TimeEstimate(10, measured=True)),
        (Entry(record(format="webinar")), TimeEstimate(60)),
        (Entry(record(format="hologram")), TimeEstimate(DEFAULT_MINUTES)),
        (Entry(record()), TimeEstimate(DEFAULT_MINUTES)),
    ],
)
def test_the_time_comes_from_the_recording_or_the_pages_or_the_format(resource, expected):
    assert estimate_time(resource.record, resource.texts, taxonomy()) == expected


# Relaxed answers


def test_answers_are_relaxed_in_order_and_only_as_needed(build):
    fitting = guns_record("all", format="webinar", audiences=("chief",), agency_size=AgencySize(None, 49))
    answers = BuilderAnswers("gun-violence", formats=("webinar",), sworn=40, audience="chief")
    others = {"format": "webinar", "agency_size": AgencySize(None, 49)}
    assert propose(build(fitting, *guns_records(8, **others)), answers).relaxed == ("audience",)


def test_resources_that_match_every_answer_come_first_when_answers_are_relaxed(build):
    searcher = build(*guns_records(8, published=PartialDate(2026)), guns_record("w", format="webinar"))
    proposal = propose(searcher, BuilderAnswers("gun-violence", formats=("webinar",)))
    assert (recommended_ids(proposal)[0], len(recommended_ids(proposal)), proposal.relaxed, proposal.match_count) == (
        "w",
        MIN_RECOMMENDATIONS,
        ("format",),
        1,
    )


def test_words_without_a_match_are_relaxed_last(build):
    proposal = propose(build(*guns_records(8)), BuilderAnswers("gun-violence", "zzzqqq", sworn=40))
    assert (len(recommended_ids(proposal)), proposal.relaxed) == (MIN_RECOMMENDATIONS, ("q",))


def test_no_answer_is_reported_as_relaxed_if_all_resources_match(build):
    proposal = propose(build(*guns_records(3, audiences=("chief",))), BuilderAnswers("gun-violence", audience="chief"))
    assert (len(recommended_ids(proposal)), proposal.relaxed) == (3, ())


# Reasons


def test_at_most_three_reasons_are_given_the_strongest_first(build):
    searcher = build(
        guns_for_agencies(
            "a",
            10,
            49,
            title="A primer",
            audiences=("chief",),
            published=PartialDate(2024),
            rating=Rating("CrimeSolutions", "Effective", "2019"),
        ),
        guns_record("b", audiences=("chief",), published=PartialDate(2024)),
        guns_record("c", pages=None, format="case-study"),
    )
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40, audience="chief"))
    assert reasons_for(proposal, "a") == (
        RecommendationReason(ReasonKind.OVERVIEW),
        RecommendationReason(ReasonKind.AGENCY_SIZE, sworn_min=10, sworn_max=49, sworn=40),
        RecommendationReason(ReasonKind.RATING, value="Effective", scheme="CrimeSolutions", year="2019"),
    )
    assert reasons_for(proposal, "b") == (
        RecommendationReason(ReasonKind.AUDIENCE, audience="chief"),
        RecommendationReason(ReasonKind.LENGTH, minutes=10, pages=5, record_format="publication"),
        RecommendationReason(ReasonKind.NEWEST, year=2024),
    )
    assert reasons_for(proposal, "c") == (
        RecommendationReason(ReasonKind.ROLE, section="examples", record_format="case-study"),
    )
