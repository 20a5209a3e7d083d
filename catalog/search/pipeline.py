"""The steps of a search, the same for every engine: interpret, relax, correct, execute, disambiguate, explain."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.search.disambiguate import choices, chosen_meanings
from catalog.search.ports import SearchBackend, SearchPlan
from catalog.search.query.interpreter import Interpretation, Interpreter
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, Leaf, Node, Query, leaves
from catalog.search.result import Correction, Hit, SearchResult
from catalog.search.scoring.explain import explain, explained_nodes
from catalog.search.spelling.did_you_mean import Spelling
from catalog.search.text.analyzers import without_punctuation

_PHRASE = re.compile(r'"[^"]* [^"]*"')

MAX_SCATTERED = 200
"""The most matches of all words among which those with all words in one place are counted. With more, the best ones
have all words in one place anyway."""
FEW_MATCHES = 3
"""Other spellings are tried if fewer entries have every word, or if a word only matches by its stem: `deterence`."""
MIN_ERROR_LETTERS = 5
"""The fewest letters of an error that is corrected although no entry has all words of the correction."""
UNFILTERED = Query()
"""A query without filters, to count all matches."""
IdsFor = Callable[[str], tuple[str, ...]]
"""Returns the ids of the entries that come first in the results for a text."""


def none_first(_text: str) -> tuple[str, ...]:
    """Return no ids: all entries are in the order of their scores."""
    return ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """An interpretation, and the node of it to execute.

    `complete` counts the full matches, whatever the filters. `relaxed` tells whether `node` has other matches, too.
    """

    interpretation: Interpretation
    node: Node
    complete: int
    relaxed: bool = False


class SearchPipeline:
    """Answers queries on one backend. Safe to share between threads."""

    def __init__(self, backend: SearchBackend, corrections: Callable[[str], Sequence[Spelling]]) -> None:
        """Take the backend, and a function that returns better spellings of a text, best first."""
        self._backend = backend
        self._corrections = corrections
        self._interpreter = Interpreter(backend.taxonomy, lambda: backend.vocabulary)

    def run(self, query: Query, first: IdsFor = none_first) -> SearchResult:
        """Return the result; raise QueryError if the text is too long or the page too deep.

        `first` gets the text that is searched for, as typed or corrected.
        """
        check_depth(query)
        return self._run(query, first)

    def run_for_first(self, query: Query, limit: int, first: IdsFor = none_first) -> SearchResult:
        """Return the result with the first hits, up to a limit, on one page without snippets and explanations."""
        return self._run(replace(query, page=1, per_page=limit, explain=False, passages=0), first)

    def has_results(self, text: str) -> bool:
        """Return whether some entry has everything in a text, in one place if it is keywords. Nothing is ranked."""
        return next(self._backend.counts((self._interpreter.interpret(text).full,), UNFILTERED)) > 0

    def _run(self, query: Query, first: IdsFor) -> SearchResult:
        started = time.perf_counter()
        reading, better = self._reading(query)
        interpretation = reading.interpretation
        full_first = interpretation.is_keywords or not reading.relaxed
        text = better.q if better and better.used else query.text
        page = self._backend.execute(
            SearchPlan(
                reading.node,
                query,
                tuple(leaves(reading.node)),
                query.facets,
                first(text),
                interpretation.full if reading.relaxed and full_first else None,
            )
        )
        complete = self._complete(reading, query, page.total)
        if better and better.used:
            better = replace(better, total=complete)
        meaning_choices = choices(
            self._interpreter, interpretation, page.total, lambda texts: self._complete_totals(texts, query)
        )
        return SearchResult(
            query=query,
            generation=self._backend.generation,
            total=page.total,
            hits=self._explain_hits(reading.node, page.hits) if query.explain else page.hits,
            facets=page.facets,
            any_size=page.any_size,
            years=page.years,
            interpreted_as=interpretation.display,
            relaxed=reading.relaxed,
            full_first=full_first,
            complete=complete,
            absent=self._absent(interpretation) if reading.relaxed or not reading.complete else (),
            expansions=tuple(
                replace(item, typed=without_punctuation(item.typed)) for item in interpretation.expansions
            ),
            choices=tuple(meaning_choices),
            chosen=tuple(chosen_meanings(self._interpreter, interpretation)),
            stated_size=None if query.asks_for_size else interpretation.size,
            did_you_mean=better,
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def leaves(self, query: Query) -> tuple[Leaf, ...]:
        """Return the leaves of the node that a search executes, which its snippets mark."""
        return tuple(leaves(self._reading(query)[0].node))

    def _reading(self, query: Query) -> tuple[_Reading, Correction | None]:
        """Return the reading of a query to execute, and the best other spelling of its text, or None."""
        if query.all_terms:
            return self._read_all_terms(query.text), None
        reading = self._read(query.text)
        better = self._correction(query, reading)
        return (self._read(better.q) if better and better.used else reading), better

    def _read(self, text: str) -> _Reading:
        """Return the strictest reading of a text with enough matches, whatever the filters."""
        interpretation = self._interpreter.interpret(text)
        strict, relaxed = interpretation.all_terms, interpretation.relaxed
        full = (interpretation.full,) if interpretation.is_keywords else ()
        counts = self._backend.counts((strict, *(() if relaxed is None else (*full, relaxed))), UNFILTERED)
        complete = next(counts)
        if relaxed is not None and full and complete <= MAX_SCATTERED:
            complete = next(counts)
        is_relaxed = relaxed is not None and complete < interpretation.enough_matches and next(counts) > complete
        if relaxed is not None and is_relaxed and not self._is_one_word(interpretation):
            return _Reading(interpretation, relaxed, complete, relaxed=True)
        if not complete and _PHRASE.search(interpretation.display):
            return replace(self._read(interpretation.display.replace('"', " ")), complete=0, relaxed=True)
        return _Reading(interpretation, strict, complete)

    def _complete(self, reading: _Reading, query: Query, total: int) -> int:
        """Return how many of the matches that pass the filters are full."""
        if not (reading.relaxed and reading.complete):
            return 0 if reading.relaxed else total
        return next(self._backend.counts((reading.interpretation.full,), query))

    def _absent(self, interpretation: Interpretation) -> tuple[str, ...]:
        """Return what was typed that no entry has, in its order, without punctuation around it."""
        texts, nodes = zip(*interpretation.parts, strict=True) if interpretation.parts else ((), ())
        counts = zip(texts, self._backend.counts(nodes, UNFILTERED), strict=True)
        return tuple(dict.fromkeys(without_punctuation(text) for text, count in counts if not count))

    def _is_one_word(self, interpretation: Interpretation) -> bool:
        """Return whether a partial match would be one for a single word, because no entry has the other of two."""
        return interpretation.is_keywords and len(interpretation.parts) == 2 and bool(self._absent(interpretation))  # noqa: PLR2004

    def _read_all_terms(self, text: str) -> _Reading:
        """Return the reading of a text that requires everything in it."""
        interpretation = self._interpreter.interpret(text)
        return _Reading(
            interpretation,
            interpretation.all_terms,
            next(self._backend.counts((interpretation.all_terms,), UNFILTERED)),
        )

    def _correction(self, query: Query, typed: _Reading) -> Correction | None:
        """Return the best other spelling with more full matches that pass the filters, or None.

        If no spelling has any, it is the first one that corrects an error: `opiod outreach` is not about "opiod".
        """
        spellings = [item for item in self._corrections(query.text) if typed.complete < FEW_MATCHES or _is_unseen(item)]
        if not spellings:
            return None
        spelled = (self._interpreter.interpret(spelling.text).full for spelling in spellings)
        compared = chain((typed.interpretation.full,) if typed.complete else (), spelled)
        counts = self._backend.counts(compared, query)
        typed_total = next(counts) if typed.complete else 0
        for spelling, total in zip(spellings, counts, strict=True):
            if total > typed_total:
                if spelling.certain and (not typed.complete or _is_unseen(spelling)):
                    return Correction(spelling.text, total, used=True)
                return Correction(spelling.text, self._complete_total(spelling.text, query))
        if typed.complete:
            return None
        absent = set(self._absent(typed.interpretation))
        errors = (item for item in spellings if item.certain and _is_error(item, absent))
        return next((Correction(item.text, 0, used=True) for item in errors), None)

    def _complete_total(self, text: str, query: Query) -> int:
        """Return how many full matches the search for another text has, as its page counts them."""
        reading = self._read(text)
        return self._complete(reading, query, next(self._backend.counts((reading.node,), query)))

    def _complete_totals(self, texts: Sequence[str], query: Query) -> list[int]:
        """Return each text's total under the query's filters; 0 if without filters it has no full match."""
        readings = [self._read(text) for text in texts]
        totals = self._backend.counts([reading.node for reading in readings if reading.complete], query)
        return [next(totals) if reading.complete else 0 for reading in readings]

    def _explain_hits(self, node: Node, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the hits with explanations of their scores."""
        nodes = tuple(dict.fromkeys(explained_nodes(node)))
        scores = dict(zip(nodes, self._backend.scores(nodes, [hit.record.id for hit in hits]), strict=True))
        return tuple(_explain_hit(node, hit, scores) for hit in hits)


