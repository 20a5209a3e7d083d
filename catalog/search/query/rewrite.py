"""Builds the nodes of a query from its parts: with all terms, relaxed, and with everything that raises scores."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from catalog.search.query.agency_size import StatedSize
from catalog.search.query.leaf import as_leaf
from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    BestPassage,
    Boost,
    ExactName,
    Feedback,
    MinScore,
    Node,
    Phrase,
    Plain,
    Should,
    Smoothed,
    Spellings,
    Synonyms,
    Together,
    Word,
)
from catalog.search.text.analyzers import DEFAULT_ANALYZER, asks, recognize
from catalog.search.text.fields import normalized_name

MIN_PROSE_WORDS = 8
"""A text with this many plain words is prose, in which quotes, parentheses, OR and dashes are punctuation."""
MIN_LONG_QUERY_WORDS = 4
"""A query with this many different plain words is long: its best matches share their scores."""
ENOUGH_MATCHES, ENOUGH_MATCHES_FOR_LONG_QUERY = 10, 20
"""With fewer matches for all terms, a query is relaxed. Long queries need more matches to choose from."""
MIN_SHARES: Mapping[int, float] = MappingProxyType({2: 0.4, 3: 0.3, 4: 0.25})
"""The share of the idf of all parts that a partial match needs, by the number of different parts.

Texts with more parts, and those that ask something, have words that say little, and any part will do.
"""
MIN_SHOUTED_WORDS = 3
"""In a text of this many words, all in capitals, capitals mean nothing; in `US` and `SPI OR GVI` they do."""

_OPERATORS = re.compile(r'["()\u201c\u201d\u201e]|\bOR\b|(?<!\S)-+')


@dataclass(frozen=True, slots=True)
class Part:
    """A required part of a query, and how to display it.

    A relaxed query need not match all of the `plain` parts, and has the nodes of `relaxed`, if any, instead of `node`.
    """

    node: Plain
    display: str
    plain: bool = False
    relaxed: tuple[Plain, ...] = ()


def lowercase_if_shouted(text: str) -> str:
    """Return a text in lowercase if all of its words are in capitals."""
    words = [word for word in text.split() if word != "OR"]
    return text.lower() if text.isupper() and len(words) >= MIN_SHOUTED_WORDS else text


def is_prose(parts: Iterable[Part]) -> bool:
    """Return whether the operators in a text are punctuation, because it has many plain words."""
    plain = [part.plain for part in parts]
    return sum(plain) >= MIN_PROSE_WORDS and not all(plain)


def without_operators(text: str) -> str:
    """Return a text without quotes, parentheses, OR and leading dashes."""
    return _OPERATORS.sub(" ", text)


def display_text(parts: Iterable[Part]) -> str:
    """Return the parts as one would type them."""
    return " ".join(part.display for part in parts)


def all_of(nodes: list[Plain]) -> Plain:
    """Return the node that requires all of these."""
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))


def full_match_node(text: str, parts: list[Part]) -> Node:
    """Return the node of full matches: they have all parts in one place."""
    return _with_exact_name(text, parts, Together(all_of([part.node for part in parts])))


def min_share(text: str, parts: list[Part]) -> float:
    """Return the share of the idf of all parts that a partial match needs."""
    return 0.0 if asks(text) else MIN_SHARES.get(_count_different(parts), 0.0)


def all_terms_node(text: str, parts: list[Part], size: StatedSize | None = None) -> Node:
    """Return the node that requires all parts of the text, and prefers resources for the agency size it states."""
    node = _with_scoring(text, parts, all_of([part.node for part in parts]), size)
    return _with_exact_name(text, parts, Feedback(node) if parts else node)


def relaxed_node(text: str, parts: list[Part], size: StatedSize | None = None) -> Node | None:
    """Return the node that requires enough of the plain parts; None if that is the same as requiring all."""
    plain = tuple(node for part in parts if part.plain for node in part.relaxed or (part.node,))
    different = _count_different(parts)
    if different <= 1 and not any(part.relaxed for part in parts):
        return None
    required = [part.node for part in parts if not part.plain]
    node: Node = MinScore(
        _with_scoring(text, parts, all_of([AtLeast(min_share(text, parts), plain), *required]), size),
        all_of([part.node for part in parts]),
    )
    return _with_exact_name(text, parts, Feedback(Smoothed(node) if different >= MIN_LONG_QUERY_WORDS else node))


def enough_matches(text: str, parts: list[Part]) -> float:
    """Return how many full matches are enough, so that the query is not relaxed.

    For a sentence there are never enough: whether a resource has all of its words (`does it work`) says little.
    """
    if asks(text):
        return math.inf
    return ENOUGH_MATCHES_FOR_LONG_QUERY if _count_different(parts) >= MIN_LONG_QUERY_WORDS else ENOUGH_MATCHES


def _count_different(parts: Iterable[Part]) -> int:
    """Return the number of different plain parts; `policy` and `policies` are the same."""
    return len({tuple(word.term for word in _typed_words(part.node)) for part in parts if part.plain})


def _with_scoring(text: str, parts: list[Part], node: Plain, size: StatedSize | None) -> Node:
    """Return the node with everything that changes the scores of its matches."""
    if not parts:
        return node
    scoring = tuple(leaf for part in parts for leaf in _scoring_leaves(part.node))
    by_passage = BestPassage(node, scoring) if scoring else node
    words, pairs = (*_words_in_codes(parts), *_words_of_size(size)), tuple(_pairs(parts))
    analyzer = recognize(text)
    language = None if analyzer is DEFAULT_ANALYZER else analyzer.language
    scored = Should(by_passage, words, pairs) if words or pairs else by_passage
    return Boost(scored, size.officers if size else None, language)


def _scoring_leaves(node: Plain) -> Iterator[Word | Phrase | Spellings]:
    """Yield the leaves, in any field, whose scores add up to a match's; without synonyms."""
    match node:
        case Word(_, None) | Phrase(_, None) | Spellings(_, None):
            yield node
        case Synonyms(typed):
            yield from _scoring_leaves(typed)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _scoring_leaves(part)
        case _:
            return


