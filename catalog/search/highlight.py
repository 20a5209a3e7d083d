"""Passages and the words of a query to snippets: text and mark offsets, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from catalog.model import Passage
from catalog.search.query.tree import DEFAULT_PASSAGES, Leaf, Phrase, Prefix, Word
from catalog.search.result import Snippet
from catalog.search.text.analyzer import Analyzer, Token
from catalog.search.text.analyzers import DEFAULT, word_starts

LENGTH = 240
"""Characters of a snippet's text at most, the dots at its ends aside."""
LONGEST_WORD = 40
"""Characters to go back for the beginning of a word."""

Marks = tuple[tuple[int, int], ...]


def best_passages(counts: NDArray[np.int64], most: int = DEFAULT_PASSAGES) -> tuple[int, ...]:
    """Return at most `most` passages to show, in their order: those with most different words, then most words at all.

    `counts` has how often each leaf of the query (a row) stands in each passage (a column).
    """
    total = counts.sum(axis=0)
    worth = (counts > 0).sum(axis=0) * (total.max(initial=0) + 1) + total
    return tuple(sorted(passage for passage in np.argsort(-worth, kind="stable")[:most].tolist() if total[passage]))


def snippets(
    summary: str | None, passages: Iterable[Passage], leaves: Iterable[Leaf], analyzer: Analyzer = DEFAULT
) -> tuple[Snippet, ...]:
    """Return a snippet of the summary, where a word of the query stands in it, and one of each passage."""
    wanted = tuple(leaves)
    found: list[Snippet] = []
    if summary and (marks := marks_in(summary, wanted, "summary", analyzer)):
        text, marks = _window(summary, marks)
        found.append(Snippet(text, marks))
    for passage in passages:
        text, marks = _window(passage.text, marks_in(passage.text, wanted, "body", analyzer))
        found.append(Snippet(text, marks, passage.locator, passage.document))
    return tuple(found)


def marks_in(text: str, leaves: Iterable[Leaf], field: str, analyzer: Analyzer = DEFAULT) -> Marks:
    """Return where the leaves that apply to `field` stand in `text`: ascending offsets that do not touch."""
    wanted = tuple(leaf for leaf in leaves if leaf.field in {None, field})
    if not wanted:
        return ()
    sought = _sought(wanted, analyzer)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(
        {place for head in analyzer.tokens_starting_with(text, sought.starts) for place in sought.at(head, text)}
    ):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Leaves, prepared to be looked up in texts of one language by the term they begin with.

    `starts` are how the words begin.
    """

    starts: tuple[str, ...]
    words: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    analyzer: Analyzer

    def at(self, head: Token, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of the words of every leaf that begins with a token of the text."""
        if head.term in self.words or head.term.startswith(self.beginnings):
            yield head.start, head.end
        for wanted in self.phrases.get(head.term, ()):
            found = tuple(islice(self.analyzer.tokens(text[head.start :]), len(wanted)))
            if tuple(token.term for token in found) == wanted:
                yield from ((head.start + token.start, head.start + token.end) for token in found)


@lru_cache(maxsize=1_000)
def _sought(leaves: tuple[Leaf, ...], analyzer: Analyzer) -> _Sought:
    words: list[str] = []
    beginnings: list[str] = []
    marker = analyzer.marker
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for leaf in leaves:
        match leaf:
            case Word():
                words += (term for (term,) in leaf.alternatives(marker))
            case Prefix():
                beginnings += leaf.starts(marker)
                words += leaf.stems(marker)
            case Phrase():
                for terms in leaf.alternatives(marker):
                    phrases[terms[0]] = (*phrases.get(terms[0], ()), terms)
    starts = word_starts([*words, *beginnings, *phrases])
    return _Sought(starts, frozenset(words), tuple(beginnings), phrases, analyzer)


def _window(text: str, marks: Marks) -> tuple[str, Marks]:
    """Return the stretch of `text` with the most marks, cut between words, and its marks."""
    flat = text.replace("\n", " ").replace("\t", " ")
    if len(flat) <= LENGTH:
        return flat, marks
    start = _start(flat, _densest(marks) - LENGTH // 6)
    end = min(len(flat), start + LENGTH)
    if end < len(flat) and (space := flat.rfind(" ", start + LENGTH // 2, end)) > 0:
        end = space
    lead, tail = ("… " if start else ""), (" …" if end < len(flat) else "")
    shift = len(lead) - start
    inside = tuple((first + shift, last + shift) for first, last in marks if first >= start and last <= end)
    return f"{lead}{flat[start:end]}{tail}", inside


def _start(text: str, near: int) -> int:
    """Return the beginning of a word near a place: before it, or after it where the text ends soon."""
    if near <= 0:
        return 0
    if near > len(text) - LENGTH:
        near = len(text) - LENGTH
        space = text.find(" ", near - 1, near + LONGEST_WORD)
        return space + 1 if space >= 0 else near
    space = text.rfind(" ", max(0, near - LONGEST_WORD), near)
    return space + 1 if space >= 0 or near <= LONGEST_WORD else near


def _densest(marks: Marks) -> int:
    """Return where a stretch of two thirds of LENGTH has the most marks; 0 without any."""
    best, most, inside = marks[0][0] if marks else 0, 0, 0
    for number, (first, _) in enumerate(marks):
        inside = max(inside, number)
        while inside < len(marks) and marks[inside][1] <= first + LENGTH * 2 // 3:
            inside += 1
        if inside - number > most:
            best, most = first, inside - number
    return best
