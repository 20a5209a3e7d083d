"""Explanations of scores, along the nodes of the query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    BestPassage,
    Boost,
    DisjunctionMax,
    ExactName,
    Feedback,
    HasValue,
    Leaf,
    Node,
    Not,
    Phrase,
    Prefix,
    Should,
    Smoothed,
    Spellings,
    Synonyms,
    TopNode,
    Word,
    Years,
)
from catalog.search.result import Explanation
from catalog.search.scoring.bm25f import EXACT_NAME_SCORE
from catalog.search.text.analyzers import unmarked
from catalog.search.text.fields import FIELDS, in_scope

_GAINS: Mapping[type, str] = MappingProxyType(
    {
        BestPassage: "by its best passage instead of the whole text",
        Should: "neighboring words and words of codes",
        Smoothed: "shared with similar resources",
    }
)
"""What each node that adds to a score adds."""

ScoreOf = Callable[[Node], float | None]
"""Returns the score of one entry for a node, or None if it does not match."""


def explain(node: Node, score_of: ScoreOf) -> Explanation:
    """Return the parts of an entry's score, without those that do not match.

    A node that changes the score of the node below it says by how much.
    """
    score = score_of(node) or 0.0
    match node:
        case Word() | Phrase() | Prefix() | Spellings():
            return Explanation(_leaf(node, score_of), score)
        case _ if isinstance(node, TopNode):
            return _top(node, score, score_of)
        case Synonyms(typed, meanings):
            return Explanation("the best of", score, tuple(_parts((typed, *meanings), score_of)))
        case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            name = {AllOf: "all of", AnyOf: "any of", DisjunctionMax: "the best of"}.get(type(node), "some of")
            return Explanation(name, score, tuple(_parts(parts, score_of)))
        case _:
            return Explanation(_filter(node), score)


def score_parts(explanation: Explanation) -> dict[str, float]:
    """Return the words, phrases and gains that an explained score is made of, with what each contributes.

    Of alternatives, each has its own score, though only the best of them counts.
    """
    parts: dict[str, float] = {}
    _add_parts(explanation, parts)
    return parts


def _add_parts(explanation: Explanation, parts: dict[str, float]) -> None:
    gain = re.match(r"(.+): (?:times [\d.]+|[+-][\d.]+)\Z", explanation.what)
    if gain and explanation.parts:
        parts[gain[1]] = parts.get(gain[1], 0.0) + explanation.score - explanation.parts[0].score
    elif not explanation.parts and explanation.what:
        parts[explanation.what] = parts.get(explanation.what, 0.0) + explanation.score
    for part in explanation.parts:
        _add_parts(part, parts)


def explained_nodes(node: Node) -> Iterator[Node]:
    """Yield every node whose score `explain` may ask for, so that an engine can be asked for all at once."""
    yield node
    match node:
        case Word() | Phrase() | Prefix() | Spellings():
            yield from _variants(node)
        case _ if isinstance(node, TopNode):
            yield from explained_nodes(node.part)
        case Synonyms(typed, meanings):
            yield from (inner for part in (typed, *meanings) for inner in explained_nodes(part))
        case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            yield from (inner for part in parts for inner in explained_nodes(part))


def _variants(leaf: Leaf) -> Iterator[Leaf]:
    """Yield a leaf in each language or spelling but the last, and in each field."""
    if not isinstance(leaf, Prefix):
        yield from _by_alternative(leaf)
    yield from (replace(leaf, field=name) for name in _fields(leaf) if name != leaf.field)


def _fields(leaf: Leaf) -> list[str]:
    """Return the names of the fields that a leaf is searched for in."""
    return [name for name in FIELDS if in_scope(name, leaf.field)]


def _by_alternative(leaf: Word | Phrase | Spellings) -> tuple[Word | Phrase, ...]:
    """Return the leaf in each of its alternatives but the last, which must have matched if no other one did."""
    return tuple(
        Phrase(terms, leaf.field) if len(terms) > 1 else Word(terms[0], leaf.field)
        for terms in leaf.alternatives()[:-1]
    )


def _parts(nodes: tuple[Node, ...], score_of: ScoreOf) -> Iterator[Explanation]:
    return (explain(node, score_of) for node in nodes if score_of(node) is not None)


def _top(node: TopNode, score: float, score_of: ScoreOf) -> Explanation:
    """Return the explanation of the node's part, inside one of the node if it changed the score."""
    below = explain(node.part, score_of)
    what = _change(node, score - below.score, score / below.score if below.score else 1.0)
    return Explanation(what, score, (below,)) if what else below


def _change(node: TopNode, gain: float, factor: float) -> str:
    """Return how a node changed a score; empty if it did not."""
    match node:
        case ExactName():
            return f"has exactly this name: {gain:+.3f}" if gain >= EXACT_NAME_SCORE else ""
        case Boost():
            conditions = {"for agencies of the size": node.size, "in the language": node.language}
            reasons = ["newer", "featured", *(reason for reason, asked in conditions.items() if asked)]
            return f"{', '.join(reasons[:-1])} or {reasons[-1]}: times {factor:.3f}" if factor != 1.0 else ""
        case Feedback():
            return f"resembles the first results: times {factor:.3f}" if factor != 1.0 else ""
        case _:
            return f"{_GAINS[type(node)]}: {gain:+.3f}" if gain and type(node) in _GAINS else ""


def _leaf(leaf: Leaf, score_of: ScoreOf) -> str:
    """Return the text of a word, phrase or prefix, and the fields that contain it."""
    match leaf:
        case Prefix(start):
            text = f"{start}*"
        case Word():
            text = _matched_terms(leaf, score_of)
        case Phrase():
            text = f'"{_matched_terms(leaf, score_of)}"'
        case Spellings():
            text = f"{_matched_terms(leaf, score_of)} (or another spelling)"
    names = [name for name in _fields(leaf) if leaf.field == name or score_of(replace(leaf, field=name)) is not None]
    return f"{text} in {', '.join(names)}" if names else text


def _matched_terms(leaf: Word | Phrase | Spellings, score_of: ScoreOf) -> str:
    """Return the terms of the first alternative in which the leaf matches."""
    *alternatives, last = leaf.alternatives()
    nodes = zip(alternatives, _by_alternative(leaf), strict=True)
    return unmarked(" ".join(next((terms for terms, node in nodes if score_of(node) is not None), last)))


def _filter(node: Node) -> str:
    match node:
        case Years(low, high):
            return f"year {low or ''}..{high or ''}"
        case HasValue(facet, value):
            return f"{facet} {value}"
        case Not():
            return "without excluded terms"
        case _:
            return ""