def _words_in_codes(parts: Iterable[Part]) -> Iterator[Word]:
    """Yield the longer words in codes such as `NCJ 251572`: they raise scores, but need not match."""
    for part in parts:
        if part.plain and isinstance(part.node, Phrase) and any(term.isdigit() for term in part.node.terms):
            yield from (word for word in part.node.words if len(word.term) > 2 and not word.term.isdigit())  # noqa: PLR2004


def _words_of_size(size: StatedSize | None) -> Iterator[Word]:
    """Yield the words for a size, such as `small`, that were left out: they raise scores, but need not match."""
    for text in size.words if size and size.is_left_out else ():
        if isinstance(leaf := as_leaf(text), Word):
            yield leaf


def _pairs(parts: Iterable[Part]) -> Iterator[tuple[Word, Word]]:
    typed = [word for part in parts if part.plain for word in _typed_words(part.node)]
    return ((first, second) for first, second in pairwise(typed) if first.term != second.term)


def _typed_words(node: Plain) -> tuple[Word, ...]:
    """Return the words of a plain part as they were typed, without synonyms."""
    match node:
        case Word():
            return (node,)
        case Phrase():
            return node.words
        case Synonyms(typed) | Spellings((typed, *_)):
            return _typed_words(typed)
        case AllOf(parts):
            return tuple(word for part in parts for word in _typed_words(part))
        case _:
            return ()


def _with_exact_name(text: str, parts: list[Part], node: Node) -> Node:
    """Return a node that also matches entries whose name is the text, if the text is plain or a single phrase."""
    plain = all(part.plain for part in parts) or [part.display for part in parts] == [text.strip()]
    name = normalized_name(text)
    return ExactName(name, node) if parts and plain and name else node
