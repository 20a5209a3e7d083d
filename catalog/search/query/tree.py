"""A query: its text, filters and order, and the tree of nodes that its text is turned into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.facets import FACET_NAMES
from catalog.model import AgencySize, PartialDate
from catalog.search.text.analyzers import MARKERS

MAX_TEXT = 2_000
MAX_DEPTH = 12
MAX_LEAVES = 64
MAX_RESULTS = 10_000
MAX_PER_PAGE = 100
MAX_EXPANSION = 256
"""The limits of a query: characters, nested groups, words, depth of results, hits per page, terms of a prefix."""
DEFAULT_PASSAGES = 2
MAX_SHORT_PREFIXES = 6
"""The number of prefixes of one letter in a query, each of which reads most of the index."""


class Sort(StrEnum):
    """The orders of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    """By date of publication, as OLDEST."""
    OLDEST = "oldest"
    ADDED = "added"
    """By the day on which a record was added to the catalog, the most recent first."""
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Query:
    """A query: the text as typed, filters (OR within a facet, AND across facets), order and page.

    `filters` maps facet names to values; `sworn` is the number of officers of an agency like the visitor's. The dates
    are inclusive, and a record with only a year matches if any day of it would. `explain` asks for explanations of
    scores, and `passages` is the maximum number of passages per hit; with 0, hits have no snippets at all. `facets` are
    the names of the facets to count. With `all_terms`, only resources with everything that was typed match: the text is
    neither relaxed nor corrected. With `count_years`, the result has the number of matches in each year. `language`
    (ISO 639-1) is that of the summaries to mark, where records have translations.
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
    passages: int = DEFAULT_PASSAGES
    facets: tuple[str, ...] = FACET_NAMES
    all_terms: bool = False
    count_years: bool = False
    language: str | None = None

    @property
    def has_filters(self) -> bool:
        """Whether anything but its text restricts the matches."""
        restrictions = (self.sworn, self.published_from, self.published_to)
        return any(self.filters.values()) or any(value is not None for value in restrictions)

    @property
    def asks_for_size(self) -> bool:
        """Whether the query has an agency size, so that exact fits rank first."""
        return self.sworn is not None or bool(self.filters.get("agency_size"))

    @property
    def order(self) -> Sort:
        """The order to use: by default relevance if there is a text or an agency size, otherwise newest first."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.text.strip() or self.asks_for_size else Sort.NEWEST


