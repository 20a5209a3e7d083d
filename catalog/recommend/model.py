"""The answers to the toolkit builder, and the recommendations for them with their reasons. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from catalog.model import DocumentText, Record


class TimeBudget(StrEnum):
    """The answers about the time available for a whole toolkit, the shortest first."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    PROJECT = "project"


TIME_BUDGET_MINUTES: Mapping[TimeBudget, int | None] = MappingProxyType(
    {TimeBudget.HOUR: 60, TimeBudget.AFTERNOON: 240, TimeBudget.PROJECT: None}
)
"""The minutes of each time budget; None is unlimited."""


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
    time: TimeBudget = TimeBudget.PROJECT
    audience: str | None = None
    language: str = "en"

    @property
    def budget_minutes(self) -> int | None:
        """The minutes that the whole toolkit may take; None is unlimited."""
        return TIME_BUDGET_MINUTES[self.time]


@dataclass(frozen=True, slots=True)
class TimeEstimate:
    """The minutes that a resource takes. `measured` tells that they come from its duration or pages, not its format.

    `pages` is the number of pages that the minutes come from, if they do.
    """

    minutes: int
    measured: bool = False
    pages: int | None = None


class ReasonKind(StrEnum):
    """The kinds of reasons to recommend a resource, each with the parameters it needs to be put into words.

    All concern what the visitor asked for.
    """

    WORDS = "words"
    """The resource has the `words` of the visitor."""
    AGENCY_SIZE = "agency-size"
    """The resource is for agencies of `sworn_min` to `sworn_max` officers, which include `sworn`. None is open."""
    RATING = "rating"
    """The resource has a positive evidence rating: its `value`, its `scheme` and its `year`, if known."""
    AUDIENCE = "audience"
    """The record names the `audience`."""
    TOPIC = "topic"
    """The `topic` is the main one of the resource, or it `is_main` not; given if there is no better reason."""


ReasonParam = str | int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, init=False)
class RecommendationReason:
    """A reason to recommend a resource, as data: its kind and the parameters of that kind."""

    kind: ReasonKind
    params: Mapping[str, ReasonParam] = field(hash=False)

    def __init__(self, kind: ReasonKind, /, **params: ReasonParam) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "params", MappingProxyType(params))


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
