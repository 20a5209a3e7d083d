"""With every engine, the proposals of the toolkit builder match the answers, fit the time, and give true reasons."""

from catalog.model import PartialDate, Rating
from catalog.recommend.model import (
    BuilderAnswers,
    ReasonKind,
    RecommendationReason,
)
from catalog.recommend.recommend import MIN_RECOMMENDATIONS, SECTION_SLOTS, propose
from factories import entry
from proposals import TOPIC_ONLY, reasons_for, recommended_ids, topic_record, topic_record_for_agencies, topic_records


def test_at_most_ten_resources_on_the_topic_are_proposed(build):
    searcher = build(*topic_records(20), *[entry(f"x{number}", topics=("technology",)) for number in range(5)])
    proposed_ids = recommended_ids(propose(searcher, TOPIC_ONLY))
    assert (len(proposed_ids), {record_id[0] for record_id in proposed_ids}) == (MIN_RECOMMENDATIONS, {"n"})
    mixed = [
        topic_record(f"{kind}-{letter}", format=kind)
        for kind in ("technical-assistance", "case-study", "toolkit")
        for letter in "abcd"
    ]
    assert len(recommended_ids(propose(build(*topic_records(20), *mixed), TOPIC_ONLY))) == len(SECTION_SLOTS)


def test_a_topic_without_resources_gives_an_empty_proposal(build):
    proposal = propose(build(entry("x", topics=("technology",))), TOPIC_ONLY)
    assert (proposal.sections, proposal.match_count, proposal.relaxed) == ((), 0, ())


def test_the_sections_begin_with_an_overview_and_end_with_technical_assistance_alone(build):
    searcher = build(
        topic_record("advisers", format="technical-assistance"),
        topic_record("course", format="training", pages=90),
        topic_record("site", format="model-program"),
        topic_record("long", pages=90),
        topic_record("primer", title="Shootings: a primer", pages=60),
        topic_record("how-to", format="best-practice", pages=90),
    )
    proposal = propose(searcher, TOPIC_ONLY)
    assert [
        (section, [recommendation.record.id for recommendation in recommendations])
        for section, recommendations in proposal.sections
    ] == [
        ("start", ["primer"]),
        ("deeper", ["how-to", "course", "long"]),
        ("examples", ["site"]),
        ("help", ["advisers"]),
    ]


def test_resources_for_the_agency_size_come_before_those_for_any_size(build):
    searcher = build(
        *topic_records(8), topic_record_for_agencies("small", None, 49), topic_record_for_agencies("large", 250, None)
    )
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40))
    assert (recommended_ids(proposal)[0], "large" in recommended_ids(proposal), proposal.relaxed) == (
        "small",
        False,
        (),
    )


def test_positive_ratings_come_first_and_other_ratings_last(build):
    bad, good = Rating("Sample ratings", "No effects"), Rating("Sample ratings", "Effective", "2019")
    searcher = build(
        topic_record("a", rating=bad, published=PartialDate(2026)), *topic_records(8), topic_record("z", rating=good)
    )
    proposed_ids = recommended_ids(propose(searcher, TOPIC_ONLY))
    assert (proposed_ids[0], "a" in proposed_ids) == ("z", False)


def test_formats_vary_among_equally_good_resources(build):
    searcher = build(*topic_records(5), topic_record("p", format="podcast"), topic_record("w", format="webinar"))
    assert {"p", "w"} <= set(recommended_ids(propose(searcher, TOPIC_ONLY)))


def test_newsletters_are_proposed_only_on_request_or_for_lack_of_others(build):
    news = topic_records(3, "news", format="newsletter", published=PartialDate(2026))
    entries = (*news, *topic_records(8))
    assert not any(record_id.startswith("news") for record_id in recommended_ids(propose(build(*entries), TOPIC_ONLY)))
    searcher = build(*entries, removed=[f"n{number:02}" for number in range(2, 8)])
    assert len(recommended_ids(propose(searcher, TOPIC_ONLY))) == 5
    proposal = propose(searcher, BuilderAnswers("gun-violence", formats=("newsletter",)))
    assert {record_id for record_id in recommended_ids(proposal) if record_id.startswith("news")} == {
        "news00",
        "news01",
        "news02",
    }


