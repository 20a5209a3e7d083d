"""The answers to the toolkit builder, and the recommendations for them with their reasons. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from catalog.model import AgencySize, DocumentText, Rating, Record

TIME_BUDGETS_MINUTES = MappingProxyType({"hour": 60, "afternoon": 240, "project": None})
"""The minutes available for a whole toolkit, by answer; None is unlimited."""


class SectionName(StrEnum):
    """The sections of a proposal in reading order."""

    START = "start"
    DEEPER = "deeper"
    EXAMPLES = "examples"
    HELP = "help"


class RelaxableAnswer(StrEnum):
    """The answers that may be relaxed, by URL parameter, in the order they are relaxed."""

    AUDIENCE = "audience"
    FORMAT = "format"
    SWORN = "sworn"
    TEXT = "q"


POSITIVE_RATINGS = frozenset({"effective", "promising"})
"""Values of evidence ratings for what works or may work, in lower case."""


@dataclass(frozen=True, slots=True)
class BuilderAnswers:
    """The answers of a visitor: a topic and, if given, words, formats, sworn officers, time and an audience.

    Resources in `language` come first.
    """

    topic: str
    text: str = ""
    formats: tuple[str, ...] = ()
    sworn: int | None = None
    time: str = "project"
    audience: str | None = None
    language: str = "en"

    @property
    def budget_minutes(self) -> int | None:
        """The minutes that the whole toolkit may take; None is unlimited."""
        return TIME_BUDGETS_MINUTES[self.time]


@dataclass(frozen=True, slots=True)
class TimeEstimate:
    """The minutes that a resource takes. `measured` tells that they come from its duration or pages, not its format.

    `pages` is the number of pages that the minutes come from, if they do.
    """

    minutes: int
    measured: bool = False
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class IsOverview:
    """The title calls the resource an introduction or an overview."""


@dataclass(frozen=True, slots=True)
class FitsAgencySize:
    """The resource is for agencies of a `size` that includes `sworn` officers."""

    size: AgencySize
    sworn: int


@dataclass(frozen=True, slots=True)
class RatedWell:
    """The resource has a positive evidence rating."""

    rating: Rating


@dataclass(frozen=True, slots=True)
class FitsAudience:
    """The record names the audience."""

    audience: str


@dataclass(frozen=True, slots=True)
class HasKnownLength:
    """The time that the resource takes was measured."""

    time: TimeEstimate
    format: str | None = None


@dataclass(frozen=True, slots=True)
class AmongNewest:
    """No resource on the topic has a later year."""

    year: int


@dataclass(frozen=True, slots=True)
class SectionRole:
    """What a resource of its format contributes to its section; given if there is no better reason."""

    section: SectionName
    format: str | None = None


RecommendationReason = (
    IsOverview | FitsAgencySize | RatedWell | FitsAudience | HasKnownLength | AmongNewest | SectionRole
)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A proposed resource with one to three reasons, the strongest first."""

    record: Record
    texts: tuple[DocumentText, ...]
    section: SectionName
    time: TimeEstimate
    reasons: tuple[RecommendationReason, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed resources by section, in reading order, from one generation.

    `relaxed` are the answers that some of them do not match, because too few resources matched all answers.
    `match_count` is how many resources match every answer other than the time.
    """

    answers: BuilderAnswers
    sections: tuple[tuple[SectionName, tuple[Recommendation, ...]], ...] = ()
    relaxed: tuple[RelaxableAnswer, ...] = ()
    match_count: int = 0

    def recommendations(self) -> Iterator[Recommendation]:
        """Yield every recommendation in order."""
        for _section, recommendations in self.sections:
            yield from recommendations

    @property
    def minutes(self) -> int:
        """The minutes that all of the resources take."""
        return sum(recommendation.time.minutes for recommendation in self.recommendations())
