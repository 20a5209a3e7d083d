"""What a question is: Query, Filters, Sort, and the small tree that a visitor's text becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.model import PartialDate

MAX_TEXT = 2_000
MAX_DEPTH = 12
MAX_LEAVES = 64
MAX_RESULTS = 10_000
MAX_PER_PAGE = 100
MAX_EXPANSION = 256
"""The limits of one query: characters, nested groups, words, results deep, hits a page, words of a prefix."""


class Sort(StrEnum):
    """The orders an answer can have."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Query:
    """One question: text as typed, filters (OR inside a facet, AND across), order and page.

    `filters` maps facet names to values; `sworn` asks for an agency like mine; the dates are inclusive, and a
    record whose date is known to the year only matches when any day of it would.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sworn: int | None = None
    published_from: PartialDate | None = None
    published_to: PartialDate | None = None
    sort: Sort | None = None
    page: int = 1
    per_page: int = 10

    @property
    def asks_for_size(self) -> bool:
        """Tell whether an agency size is asked for, so that exact fits rank first."""
        return self.sworn is not None or bool(self.filters.get("agency_size"))

    @property
    def order(self) -> Sort:
        """The order in force: relevance with text or an agency size, newest first otherwise."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.text.strip() or self.asks_for_size else Sort.NEWEST


@dataclass(frozen=True, slots=True)
class Word:
    """One analysed term, in the named field or in any."""

    term: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms one after the other in the same field."""

    terms: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any of the MAX_EXPANSION commonest terms that begin so; together they count as one term."""

    start: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """Published in the years from `low` to `high`, inclusive; None is open. Adds nothing to the score."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class HasValue:
    """Has the value in the facet. Adds nothing to the score."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part matches; scores add up. Without parts it matches everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part matches; the scores of those that do add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class BestOf:
    """Some part matches; the best score counts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """What was typed matches, or something that means the same; the best score counts.

    A meaning is worth `ranking.MEANING` of its score and never rarer than what was typed, so that synonyms do not
    outrank it.
    """

    typed: Node
    meanings: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Is called exactly so: has these terms as its title, identifier or address. Scores `ranking.NAMED`."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` parts match; the scores of those that do add up."""

    count: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match. Adds nothing to the score."""

    part: Node


Leaf = Word | Phrase | Prefix
Node = Leaf | Years | HasValue | Named | AllOf | AnyOf | BestOf | Means | AtLeast | Not


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the words, phrases and prefixes that a match may contain (none below a Not), left to right."""
    match node:
        case Word() | Phrase() | Prefix():
            yield node
        case AllOf(parts) | AnyOf(parts) | BestOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from leaves(part)
        case Means(typed, meanings):
            yield from leaves(typed)
            yield from meanings
        case _:
            return
