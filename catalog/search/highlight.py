"""Passages and the words of a query to snippets: text and mark offsets, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from catalog.model import Passage
from catalog.search.analysis import Token, tokens, tokens_beginning, word_starts
from catalog.search.query import Leaf, Phrase, Prefix, Word
from catalog.search.result import Snippet

LENGTH = 240
"""Characters of a snippet's text at most, the dots at its ends aside."""
LONGEST_WORD = 40
"""Characters to go back for the beginning of a word."""
PASSAGES = 2
"""Passages shown with a hit at most."""

Marks = tuple[tuple[int, int], ...]


def best_passages(found: Mapping[int, Mapping[int, int]]) -> tuple[int, ...]:
    """Return the passages to show, in their order: those with most different words of the query, then most of them.

    `found` has how often each leaf of the query (by its number) stands in each passage (by its number).
    """
    ranked = sorted(found, key=lambda passage: (-len(found[passage]), -sum(found[passage].values()), passage))
    return tuple(sorted(ranked[:PASSAGES]))


def snippets(
    summary: str | None, passages: Iterable[Passage], leaves: Iterable[Leaf], *, spanish: bool = False
) -> tuple[Snippet, ...]:
    """Return a snippet of the summary, where a word of the query stands in it, and one of each passage."""
    wanted = tuple(leaves)
    found: list[Snippet] = []
    if summary and (marks := marks_in(summary, wanted, "summary", spanish=spanish)):
        text, marks = _window(summary, marks)
        found.append(Snippet(text, marks))
    for passage in passages:
        text, marks = _window(passage.text, marks_in(passage.text, wanted, "body", spanish=spanish))
        found.append(Snippet(text, marks, passage.locator, passage.document))
    return tuple(found)


def marks_in(text: str, leaves: Iterable[Leaf], field: str, *, spanish: bool = False) -> Marks:
    """Return where the leaves that apply to `field` stand in `text`: ascending offsets that do not touch."""
    wanted = tuple(leaf for leaf in leaves if leaf.field in {None, field})
    if not wanted:
        return ()
    heads = tokens_beginning(text, starts(wanted, spanish=spanish), spanish=spanish)
    marked = {token for head in heads for leaf in wanted for token in _from(head, leaf, text, spanish=spanish)}
    joined: list[tuple[int, int]] = []
    for token in sorted(marked, key=lambda each: each.start):
        if joined and token.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], token.end)
        else:
            joined.append((token.start, token.end))
    return tuple(joined)


@lru_cache(maxsize=1_000)
def starts(leaves: tuple[Leaf, ...], *, spanish: bool) -> tuple[str, ...]:
    """Return how the words begin with which a leaf may begin: only these need to be analysed."""
    return word_starts(first for leaf in leaves for first in _first(leaf)[: 2 if spanish else 1])


def _first(leaf: Leaf) -> tuple[str, ...]:
    """Return the first term of a leaf in English texts, and in Spanish ones if that is another."""
    match leaf:
        case Prefix(start, _, spanish):
            return (start, spanish) if spanish else (start,)
        case Word() | Phrase():
            return tuple(way[0] for way in leaf.ways)


def _from(head: Token, leaf: Leaf, text: str, *, spanish: bool) -> Iterable[Token]:
    """Return the tokens of a leaf that begins with the token `head`, none if it does not."""
    match leaf:
        case Word(term, _, other):
            return (head,) if head.term in (term, other) else ()  # no set is made for each word
        case Prefix():
            return (head,) if leaf.fits(head.term) else ()
        case Phrase(terms, _, others):
            if head.term not in (terms[0], *others[:1]):
                return ()
            found = tuple(islice(tokens(text[head.start :], spanish=spanish), len(terms)))
            if tuple(token.term for token in found) not in leaf.ways:
                return ()
            return (Token(each.term, each.start + head.start, each.end + head.start) for each in found)


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
    reach = LENGTH * 2 // 3
    counts = [(sum(first <= other and end <= first + reach for other, end in marks), -first) for first, _ in marks]
    return -max(counts)[1] if counts else 0
