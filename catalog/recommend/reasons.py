"""The reasons to recommend a resource: facts from its record, the strongest first. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalog.model import Record
from catalog.recommend.model import (
    POSITIVE_RATINGS,
    BuilderAnswers,
    ReasonKind,
    RecommendationReason,
    SectionName,
    TimeEstimate,
)

MAX_REASONS = 3
"""Reasons for one resource."""


def reasons(
    record: Record,
    time: TimeEstimate,
    answers: BuilderAnswers,
    section: SectionName,
    *,
    newest_year: int | None,
    is_overview: bool,
) -> tuple[RecommendationReason, ...]:
    """Return one to MAX_REASONS reasons. `newest_year` is the latest year of any resource on the topic."""
    strongest = islice(_reasons(record, time, answers, section, newest_year, is_overview=is_overview), MAX_REASONS)
    return tuple(strongest) or (RecommendationReason(ReasonKind.ROLE, section=section, record_format=record.format),)


def _reasons(
    record: Record,
    time: TimeEstimate,
    answers: BuilderAnswers,
    section: SectionName,
    newest_year: int | None,
    *,
    is_overview: bool,
) -> Iterator[RecommendationReason]:
    """Yield every reason, the strongest first."""
    if section is SectionName.START and is_overview:
        yield RecommendationReason(ReasonKind.OVERVIEW)
    size = record.agency_size
    if answers.sworn and size and size.overlaps(answers.sworn, answers.sworn):
        yield RecommendationReason(
            ReasonKind.AGENCY_SIZE, sworn_min=size.sworn_min, sworn_max=size.sworn_max, sworn=answers.sworn
        )
    if (rating := record.rating) and rating.value.casefold() in POSITIVE_RATINGS:
        year = rating.date[:4] if rating.date else None
        yield RecommendationReason(ReasonKind.RATING, value=rating.value, scheme=rating.scheme, year=year)
    if answers.audience and answers.audience in record.audiences:
        yield RecommendationReason(ReasonKind.AUDIENCE, audience=answers.audience)
    if time.measured:
        yield RecommendationReason(
            ReasonKind.LENGTH, minutes=time.minutes, pages=time.pages, record_format=record.format
        )
    if newest_year and record.published and record.published.year == newest_year:
        yield RecommendationReason(ReasonKind.NEWEST, year=newest_year)