@dataclass(frozen=True, slots=True)
class Word:
    """One analyzed term, in the named field or in any.

    `variants` are its terms in the OTHER_ANALYZERS, in their order; empty if all are the same as `term`.
    """

    term: str
    field: str | None = None
    variants: tuple[str, ...] = ()

    def alternatives(self, markers: str = MARKERS) -> tuple[tuple[str, ...], ...]:
        """Return its term in the default language, then those of the languages with these markers, each once."""
        return _alternatives((self.term,), ((variant,) for variant in self.variants), markers)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive terms in the same field.

    `variants` are its terms in the OTHER_ANALYZERS, in their order; empty if all are the same as `terms`.
    """

    terms: tuple[str, ...]
    field: str | None = None
    variants: tuple[tuple[str, ...], ...] = ()

    def alternatives(self, markers: str = MARKERS) -> tuple[tuple[str, ...], ...]:
        """Return its terms in the default language, then those of the languages with these markers, each once."""
        return _alternatives(self.terms, self.variants, markers)

    @property
    def words(self) -> tuple[Word, ...]:
        """Its terms as separate words, in any field."""
        by_word = zip(*self.variants, strict=True) if self.variants else ((),) * len(self.terms)
        return tuple(word(term, None, variants) for term, variants in zip(self.terms, by_word, strict=True))


@dataclass(frozen=True, slots=True)
class Spellings:
    """A word in several spellings, such as "hotspot", "hot spot" and "hot-spot", in the named field or in any.

    Together they count as one term. No text has two of the `spellings` at the same place.
    """

    spellings: tuple[Word | Phrase, ...]
    field: str | None = None

    def alternatives(self, markers: str = MARKERS) -> tuple[tuple[str, ...], ...]:
        """Return the terms of each spelling in the default language and in those with these markers, each once."""
        alternatives = (terms for spelling in self.spellings for terms in spelling.alternatives(markers))
        return tuple(dict.fromkeys(alternatives))


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any of the MAX_EXPANSION most frequent terms that begin with `start`; together they count as one term.

    `variants` match too: the stems of what was typed in the OTHER_ANALYZERS, if these are shorter.
    """

    start: str
    field: str | None = None
    variants: tuple[str, ...] = ()

    def starts(self, markers: str = MARKERS) -> tuple[str, ...]:
        """Return what matching terms begin with, in the default language and in those with these markers."""
        return (self.start, *(marker + self.start for marker in markers))

    def stems(self, markers: str = MARKERS) -> tuple[str, ...]:
        """Return the variants in the languages with these markers."""
        return tuple(variant for variant in self.variants if variant[0] in markers)

    def matches(self, term: str) -> bool:
        """Return whether a term matches."""
        return term.startswith(self.starts()) or term in self.variants


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
    """All parts match, and their scores add up. Without parts it matches everything."""

    parts: tuple[Plain, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part matches; the scores of those that do add up."""

    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class DisjunctionMax:
    """At least one part matches; the highest score counts."""

    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What was typed matches, or one of its synonyms, the `meanings`; the highest score counts.

    A synonym has SYNONYM_WEIGHT of its score, and at most the idf of what was typed, so that it does not outrank it.
    """

    typed: Plain
    meanings: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least one part matches, and those that do have at least this `share` of the idf of all; their scores add up.

    Equal parts have their idf once. A part that nothing matches has the highest idf.
    """

    share: float
    parts: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not match. Adds nothing to the score."""

    part: Plain


@dataclass(frozen=True, slots=True)
class ExactName:
    """The part matches, or the entry's name is exactly `terms`, which adds EXACT_NAME_SCORE."""

    terms: tuple[str, ...]
    part: Node


@dataclass(frozen=True, slots=True)
class Should:
    """The part matches; optional matches add to its score.

    `words` score as usual but are not required. `pairs` are two words each: an entry that has the second directly
    after the first scores more, if it is among the RERANK_WINDOW best.
    """

    part: Node
    words: tuple[Word, ...] = ()
    pairs: tuple[tuple[Word, Word], ...] = ()


@dataclass(frozen=True, slots=True)
class BestPassage:
    """The part matches; its RERANK_WINDOW best are scored again by their best passage instead of their whole text.

    One page of a long report then counts as much as a short one. `leaves` are what adds to the score.
    """

    part: Node
    leaves: tuple[Word | Phrase | Spellings, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """The part matches; its scores are multiplied by the `prior` of each entry.

    With a `size`, those of entries for agencies of this size are raised, and those for other sizes are lowered. With a
    `language` of the analyzers, those of entries in this language are raised.
    """

    part: Node
    size: AgencySize | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MinScore:
    """The part matches with at least MIN_SCORE_RATIO of its highest score, or `always` matches as well."""

    part: Node
    always: Plain


@dataclass(frozen=True, slots=True)
class Together:
    """The part matches in one place: in the fields other than the body, or in these and one passage.

    Words that are scattered over a long text do not match. Filters, exclusions and prefixes match an entry as a whole.
    """

    part: Plain


@dataclass(frozen=True, slots=True)
class Smoothed:
    """The part matches; the best of its matches share scores with the entries most similar to them."""

    part: Node


@dataclass(frozen=True, slots=True)
class Feedback:
    """The part matches; the best of its matches gain by how much they resemble the first few."""

    part: Node


def word(term: str, field: str | None, variants: tuple[str, ...]) -> Word:
    """Return a word; its variants are left out if all are the same as its term."""
    return Word(term, field, variants if any(variant != term for variant in variants) else ())


def phrase(terms: tuple[str, ...], field: str | None, variants: tuple[tuple[str, ...], ...]) -> Phrase:
    """Return a phrase; its variants are left out if all are the same as its terms."""
    return Phrase(terms, field, variants if any(variant != terms for variant in variants) else ())


def pair_phrase(first: Word, second: Word) -> Phrase:
    """Return two words as a phrase in any field."""
    count = max(len(first.variants), len(second.variants))
    padded = (leaf.variants or (leaf.term,) * count for leaf in (first, second))
    return phrase((first.term, second.term), None, tuple(zip(*padded, strict=True)))


def _alternatives(
    terms: tuple[str, ...], variants: Iterable[tuple[str, ...]], markers: str
) -> tuple[tuple[str, ...], ...]:
    marked = (variant for variant in variants if any(term[0] in markers for term in variant))
    return (terms, *marked)


Leaf = Word | Phrase | Prefix | Spellings
Plain = Leaf | Years | HasValue | AllOf | AnyOf | DisjunctionMax | Synonyms | AtLeast | Not
TopNode = ExactName | BestPassage | Should | Boost | MinScore | Smoothed | Feedback | Together
"""A node that depends on all matches of its `part` together; it occurs only at the top of a tree."""
Node = Plain | TopNode
"""A node of the query tree."""


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves that a match may contain, from left to right; none below a Not."""
    match node:
        case Word() | Phrase() | Prefix() | Spellings():
            yield node
        case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            for part in parts:
                yield from leaves(part)
        case Synonyms(typed, meanings):
            yield from leaves(typed)
            yield from meanings
        case _ if isinstance(node, TopNode):
            yield from leaves(node.part)
        case _:
            return


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term `typed` by the visitor, and its synonyms, the `means`, that were searched for too."""

    typed: str
    means: tuple[str, ...]
