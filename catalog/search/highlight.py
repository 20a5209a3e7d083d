"""Snippets: texts with the offsets of the words of a query in them, without markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from catalog.model import Passage
from catalog.search.query.tree import DEFAULT_PASSAGES, Leaf, Prefix
from catalog.search.result import Snippet
from catalog.search.text.analyzer import Analyzer, Token
from catalog.search.text.analyzers import DEFAULT_ANALYZER, word_starts
from catalog.search.text.fields import in_scope

MAX_SNIPPET = 240
"""The longest text of a snippet, in characters, without the ellipses at its ends."""
MAX_WORD = 40
"""The number of characters in which a word boundary is looked for."""
DENSITY_WINDOW = MAX_SNIPPET * 2 // 3
"""The number of characters in which marks are counted to find where they are densest."""

Marks = tuple[tuple[int, int], ...]
"""The start and exclusive end of each mark, as code-point offsets; ascending, without overlaps."""


NumberedPassage = tuple[int, Passage]
"""A passage with its number in its document, from 0."""


def best_passages(counts: NDArray[np.int64], max_passages: int = DEFAULT_PASSAGES) -> tuple[int, ...]:
    """Return the numbers of the best passages, ascending: those with most different leaves, then most matches.

    `counts` has the frequency of each leaf of the query (row) in each passage (column).
    """
    total = counts.sum(axis=0)
    rank = (counts > 0).sum(axis=0) * (total.max(initial=0) + 1) + total
    best = np.argsort(-rank, kind="stable")[:max_passages].tolist()
    return tuple(sorted(passage for passage in best if total[passage]))


def snippets(
    summary: str | None,
    passages: Iterable[NumberedPassage],
    leaves: Iterable[Leaf],
    analyzer: Analyzer = DEFAULT_ANALYZER,
    summary_analyzer: Analyzer | None = None,
) -> tuple[Snippet, ...]:
    """Return a snippet of the summary, if it contains a leaf, and one of each passage.

    `analyzer` is that of the passages, and of the summary too unless it is in another language.
    """
    leaves = tuple(leaves)
    result: list[Snippet] = []
    if summary and (marks := marks_in(summary, leaves, "summary", summary_analyzer or analyzer)):
        text, marks = _window(summary, marks)
        result.append(Snippet(text, marks))
    for number, passage in passages:
        text, marks = _window(passage.text, marks_in(passage.text, leaves, "body", analyzer))
        result.append(Snippet(text, marks, passage.locator, passage.document, number))
    return tuple(result)


def marks_in(text: str, leaves: Iterable[Leaf], field: str, analyzer: Analyzer = DEFAULT_ANALYZER) -> Marks:
    """Return the marks in a text of `field`, for the leaves that apply to that field; adjacent marks are joined."""
    applicable = tuple(leaf for leaf in leaves if in_scope(field, leaf.field))
    if not applicable:
        return ()
    lookup = _lookup(applicable, analyzer)
    heads = analyzer.tokens_starting_with(text, lookup.starts)
    joined: list[tuple[int, int]] = []
    for start, end in sorted({mark for head in heads for mark in lookup.marks_at(head, text)}):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Leaves prepared for lookup by their first term, in texts of one language.

    `starts` are the beginnings of words that can match, `phrases` the phrases by their first term.
    """

    starts: tuple[str, ...]
    words: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    analyzer: Analyzer

    def marks_at(self, head: Token, text: str) -> Iterator[tuple[int, int]]:
        """Yield the marks of every leaf that begins with a token of the text."""
        if head.term in self.words or head.term.startswith(self.prefixes):
            yield head.start, head.end
        for phrase in self.phrases.get(head.term, ()):
            stacks = islice(self.analyzer.token_stacks(text, head.start), len(phrase))
            matching = [
                token for stack, term in zip(stacks, phrase, strict=False) for token in stack if token.term == term
            ]
            if len(matching) == len(phrase):
                yield from ((token.start, token.end) for token in matching)


@lru_cache(maxsize=1_000)
def _lookup(leaves: tuple[Leaf, ...], analyzer: Analyzer) -> _Lookup:
    words: list[str] = []
    prefixes: list[str] = []
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    marker = analyzer.marker
    for leaf in leaves:
        match leaf:
            case Prefix():
                prefixes += leaf.starts(marker)
                words += leaf.stems(marker)
            case _:
                for terms in leaf.alternatives(marker):
                    if len(terms) == 1:
                        words += terms
                    else:
                        phrases[terms[0]] = (*phrases.get(terms[0], ()), terms)
    starts = word_starts([*words, *prefixes, *phrases])
    return _Lookup(starts, frozenset(words), tuple(prefixes), phrases, analyzer)


def _window(text: str, marks: Marks) -> tuple[str, Marks]:
    """Return the part of a text with the most marks, cut between words, and its marks."""
    flat = text.replace("\n", " ").replace("\t", " ")
    if len(flat) <= MAX_SNIPPET:
        return flat, marks
    start = _word_start(flat, _densest_start(marks) - MAX_SNIPPET // 6)
    end = min(len(flat), start + MAX_SNIPPET)
    if end < len(flat) and (space := flat.rfind(" ", start + MAX_SNIPPET // 2, end)) > 0:
        end = space
    head, tail = ("… " if start else ""), (" …" if end < len(flat) else "")
    shift = len(head) - start
    inside = tuple((first + shift, last + shift) for first, last in marks if first >= start and last <= end)
    return f"{head}{flat[start:end]}{tail}", inside


def _word_start(text: str, near: int) -> int:
    """Return the beginning of a word near an offset: before it, or after it near the end of the text."""
    if near <= 0:
        return 0
    if near > len(text) - MAX_SNIPPET:
        near = len(text) - MAX_SNIPPET
        space = text.find(" ", near - 1, near + MAX_WORD)
        return space + 1 if space >= 0 else near
    space = text.rfind(" ", max(0, near - MAX_WORD), near)
    return space + 1 if space >= 0 or near <= MAX_WORD else near


def _densest_start(marks: Marks) -> int:
    """Return the start of the DENSITY_WINDOW characters with the most marks; 0 without marks."""
    best, most, inside = marks[0][0] if marks else 0, 0, 0
    for number, (start, _) in enumerate(marks):
        inside = max(inside, number)
        while inside < len(marks) and marks[inside][1] <= start + DENSITY_WINDOW:
            inside += 1
        if inside - number > most:
            best, most = start, inside - number
    return best