def test_superseded_resources_are_left_out_even_if_the_newer_one_has_another_topic(build):
    searcher = build(
        topic_record("old"),
        topic_record("new", supersedes=("old",)),
        topic_record("older"),
        entry("elsewhere", topics=("technology",), supersedes=("older",)),
    )
    assert recommended_ids(propose(searcher, TOPIC_ONLY)) == ["new"]


def test_samples_and_resources_that_lead_nowhere_are_never_proposed(build):
    searcher = build(
        topic_record("real"),
        topic_record("listed", url=None, listed_at="https://example.org/newsletter"),
        topic_record("sample", sample=True),
        topic_record("dead-end", url=None),
    )
    assert recommended_ids(propose(searcher, TOPIC_ONLY)) == ["listed", "real"]


def test_resources_in_the_language_of_the_visitor_come_first(build):
    searcher = build(topic_record("es", language="es", published=PartialDate(2026)), *topic_records(3, language="en"))
    assert recommended_ids(propose(searcher, TOPIC_ONLY))[-1] == "es"
    assert recommended_ids(propose(searcher, BuilderAnswers("gun-violence", language="es")))[0] == "es"


def test_words_choose_among_the_resources_on_a_topic(build):
    searcher = build(*topic_records(20), *[topic_record(f"t{number}", title="Tracing guns") for number in range(7)])
    proposed_ids = recommended_ids(propose(searcher, BuilderAnswers("gun-violence", "tracing")))
    assert all(record_id.startswith("t") for record_id in proposed_ids)


def test_the_whole_toolkit_fits_the_time(build):
    searcher = build(*topic_records(10, pages=20), topic_record("long", pages=200, rating=Rating("S", "Effective")))
    for time, max_minutes in (("hour", 60), ("afternoon", 240)):
        proposal = propose(searcher, BuilderAnswers("gun-violence", time=time))
        assert 0 < proposal.minutes <= max_minutes
        assert "long" not in recommended_ids(proposal)
    assert "long" in recommended_ids(propose(searcher, TOPIC_ONLY))


def test_six_resources_are_proposed_if_six_fit_the_time(build):
    searcher = build(topic_record("long", pages=25, rating=Rating("S", "Effective")), *topic_records(8, pages=5))
    assert len(recommended_ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == MIN_RECOMMENDATIONS


def test_fewer_resources_are_proposed_if_fewer_fit_the_time(build):
    searcher = build(topic_record("talk", format="webinar", duration_s=1500), topic_record("guide", pages=12))
    assert set(recommended_ids(propose(searcher, BuilderAnswers("gun-violence", time="hour")))) == {"talk", "guide"}


def test_the_reasons_name_what_was_asked_for_the_strongest_first(build):
    searcher = build(
        topic_record_for_agencies(
            "a", 10, 49, title="A primer on tracing", rating=Rating("CrimeSolutions", "Effective", "2019")
        ),
        topic_record("b", title="Traced guns", audiences=("chief",), published=PartialDate(2024)),
    )
    proposal = propose(searcher, BuilderAnswers("gun-violence", "tracing", sworn=40, audience="chief"))
    matching_words = RecommendationReason(ReasonKind.WORDS, words=("tracing",))
    assert reasons_for(proposal, "a") == (
        matching_words,
        RecommendationReason(ReasonKind.AGENCY_SIZE, sworn_min=10, sworn_max=49, sworn=40),
        RecommendationReason(ReasonKind.RATING, value="Effective", scheme="CrimeSolutions", date="2019"),
    )
    assert reasons_for(proposal, "b") == (
        matching_words,
        RecommendationReason(ReasonKind.AUDIENCE, audience="chief"),
    )


def test_without_a_better_reason_the_topic_is_named(build):
    searcher = build(topic_record("main"), topic_record("other", topics=("technology", "gun-violence")))
    proposal = propose(searcher, BuilderAnswers("gun-violence", sworn=40, audience="chief"))
    for record_id, is_main in (("main", True), ("other", False)):
        (reason,) = reasons_for(proposal, record_id)
        assert reason == RecommendationReason(ReasonKind.TOPIC, topic="gun-violence", is_main=is_main)


def test_samples_are_not_proposed(build):
    searcher = build(*topic_records(6), topic_record("made-up", sample=True))
    assert "made-up" not in recommended_ids(propose(searcher, TOPIC_ONLY))
