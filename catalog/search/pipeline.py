"""The steps from a query to its answer, the same for every engine: understand, match, relax, narrow, order, show."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, Protocol, TypeVar

from catalog.errors import QueryError
from catalog.facets import ORDERED_FACETS
from catalog.search.disambiguate import choices, chosen
from catalog.search.query.interpreter import Interpretation, Interpreter
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, Leaf, Node, Query, leaves
from catalog.search.result import Correction, Explanation, FacetCount, Hit, SearchResult
from catalog.search.scoring.explain import explain
from catalog.search.suggest.did_you_mean import Speller
from catalog.taxonomy import Taxonomy

Found = TypeVar("Found")

_PHRASE = re.compile(r'"[^"]* [^"]*"')

DOUBTFUL = 3
"""Matches with every word below which another spelling is looked for."""
MAX_VALUES = 100
"""Values of a facet that an answer counts: the commonest, and those selected."""


@dataclass(frozen=True, slots=True)
class FilteredResult(Generic[Found]):
    """What is left of the matches: those that pass every filter, and the counts that ignore their own facet's.

    `facets` has every facet of FACETS, as `facet_counts` makes them.
    """

    passing: Found
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    any_size: int


class Index(Protocol[Found]):
    """What an engine does itself; `Found` is how it keeps matching entries with their scores."""

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were read by."""

    def match(self, node: Node) -> Found:
        """Return every matching entry with its score."""

    def count(self, found: Found) -> int:
        """Return how many entries match."""

    def narrow(self, found: Found, query: Query) -> FilteredResult[Found]:
        """Apply the query's filters and count the facets."""

    def score(self, node: Node, record_id: str) -> float | None:
        """Return the score of one entry for a node, None where it does not match."""

    def hits(self, passing: Found, query: Query, words: tuple[Leaf, ...]) -> tuple[Hit, ...]:
        """Return the page asked for, in order, with snippets for the words."""

    @property
    def speller(self) -> Speller:
        """What proposes better spellings, by the words of the entries."""


@dataclass(frozen=True, slots=True)
class _Reading(Generic[Found]):
    """A text understood in a way that matches something.

    `complete` counts the matches with everything that was typed; `relaxed` says that there are others too.
    """

    understanding: Interpretation
    node: Node
    found: Found
    complete: int
    relaxed: bool = False


def answer(index: Index[Found], interpreter: Interpreter, query: Query) -> SearchResult:
    """Return the answer; raise QueryError for a text too long or a page too deep."""
    started = time.perf_counter()
    check_depth(query)
    reading = _read(index, interpreter, query.text)
    better = _correction(index, interpreter, query, reading) if reading.complete < DOUBTFUL else None
    if better and not reading.complete:
        reading = _read(index, interpreter, better.q)
    narrowed = index.narrow(reading.found, query)
    hits = index.hits(narrowed.passing, query, tuple(leaves(reading.node)))
    if query.explain:
        hits = tuple(replace(hit, explanation=_explained(index, reading.node, hit)) for hit in hits)
    return SearchResult(
        query=query,
        generation=index.generation,
        total=narrowed.total,
        hits=hits,
        facets=narrowed.facets,
        any_size=narrowed.any_size,
        interpreted_as=reading.understanding.shown,
        relaxed=reading.relaxed,
        complete=reading.complete,
        expansions=reading.understanding.expansions,
        choices=tuple(
            choices(interpreter, reading.understanding, narrowed.total, partial(_total, index, interpreter, query))
        ),
        chosen=tuple(chosen(interpreter, reading.understanding)),
        did_you_mean=better,
        took_ms=(time.perf_counter() - started) * 1000,
    )


def _explained(index: Index[Found], node: Node, hit: Hit) -> Explanation:
    return explain(node, lambda each: index.score(each, hit.record.id))


def _read(index: Index[Found], interpreter: Interpreter, text: str) -> _Reading[Found]:
    """Return the strictest reading that matches enough, filters aside."""
    understanding = interpreter.understand(text)
    found = index.match(understanding.asked)
    complete = index.count(found)
    if complete < understanding.enough and understanding.loosely is not None:
        more = index.match(understanding.loosely)
        if index.count(more) > complete:
            return _Reading(understanding, understanding.loosely, more, complete, relaxed=True)
    if not complete and _PHRASE.search(understanding.shown):
        return replace(_read(index, interpreter, understanding.shown.replace('"', " ")), complete=0, relaxed=True)
    return _Reading(understanding, understanding.asked, found, complete)


def _correction(
    index: Index[Found], interpreter: Interpreter, query: Query, typed: _Reading[Found]
) -> Correction | None:
    """Return the best other spelling that more resources match with all its words, filters included.

    `used` says that the answer is to the correction, as no resource has what was typed.
    """
    least = index.narrow(typed.found, query).total if typed.complete else 0
    for spelling in index.speller.corrections(query.text):
        total = index.narrow(index.match(interpreter.understand(spelling.text).asked), query).total
        if total > least:
            return Correction(spelling.text, total, used=not typed.complete)
    return None


def _total(index: Index[Found], interpreter: Interpreter, query: Query, text: str) -> int:
    """Return how many resources the answer to another text has, filters included; 0 if none has all that it wants."""
    reading = _read(index, interpreter, text)
    return index.narrow(reading.found, query).total if reading.complete else 0


def check_depth(query: Query) -> None:
    """Raise QueryError for a page that does not exist or reaches beyond MAX_RESULTS."""
    if query.page < 1:
        raise QueryError("There is no such page.", {"page": ("from 1",)})
    if not 1 <= query.per_page <= MAX_PER_PAGE:
        raise QueryError("That many hits do not go on one page.", {"per_page": (f"from 1 to {MAX_PER_PAGE}",)})
    if query.page * query.per_page > MAX_RESULTS:
        reason = f"page times per_page is at most {MAX_RESULTS:,}: narrow the search instead"
        raise QueryError("The page is too deep.", {"page": (reason,)})


def facet_counts(
    facet: str, counts: Mapping[str, int], selected: Iterable[str], label: Callable[[str, str], str], taxonomy: Taxonomy
) -> tuple[FacetCount, ...]:
    """Return a facet's values as an answer shows them: the MAX_VALUES first in order, and those selected."""
    chosen = set(selected)
    found = {**dict.fromkeys(chosen, 0), **counts}
    made = [FacetCount(value, label(facet, value), count, value in chosen) for value, count in found.items()]
    ordered = in_order(facet, made, taxonomy)
    return ordered[:MAX_VALUES] + tuple(each for each in ordered[MAX_VALUES:] if each.selected)


def in_order(facet: str, counts: Sequence[FacetCount], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return a facet's values in the order to show: by the vocabulary for ordered facets, else most matches first."""
    if facet in ORDERED_FACETS:
        values = [term.value for term in taxonomy.terms(facet)]
        return tuple(sorted(counts, key=lambda each: values.index(each.value)))
    return tuple(sorted(counts, key=lambda each: (-each.count, each.label.casefold(), each.value)))
