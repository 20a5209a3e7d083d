"""What a question is: Query, Filters, Sort, and the small tree that a visitor's text becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.model import PartialDate
from catalog.search.text.spanish import MARK

MAX_TEXT = 2_000
MAX_DEPTH = 12
MAX_LEAVES = 64
MAX_RESULTS = 10_000
MAX_PER_PAGE = 100
MAX_EXPANSION = 256
"""The limits of one query: characters, nested groups, words, results deep, hits a page, words of a prefix."""
PASSAGES = 2
"""Passages shown with a hit, unless more are asked for."""
MAX_VAGUE = 6
"""Beginnings of one letter that are read of a text: each has most of the index to go through."""


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
    record whose date is known to the year only matches when any day of it would. `explain` asks why each hit ranks
    where it does, and `passages` is how many are shown with a hit at most.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sworn: int | None = None
    published_from: PartialDate | None = None
    published_to: PartialDate | None = None
    sort: Sort | None = None
    page: int = 1
    per_page: int = 10
    explain: bool = False
    passages: int = PASSAGES

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
    """One analysed term, in the named field or in any; `spanish` is what it is in Spanish texts, if it is another."""

    term: str
    field: str | None = None
    spanish: str = ""

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """What it is in a text, as terms: in an English one, and in a Spanish one."""
        return ((self.term,), (self.spanish,)) if self.spanish else ((self.term,),)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms one after the other in the same field; `spanish` is what they are in Spanish texts, if they are others."""

    terms: tuple[str, ...]
    field: str | None = None
    spanish: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """What it is in a text, as terms: in an English one, and in a Spanish one."""
        return (self.terms, self.spanish) if self.spanish else (self.terms,)

    @property
    def words(self) -> tuple[Word, ...]:
        """Its terms, each a word of its own in any field."""
        both = zip(self.terms, self.spanish or self.terms, strict=True)
        return tuple(Word(term, None, other if other != term else "") for term, other in both)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any of the MAX_EXPANSION commonest terms that begin so; together they count as one term.

    `spanish` counts too: the term that what was typed is in Spanish texts, if that is shorter.
    """

    start: str
    field: str | None = None
    spanish: str = ""

    def fits(self, term: str) -> bool:
        """Tell whether a term begins so."""
        return term.startswith((self.start, MARK + self.start)) or term == self.spanish


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

    parts: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part matches; the scores of those that do add up."""

    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class DisjunctionMax:
    """Some part matches; the best score counts."""

    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What was typed matches, or something that means the same; the best score counts.

    A meaning is worth `ranking.MEANING` of its score and never rarer than what was typed, so that synonyms do not
    outrank it.
    """

    typed: Plain
    meanings: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` parts match; the scores of those that do add up."""

    count: int
    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match. Adds nothing to the score."""

    part: Plain


@dataclass(frozen=True, slots=True)
class ExactName:
    """The part matches, or the entry is called exactly so, which scores `ranking.NAMED` more than the part."""

    terms: tuple[str, ...]
    part: Node


@dataclass(frozen=True, slots=True)
class Should:
    """The part matches; what else speaks for a match adds to its score.

    `words` score as ever without being wanted. `pairs` are two words each: an entry in which the second stands
    directly after the first scores more, if it is among the `ranking.CANDIDATES` best so far.
    """

    part: Node
    words: tuple[Word, ...] = ()
    pairs: tuple[tuple[Word, Word], ...] = ()


@dataclass(frozen=True, slots=True)
class BestPassage:
    """The part matches; its `ranking.CANDIDATES` best are scored anew by their best passage in place of their text.

    So that what a long report says on one page counts as what a short one says. `leaves` are what adds to the score.
    """

    part: Node
    leaves: tuple[Word | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """The part matches; its scores are multiplied by each entry's `ranking.prior`."""

    part: Node


@dataclass(frozen=True, slots=True)
class MinScore:
    """The part matches with at least `ranking.CUT` of its best score, or `always` matches too."""

    part: Node
    always: Plain


@dataclass(frozen=True, slots=True)
class Smoothed:
    """The part matches; the best of its matches take over some of the scores of those most like them."""

    part: Node


def side_by_side(first: Word, second: Word) -> Phrase:
    """Return two words as a phrase in any field."""
    terms, spanish = (first.term, second.term), (first.ways[-1][0], second.ways[-1][0])
    return Phrase(terms, None, spanish if spanish != terms else ())


Leaf = Word | Phrase | Prefix
Plain = Leaf | Years | HasValue | AllOf | AnyOf | DisjunctionMax | Synonyms | AtLeast | Not
Node = Plain | ExactName | BestPassage | Should | Boost | MinScore | Smoothed
"""What is asked, as a tree. The last six look at all matches together, and stand only at its top."""


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the words, phrases and prefixes that a match may contain (none below a Not), left to right."""
    match node:
        case Word() | Phrase() | Prefix():
            yield node
        case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            for part in parts:
                yield from leaves(part)
        case Synonyms(typed, meanings):
            yield from leaves(typed)
            yield from meanings
        case ExactName(_, part) | BestPassage(part) | Should(part) | Boost(part) | MinScore(part) | Smoothed(part):
            yield from leaves(part)
        case _:
            return


@dataclass(frozen=True, slots=True)
class Expansion:
    """What else was searched for: `typed` by the visitor, also read as each of `means`."""

    typed: str
    means: tuple[str, ...]
