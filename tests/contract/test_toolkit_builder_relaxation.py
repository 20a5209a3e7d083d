"""With every engine, the toolkit builder relaxes answers in a fixed order, and only as needed."""

from catalog.model import AgencySize, PartialDate
from catalog.recommend.model import BuilderAnswers
from catalog.recommend.recommend import MIN_RECOMMENDATIONS, propose
from proposals import recommended_ids, topic_record, topic_records


def test_answers_are_relaxed_in_order_and_only_as_needed(build):
    fitting = topic_record("all", format="webinar", audiences=("chief",), agency_size=AgencySize(None, 49))
    answers = BuilderAnswers("gun-violence", formats=("webinar",), sworn=40, audience="chief")
    others = {"format": "webinar", "agency_size": AgencySize(None, 49)}
    assert propose(build(fitting, *topic_records(8, **others)), answers).relaxed == ("audience",)


def test_resources_that_match_every_answer_come_first_when_answers_are_relaxed(build):
    searcher = build(*topic_records(8, published=PartialDate(2026)), topic_record("w", format="webinar"))
    proposal = propose(searcher, BuilderAnswers("gun-violence", formats=("webinar",)))
    assert (recommended_ids(proposal)[0], len(recommended_ids(proposal)), proposal.relaxed, proposal.match_count) == (
        "w",
        MIN_RECOMMENDATIONS,
        ("format",),
        1,
    )


def test_words_without_a_match_are_relaxed_last(build):
    proposal = propose(build(*topic_records(8)), BuilderAnswers("gun-violence", "zzzqqq", sworn=40))
    assert (len(recommended_ids(proposal)), proposal.relaxed) == (MIN_RECOMMENDATIONS, ("q",))


def test_no_answer_is_reported_as_relaxed_if_all_resources_match(build):
    proposal = propose(build(*topic_records(3, audiences=("chief",))), BuilderAnswers("gun-violence", audience="chief"))
    assert (len(recommended_ids(proposal)), proposal.relaxed) == (3, ())
