"""The values of search results. All are complete and immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.model import DocumentText, Locator, Record
from catalog.search.query.agency_size import StatedSize
from catalog.search.query.tree import Expansion, Query


class SizeFit(StrEnum):
    """How a hit fits the agency size of the query: for that size, for any size, or the query has no size."""

    EXACT = "exact"
    ANY = "any"
    UNASKED = "unasked"


class Relation(StrEnum):
    """How a related resource is linked with the given one."""

    REPLACES = "replaces"
    """It supersedes the given one."""
    EDITORS_PICK = "editors-pick"
    """One of the two names the other as related."""
    REPLACED = "replaced"
    """The given one supersedes it."""
    SAME_SERIES = "same-series"
    SIMILAR_TOPIC = "similar-topic"


class SitePageKind(StrEnum):
    """The kinds of site pages."""

    PAGE = "page"
    TOOLKIT = "toolkit"


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt with marks: pairs of code-point offsets into `text`, end exclusive, ascending, without overlaps.

    `document` is the index of its document in the record's documents, or None for the record's summary. `passage` is
    the number of the passage in its document, from 0.

    If a hit has several snippets with the same document and locator, `part` numbers them from 1, and `heading` is the
    heading above its first mark, if it is known and only that of one of them.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    locator: Locator = field(default_factory=Locator)
    document: int | None = None
    passage: int = 0
    part: int = 0
    heading: str = ""

    @property
    def label(self) -> str:
        """Where it is: the label of the locator, and what tells it from others there ("p. 12, passage 2")."""
        own = self.heading or (f"passage {self.part}" if self.part else "")
        return ", ".join(filter(None, (self.locator.label, own)))


@dataclass(frozen=True, slots=True)
class Explanation:
    """The contribution of a part of the query to a score; `parts` explain it in turn."""

    what: str
    score: float
    parts: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One resource of the result; `texts` has the facts about the record's documents, in the same order.

    `explanation` explains the score if the query asks for it. `partial` tells whether it matches only part of the
    query, where the result tells full matches from partial ones.
    """

    record: Record
    texts: tuple[DocumentText, ...]
    score: float
    snippets: tuple[Snippet, ...] = ()
    size_fit: SizeFit = SizeFit.UNASKED
    explanation: Explanation | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A facet value and its number of matches, under all filters except that of its own facet."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of an ambiguous term, by its full term.

    `q` is the text that searches for this meaning only, and `total` the number of its results with the same filters.
    """

    text: str
    q: str
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An ambiguous term as `typed`, and its meanings that have results: two or more, all of them in the search."""

    typed: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class ChosenMeaning:
    """A meaning, by its full term, that a text contains instead of the ambiguous `term`.

    `q` is the text with the term instead of the meaning, which searches for every meaning.
    """

    text: str
    term: str
    q: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A better spelling of the whole text, and the number of its full matches, with the same filters.

    `used` tells whether the results are for this text, because nothing has all the words that were typed.
    """

    q: str
    total: int
    used: bool = False


@dataclass(frozen=True, slots=True)
class BestBet:
    """A recommendation by editors for a query: a resource of the catalog with its `id`, or another web page.

    `url` is the URL of the resource, if it has one, or of the page. `text` gives the reason. The languages are those of
    the title and of the text, None if unknown.
    """

    title: str
    id: str | None = None
    url: str | None = None
    text: str | None = None
    title_language: str | None = None
    text_language: str | None = None


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site that matches a query: a page about the program or a featured toolkit, by its `name`.

    `anchor` is the anchor of the part with the words, empty for the beginning. `language` is that of the page.
    """

    kind: SitePageKind
    name: str
    title: str
    snippet: Snippet
    language: str = "en"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of the results of `query`, from one generation.

    `total` and every count are exact over all matches. `facets` has every facet of the query by name, with the values
    that have matches or are selected, most matches first (agency sizes in their own order). `any_size` counts the
    matches for any agency size, under the same filters as the agency-size counts. `relaxed` tells whether resources
    that match only part of the query are included, because few match all of it; `complete` counts the full matches
    among `total`, which come first if `full_first` (not for a sentence, whose words say little). `absent` are the
    words, as typed, that no resource has; they are looked up if the query is relaxed or nothing matches.
    `interpreted_as` is the interpretation of the text, empty if the query has none. `choices` are the ambiguous terms
    that were typed, and `chosen` the meanings that were typed instead of such terms. `stated_size` is the agency size
    that the text states, unless the query has one as a filter. `years` has the matches by year of publication,
    ascending, under all filters except the dates; it is empty unless the query asks for it. `best_bets` and `pages` are
    separate from the hits; no total or count includes them.
    """

    query: Query
    generation: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int = 0
    years: Mapping[int, int] = field(default_factory=dict)
    interpreted_as: str = ""
    relaxed: bool = False
    complete: int = 0
    full_first: bool = True
    absent: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    choices: tuple[Choice, ...] = ()
    chosen: tuple[ChosenMeaning, ...] = ()
    stated_size: StatedSize | None = None
    did_you_mean: Correction | None = None
    best_bets: tuple[BestBet, ...] = ()
    pages: tuple[SitePage, ...] = ()
    took_ms: float = field(default=0.0, compare=False)

    def is_partial(self, hit: Hit) -> bool | None:
        """Return whether a hit matches only part of the query; None if the result does not tell, for a sentence."""
        if not self.relaxed:
            return False
        return (hit.partial or not self.complete) if self.full_first else None

    @property
    def searched_text(self) -> str:
        """The text that the hits are for: as typed, or its correction."""
        return self.did_you_mean.q if self.did_you_mean and self.did_you_mean.used else self.query.text


@dataclass(frozen=True, slots=True)
class Related:
    """A resource related to another one, and how."""

    record: Record
    relation: Relation


@dataclass(frozen=True, slots=True)
class SuggestedResource:
    """A resource suggested while a visitor types."""

    id: str
    title: str
    format: str | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggestions for the beginning of a query: completions, resources and topics (as facet counts).

    `total` is the number of results for the text as typed, None if it was not counted.
    """

    generation: str
    completions: tuple[str, ...] = ()
    resources: tuple[SuggestedResource, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    total: int | None = None
