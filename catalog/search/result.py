"""What an answer is: eager, frozen, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.model import DocumentText, Locator, Record
from catalog.search.query.tree import Expansion, Query


class SizeFit(StrEnum):
    """How a hit fits the agency size of the query: made for it, made for any size, or the query has no size."""

    EXACT = "exact"
    ANY = "any"
    UNASKED = "unasked"


class Relation(StrEnum):
    """How a related resource is linked with the one it is shown for."""

    REPLACES = "replaces"
    """It supersedes that one."""
    EDITORS_PICK = "editors-pick"
    """One of the two names the other as related."""
    REPLACED = "replaced"
    """That one supersedes it."""
    SAME_SERIES = "same-series"
    SIMILAR_TOPIC = "similar-topic"


class SitePageKind(StrEnum):
    """What a page of the site is."""

    PAGE = "page"
    TOOLKIT = "toolkit"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text with marks: pairs of code-point offsets into `text`, end exclusive, ascending, apart.

    `document` is the place of its document in the record's documents, or None for the record's own summary.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    locator: Locator = field(default_factory=Locator)
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a part of the query gave to a score, and what that is made of."""

    what: str
    score: float
    parts: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One resource of the answer; `texts` tells of the record's documents, in their order.

    `explanation` takes the score apart, where the query asks for that.
    """

    record: Record
    texts: tuple[DocumentText, ...]
    score: float
    snippets: tuple[Snippet, ...] = ()
    size_fit: SizeFit = SizeFit.UNASKED
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A facet value and how many matches it has with every filter but its own facet's."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that an ambiguous term can stand for, by its full term.

    `q` is the text that asks for this meaning instead, and `total` how many resources that gives with the same
    filters.
    """

    text: str
    q: str
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A term as `typed` that can mean different things: two or more that find something, all of them searched for."""

    typed: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The one meaning, by its full term, that a text asks for where `term` could mean others too.

    `q` is the text with the term in place of the meaning: the way back.
    """

    text: str
    term: str
    q: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A better spelling of the whole text, and how many resources have all its words, with the same filters.

    `used` says that the answer is to this text, as nothing has all the words that were typed.
    """

    q: str
    total: int
    used: bool = False


@dataclass(frozen=True, slots=True)
class BestBet:
    """What editors recommend for a query: a resource of the catalog by its `id`, or a page elsewhere (None).

    `url` is the resource's own address, if it has one, or that of the page; `text` says why. The languages are those
    of the title and of the text, None where they are not known.
    """

    title: str
    id: str | None = None
    url: str | None = None
    text: str | None = None
    title_language: str | None = None
    text_language: str | None = None


@dataclass(frozen=True, slots=True)
class SitePage:
    """What the site itself says to a query: a page about the programme or a toolkit of its editors, by its `name`.

    `anchor` is that of the part with the words, nothing for its beginning; `language` is the one it is written in.
    """

    kind: SitePageKind
    name: str
    title: str
    snippet: Snippet
    language: str = "en"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of the answer to `query`, from one generation.

    `total` and every count are exact over all matches. `facets` has every facet of FACETS by name, values with
    matches or selected ones, most matches first (agency sizes in their own order). `any_size` counts the matches
    for any agency size, under the same filters as the agency-size counts. `relaxed` says that few
    resources have all words, so that those with some of them are here too; `complete` is how many have all, filters
    aside. `interpreted_as` is the query as it was understood, empty for everything.
    `choices` are the ambiguous terms that were typed, and `chosen` the meanings asked for in place of such terms.
    `best_bets` and `pages`, what the site itself says, stand apart: they are no hits, and no total or count knows of
    them.
    """

    query: Query
    generation: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int = 0
    interpreted_as: str = ""
    relaxed: bool = False
    complete: int = 0
    expansions: tuple[Expansion, ...] = ()
    choices: tuple[Choice, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    did_you_mean: Correction | None = None
    best_bets: tuple[BestBet, ...] = ()
    pages: tuple[SitePage, ...] = ()
    took_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """A resource to show beside another one, and why."""

    record: Record
    relation: Relation


@dataclass(frozen=True, slots=True)
class SuggestedResource:
    """A resource offered while typing."""

    id: str
    title: str
    format: str | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to offer for the beginning of a query: words, resources and topics (as facet counts).

    `total` is how many resources the text finds as it is, where somebody counted.
    """

    generation: str
    completions: tuple[str, ...] = ()
    resources: tuple[SuggestedResource, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    total: int | None = None
