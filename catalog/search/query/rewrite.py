"""From the parts of a text to the question: what is wanted, what else helps, and how to ask less strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    BestPassage,
    Boost,
    ExactName,
    MinScore,
    Node,
    Phrase,
    Plain,
    Should,
    Smoothed,
    Synonyms,
    Word,
)
from catalog.search.text.fields import name

PROSE = 8
"""Plain words from which on a text is prose, in which quotation marks, brackets, OR and dashes are punctuation."""
LONG = 4
"""Different plain words from which on a question is long: its best answers share their scores."""
ENOUGH, ENOUGH_FOR_LONG = 10, 20
"""Matches with every word below which those with some of them are shown too; long questions want more to choose."""
SHOUTED = 3
"""Words from which on a text all in capitals is only shouted; `US` and `SPI OR GVI` mean what they say."""

_SIGNS = re.compile(r'["()\u201c\u201d\u201e]|\bOR\b|(?<!\S)-+')


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is wanted, and how to show it. A question asked less strictly may do without the `plain` ones."""

    node: Plain
    shown: str
    plain: bool = False


def as_written(text: str) -> str:
    """Return a text in small letters if it has no others."""
    words = [word for word in text.split() if word != "OR"]
    return text.lower() if text.isupper() and len(words) >= SHOUTED else text


def is_prose(parts: Iterable[Part]) -> bool:
    """Tell whether the signs in a text are punctuation, as it has many plain words."""
    plain = [part.plain for part in parts]
    return sum(plain) >= PROSE and not all(plain)


def without_signs(text: str) -> str:
    """Return a text without quotation marks, brackets, OR and leading dashes."""
    return _SIGNS.sub(" ", text)


def shown(parts: Iterable[Part]) -> str:
    """Return the parts as one would type them."""
    return " ".join(part.shown for part in parts)


def all_of(nodes: list[Plain]) -> Plain:
    """Return the node that wants all of these."""
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))


def asked(text: str, parts: list[Part]) -> Node:
    """Return the question: all parts are wanted."""
    return _called(text, parts, _weighed(parts, all_of([part.node for part in parts])))


def asked_loosely(text: str, parts: list[Part]) -> Node | None:
    """Return the question with any of the plain parts wanted; None where there are not two different ones."""
    plain = tuple(part.node for part in parts if part.plain)
    different = _different(parts)
    if different <= 1:
        return None
    others = [part.node for part in parts if not part.plain]
    node: Node = MinScore(_weighed(parts, all_of([AtLeast(1, plain), *others])), all_of([part.node for part in parts]))
    return _called(text, parts, Smoothed(node) if different >= LONG else node)


def enough(parts: list[Part]) -> int:
    """Return how many matches of the question are enough."""
    return ENOUGH_FOR_LONG if _different(parts) >= LONG else ENOUGH


def _different(parts: Iterable[Part]) -> int:
    """Return how many different plain parts there are; `policy` and `policies` are one."""
    return len({tuple(word.term for word in _typed(part.node)) for part in parts if part.plain})


def _weighed(parts: list[Part], node: Plain) -> Node:
    if not parts:
        return node
    adding = tuple(leaf for part in parts for leaf in _adding(part.node))
    found = BestPassage(node, adding) if adding else node
    words, pairs = tuple(_words_of_codes(parts)), tuple(_pairs(parts))
    return Boost(Should(found, words, pairs) if words or pairs else found)


def _adding(node: Plain) -> Iterator[Word | Phrase]:
    """Yield the words and phrases, of any field, whose scores add up to a match's; synonyms aside."""
    match node:
        case Word(_, None) | Phrase(_, None):
            yield node
        case Synonyms(typed):
            yield from _adding(typed)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _adding(part)
        case _:
            return


def _words_of_codes(parts: Iterable[Part]) -> Iterator[Word]:
    """Yield the words within codes, such as `RR` would be if it were longer: they help, but need not match."""
    for part in parts:
        if part.plain and isinstance(part.node, Phrase) and any(term.isdigit() for term in part.node.terms):
            yield from (word for word in part.node.words if len(word.term) > 2 and not word.term.isdigit())  # noqa: PLR2004


def _pairs(parts: Iterable[Part]) -> Iterator[tuple[Word, Word]]:
    typed = [word for part in parts if part.plain for word in _typed(part.node)]
    return ((first, second) for first, second in pairwise(typed) if first.term != second.term)


def _typed(node: Plain) -> tuple[Word, ...]:
    """Return the words of a plain part as they were typed, without synonyms."""
    match node:
        case Word():
            return (node,)
        case Phrase():
            return node.words
        case Synonyms(typed):
            return _typed(typed)
        case AllOf(parts):
            return tuple(word for part in parts for word in _typed(part))
        case _:
            return ()


def _called(text: str, parts: list[Part], node: Node) -> Node:
    """Add the entries that are called as the whole text says, if it is plain or one phrase."""
    plain = all(part.plain for part in parts) or [part.shown for part in parts] == [text.strip()]
    return ExactName(name(text), node) if parts and plain and name(text) else node