def _explain_hit(node: Node, hit: Hit, scores: Mapping[Node, Mapping[str, float]]) -> Hit:
    return replace(hit, explanation=explain(node, lambda part: scores[part].get(hit.record.id)))


def _is_unseen(spelling: Spelling) -> bool:
    """Return whether no entry has any of the words that a spelling changes."""
    return all(change.unseen for change in spelling.changes)


def _is_error(spelling: Spelling, absent: Container[str]) -> bool:
    """Return whether a spelling only changes words that no entry has, too long for names that no entry has."""
    return all(change.typed in absent and len(change.typed) >= MIN_ERROR_LETTERS for change in spelling.changes)


def check_depth(query: Query) -> None:
    """Raise QueryError if the page does not exist or goes beyond MAX_RESULTS."""
    if query.page < 1:
        raise QueryError(Message(MessageId.PAGE_DOES_NOT_EXIST), {"page": (Message(MessageId.PAGE_BELOW_ONE),)})
    if not 1 <= query.per_page <= MAX_PER_PAGE:
        reason = Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=MAX_PER_PAGE)
        raise QueryError(Message(MessageId.TOO_MANY_PER_PAGE), {"per_page": (reason,)})
    if query.page * query.per_page > MAX_RESULTS:
        reason = Message(MessageId.RESULTS_TOO_DEEP, limit=MAX_RESULTS)
        raise QueryError(Message(MessageId.PAGE_TOO_DEEP), {"page": (reason,)})
