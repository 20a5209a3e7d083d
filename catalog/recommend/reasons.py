"""Why a resource is proposed to somebody: true of its record, the strongest reason first. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalog.model import Record
from catalog.recommend.model import (
    RATED_WELL,
    BuilderAnswers,
    ForAudience,
    MadeForSize,
    Newest,
    Overview,
    Pace,
    Part,
    Rated,
    Reason,
    Role,
    Takes,
)

MOST = 3
"""Reasons given for one resource."""


def reasons(
    record: Record, pace: Pace, answers: BuilderAnswers, part: Part, *, newest: int | None, overview: bool
) -> tuple[Reason, ...]:
    """Return one to MOST reasons; `newest` is the latest year of anything on the topic."""
    found = _strongest_first(record, pace, answers, part, newest, overview=overview)
    return tuple(islice(found, MOST)) or (Role(part, record.format),)


def _strongest_first(
    record: Record, pace: Pace, answers: BuilderAnswers, part: Part, newest: int | None, *, overview: bool
) -> Iterator[Reason]:
    if part == "start" and overview:
        yield Overview()
    size = record.agency_size
    if answers.sworn and size and size.overlaps(answers.sworn, answers.sworn):
        yield MadeForSize(size, answers.sworn)
    if record.rating and record.rating.value.casefold() in RATED_WELL:
        yield Rated(record.rating)
    if answers.audience and answers.audience in record.audiences:
        yield ForAudience(answers.audience)
    if pace.known:
        yield Takes(pace, record.format)
    if newest and record.published and record.published.year == newest:
        yield Newest(newest)
