"""The reasons to recommend a resource: facts from its record, the strongest first. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalog.model import Record
from catalog.recommend.model import (
    POSITIVE_RATINGS,
    AmongNewest,
    BuilderAnswers,
    FitsAgencySize,
    FitsAudience,
    HasKnownLength,
    IsOverview,
    RatedWell,
    RecommendationReason,
    SectionName,
    SectionRole,
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
    return tuple(strongest) or (SectionRole(section, record.format),)


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
        yield IsOverview()
    size = record.agency_size
    if answers.sworn and size and size.overlaps(answers.sworn, answers.sworn):
        yield FitsAgencySize(size, answers.sworn)
    if record.rating and record.rating.value.casefold() in POSITIVE_RATINGS:
        yield RatedWell(record.rating)
    if answers.audience and answers.audience in record.audiences:
        yield FitsAudience(answers.audience)
    if time.measured:
        yield HasKnownLength(time, record.format)
    if newest_year and record.published and record.published.year == newest_year:
        yield AmongNewest(newest_year)
