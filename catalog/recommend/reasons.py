"""The reasons to recommend a resource: how it matches what was asked for, the strongest first. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalog.recommend.matched_words import matched_words
from catalog.recommend.model import POSITIVE_RATINGS, BuilderAnswers, ReasonKind, RecommendationReason
from catalog.search.result import Hit

MAX_REASONS = 3
"""Reasons for one resource."""


def reasons(hit: Hit, answers: BuilderAnswers) -> tuple[RecommendationReason, ...]:
    """Return one to MAX_REASONS reasons: words, size, evidence and audience or, without any of these, the topic."""
    is_main = hit.record.topics[:1] == (answers.topic,)
    about_topic = RecommendationReason(ReasonKind.TOPIC, topic=answers.topic, is_main=is_main)
    return tuple(islice(_reasons(hit, answers), MAX_REASONS)) or (about_topic,)


def _reasons(hit: Hit, answers: BuilderAnswers) -> Iterator[RecommendationReason]:
    """Yield every reason but the topic, the strongest first."""
    record = hit.record
    if words := matched_words(answers.text, hit, answers.language) if answers.text.strip() else ():
        yield RecommendationReason(ReasonKind.WORDS, words=words)
    size = record.agency_size
    if answers.sworn and size and size.overlaps(answers.sworn, answers.sworn):
        yield RecommendationReason(
            ReasonKind.AGENCY_SIZE, sworn_min=size.sworn_min, sworn_max=size.sworn_max, sworn=answers.sworn
        )
    if (rating := record.rating) and rating.value.casefold() in POSITIVE_RATINGS:
        yield RecommendationReason(ReasonKind.RATING, value=rating.value, scheme=rating.scheme, date=rating.date)
    if answers.audience and answers.audience in record.audiences:
        yield RecommendationReason(ReasonKind.AUDIENCE, audience=answers.audience)
