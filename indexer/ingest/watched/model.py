"""The values of a comparison: what moves among the first results of a watched query, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.editorial.watched_queries import WatchedQuery

FIRST_RESULTS = 10
"""The results of a query that are compared: those of its first page."""


class MoveKind(StrEnum):
    """What happens to a resource among the first results."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    MOVES = "moves"


class Cause(StrEnum):
    """Why a resource has another rank; if several causes apply, the first of these."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    """Its own record or documents changed."""
    BEST_BETS = "best-bets"
    """A best bet recommends it now, or no longer does."""
    TAXONOMY = "taxonomy"
    """The query is understood in another way, or all records were indexed by another taxonomy."""
    OTHERS = "others"
    """Only other records changed."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of a score before and after the change; None where the part does not contribute."""

    what: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """The score of a resource before and after, None where it has no rank, and the parts that differ."""

    before: float | None
    after: float | None
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A resource with another rank. Ranks count from 1; None is beyond the results that were looked at.

    `fields` are the fields of its record that changed. `score` is known if it was asked for.
    """

    id: str
    title: str
    before: int | None
    after: int | None
    cause: Cause
    fields: tuple[str, ...] = ()
    score: ScoreChange | None = None

    @property
    def kind(self) -> MoveKind:
        """Whether it comes to the first results, leaves them, or moves among them."""
        if self.before is None or self.before > FIRST_RESULTS:
            return MoveKind.APPEARS
        return MoveKind.VANISHES if self.after is None or self.after > FIRST_RESULTS else MoveKind.MOVES


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """An expected record that is not among the first results, and its rank, None if it is far behind or no result."""

    id: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class WatchedChange:
    """What differs in the first results of a watched query, the best rank first, and what is missing there.

    `totals` are the numbers of results before and after. `understood` says how the query is understood before and
    after, if that differs.
    """

    watched: WatchedQuery
    moves: tuple[Move, ...]
    missing: tuple[MissingRecord, ...]
    totals: tuple[int, int]
    understood: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WatchedReport:
    """The watched queries whose first results differ, or lack an expected record; `queries` counts all of them.

    If they could not be compared, `failure` says why. In a first run, nothing is there to compare with.
    """

    queries: int
    changes: tuple[WatchedChange, ...] = ()
    took_s: float = 0.0
    failure: str | None = None
