"""Marks: the offsets of the words of a query in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from catalog.model import TextSpans
from catalog.search.query.tree import Leaf, Prefix
from catalog.search.text.analyzer import Analyzer, Token
from catalog.search.text.analyzers import DEFAULT_ANALYZER, word_starts
from catalog.search.text.fields import in_scope


def marks_in(text: str, leaves: Iterable[Leaf], field: str, analyzer: Analyzer = DEFAULT_ANALYZER) -> TextSpans:
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
