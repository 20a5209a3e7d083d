"""What somebody wishes of a first toolkit, and what is proposed to them, with the reasons. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from catalog.model import AgencySize, DocumentText, Rating, Record

BUDGETS = MappingProxyType({"hour": 60, "afternoon": 240, "project": None})
"""The minutes that there are for a whole toolkit, by the answer; a longer project has no limit."""

Part = Literal["start", "deeper", "examples", "help"]
PARTS: tuple[Part, ...] = ("start", "deeper", "examples", "help")
"""The sections of a proposal in their order."""

Answer = Literal["audience", "format", "sworn", "q"]
"""The answers that may be given up, by their parameters, in the order in which they are."""

RATED_WELL = frozenset({"effective", "promising"})
"""What evidence ratings call what works or may work, in small letters."""


@dataclass(frozen=True, slots=True)
class BuilderAnswers:
    """The answers: a topic, and as far as they were given words, formats, sworn officers, time and an audience.

    What is in the `language` comes first.
    """

    topic: str
    text: str = ""
    formats: tuple[str, ...] = ()
    sworn: int | None = None
    time: str = "project"
    audience: str | None = None
    language: str = "en"

    @property
    def budget(self) -> int | None:
        """The minutes that the whole toolkit may take, None for as many as it needs."""
        return BUDGETS[self.time]


@dataclass(frozen=True, slots=True)
class Pace:
    """The minutes that a resource takes; `known` unless they were counted by its format alone.

    `pages` are its pages, where the minutes come from them.
    """

    minutes: int
    known: bool = False
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """It calls itself an introduction or an overview."""


@dataclass(frozen=True, slots=True)
class MadeForSize:
    """It is made for agencies of a `size` that one with `sworn` officers has."""

    size: AgencySize
    sworn: int


@dataclass(frozen=True, slots=True)
class Rated:
    """Its source rates it well."""

    rating: Rating


@dataclass(frozen=True, slots=True)
class ForAudience:
    """Its editor names the audience."""

    audience: str


@dataclass(frozen=True, slots=True)
class Takes:
    """How long it takes is known."""

    pace: Pace
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """Nothing on the topic is of a later year."""

    year: int


@dataclass(frozen=True, slots=True)
class Role:
    """What something of its format does in its section: the reason where there is no better one."""

    part: Part
    format: str | None = None


Reason = Overview | MadeForSize | Rated | ForAudience | Takes | Newest | Role


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A resource that is proposed: one to three reasons, the strongest first."""

    record: Record
    texts: tuple[DocumentText, ...]
    part: Part
    pace: Pace
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The resources proposed, in sections and reading order, from one generation.

    `loosened` are the answers that some of them do not match, as too few matched them all; `matching` is how many
    resources match every answer but the time.
    """

    answers: BuilderAnswers
    sections: tuple[tuple[Part, tuple[Recommendation, ...]], ...] = ()
    loosened: tuple[Answer, ...] = ()
    matching: int = 0

    def picks(self) -> Iterator[Recommendation]:
        """Yield every resource in its order."""
        for _, picks in self.sections:
            yield from picks

    @property
    def minutes(self) -> int:
        """The minutes that all of it takes."""
        return sum(pick.pace.minutes for pick in self.picks())
