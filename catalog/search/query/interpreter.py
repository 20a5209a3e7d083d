"""The syntax of a text to what it asks for: terms, synonyms, filters, and how to ask less strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.messages import Message, MessageId
from catalog.search.query.parser import Either, Piece, Syntax, Together, Without, parse
from catalog.search.query.rewrite import (
    ENOUGH,
    Part,
    all_of,
    as_written,
    asked,
    asked_loosely,
    enough,
    is_prose,
    shown,
    without_signs,
)
from catalog.search.query.synonyms import Thesaurus, thesaurus
from catalog.search.query.tree import (
    MAX_LEAVES,
    MAX_TEXT,
    MAX_VAGUE,
    AllOf,
    AnyOf,
    AtLeast,
    DisjunctionMax,
    Expansion,
    HasValue,
    Node,
    Not,
    Phrase,
    Plain,
    Prefix,
    Synonyms,
    Word,
    Years,
    leaves,
    phrase,
    word,
)
from catalog.search.text.analyzer import PIECE, Analyzer, folded_prefix
from catalog.search.text.analyzers import OTHERS, is_stop_word, recognize, terms
from catalog.search.text.fields import FIELD_NAMES
from catalog.taxonomy import Taxonomy
from catalog.text import clean

REMEMBERED = 2_000
"""Texts whose understanding is kept."""
FIELDS_TYPED = frozenset({*FIELD_NAMES, *FACET_NAMES, "year"})
YEARS = re.compile(r"(?P<low>\d{4})?(?P<dots>\.\.)?(?P<high>\d{4})?")
CODE = re.compile(r"[A-Z]{2,5} \d{3,}")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A text as it was understood.

    `node` is what is wanted, `asked` the same with what else tells the best matches, `loosely` the question with any
    of its plain words wanted, for fewer than `enough` matches; None where it would be no other. `shown` is the text as
    it was read, empty when there was nothing to search for.
    """

    node: Plain
    asked: Node
    loosely: Node | None = None
    enough: int = ENOUGH
    expansions: tuple[Expansion, ...] = ()
    shown: str = ""


class Interpreter:
    """Understands texts by one taxonomy; made once, safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Prepare the taxonomy's synonyms."""
        self._taxonomy = taxonomy
        self._thesaurus = thesaurus(taxonomy.synonyms)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._understand)

    @property
    def thesaurus(self) -> Thesaurus:
        """The taxonomy's synonyms."""
        return self._thesaurus

    def understand(self, text: str) -> Interpretation:
        """Return what `text` asks for; raise QueryError only for more than MAX_TEXT characters."""
        if len(text) > MAX_TEXT:
            reason = Message(MessageId.TEXT_TOO_LONG, limit=MAX_TEXT, count=len(text))
            raise QueryError(Message(MessageId.SEARCH_TEXT_TOO_LONG), {"q": (reason,)})
        return self._remembered(text)

    def _understand(self, text: str) -> Interpretation:
        text = as_written(clean(text))
        parts, expansions = self._read(text)
        if is_prose(parts):
            parts, expansions = self._read(without_signs(text))
        node = all_of([part.node for part in parts])
        return Interpretation(
            node, asked(text, parts), asked_loosely(text, parts), enough(parts), expansions, shown(parts)
        )

    def _read(self, text: str) -> tuple[list[Part], tuple[Expansion, ...]]:
        """Read a text twice, as words left out at first can bring those of a synonym together."""
        analyzer = recognize(text)
        first = _Reading(self._taxonomy, self._thesaurus, analyzer)
        parts = first.together(parse(text, FIELDS_TYPED))
        if shown(parts) == text:
            return parts, tuple(first.expansions)
        reading = _Reading(self._taxonomy, self._thesaurus, analyzer)
        return reading.together(parse(shown(parts), FIELDS_TYPED)), tuple(reading.expansions)


class _Reading:
    """One text being interpreted; collects the expansions on the way. `analyzer` is that of the text's language."""

    def __init__(self, taxonomy: Taxonomy, thesaurus: Thesaurus, analyzer: Analyzer) -> None:
        self._taxonomy = taxonomy
        self._thesaurus = thesaurus
        self._analyzer = analyzer
        self.expansions: list[Expansion] = []
        self._room = MAX_LEAVES
        self._vague_room = MAX_VAGUE

    def together(self, group: Together) -> list[Part]:
        """Return the parts that are all wanted; stop words only where there is nothing else."""
        parts: list[Part] = []
        idle: list[Part] = []
        for is_run, items in groupby(_dissolved(group), lambda part: isinstance(part, Piece) and part.plain):
            pieces = list(items)
            found = self._run(pieces) if is_run else (self._part(piece) for piece in pieces)
            for part in filter(None, found):
                if part.plain and is_stop_word(part.shown, self._analyzer):
                    idle.append(part)
                elif not is_run or self._fits(part.node):
                    parts.append(part)
        return parts or idle[:MAX_LEAVES]

    def _fits(self, node: Plain) -> bool:
        """Tell whether a node still has room, and take it; parts made of others take none of their own."""
        size, vague = _size(node), sum(isinstance(leaf, Prefix) and len(leaf.start) < 2 for leaf in leaves(node))  # noqa: PLR2004
        if size > self._room or vague > self._vague_room:
            return False
        self._room -= size
        self._vague_room -= vague
        return True

    def _run(self, pieces: list[Syntax]) -> Iterator[Part]:
        """Yield the parts of a run of plain words: the longest synonym at each place, codes, or single words.

        What holds no term, such as a dash between spaces, is passed over.
        """
        texts = [piece.text for piece in pieces if isinstance(piece, Piece) and terms(piece.text)]
        words = tuple(map(terms, texts))
        start = 0
        while start < len(texts):
            count, meanings = self._thesaurus.longest_match(words, start)
            if meanings:
                typed_text = " ".join(texts[start : start + count])
                self.expansions.append(Expansion(typed_text, tuple(meaning.text for meaning in meanings)))
                typed = all_of([as_leaf(text) for text in texts[start : start + count]])
                yield Part(Synonyms(typed, tuple(as_leaf(each.text) for each in meanings)), typed_text, plain=True)
            elif CODE.fullmatch(" ".join(texts[start : start + 2])):
                count = 2
                code = " ".join(texts[start : start + 2])
                yield Part(as_leaf(code), code, plain=True)
            elif len(words[start]) > 1 and not any(char.isdigit() for char in texts[start]):  # `community-based`
                count = 1
                found = (piece for piece in PIECE.findall(texts[start]) if terms(piece))
                yield from (Part(as_leaf(piece), piece, plain=True) for piece in found)
            else:
                count = 1
                yield Part(as_leaf(texts[start]), texts[start], plain=True)
            start += count

    def _part(self, syntax: Syntax) -> Part | None:
        match syntax:
            case Piece():
                return self._piece(syntax)
            case Without(part):
                if (inner := self._part(part)) is None:
                    return None
                text = _as_one(inner)
                return Part(Not(inner.node), f"-({text})" if text.startswith("-") else f"-{text}")
            case Either(parts):
                options = [option for option in map(self._part, parts) if option]
                if len(options) < 2:  # noqa: PLR2004  # an alternative has two sides
                    return options[0] if options else None
                text = " OR ".join(map(_as_one, options))
                return Part(AnyOf(tuple(option.node for option in options)), f"({text})")
            case Together():
                return self._group(syntax)

    def _group(self, group: Together) -> Part | None:
        inner = self.together(group)
        if len(inner) < 2:  # noqa: PLR2004  # one part needs no brackets
            return inner[0] if inner else None
        return Part(all_of([part.node for part in inner]), f"({shown(inner)})")

    def _piece(self, piece: Piece) -> Part | None:
        if piece.plain:
            part = next(self._run([piece]), None)
        else:
            node = self._filter(piece) or _words(piece, FIELD_NAMES.get(piece.field or ""))
            part = Part(node, str(piece)) if node else None
        return part if part and self._fits(part.node) else None

    def _filter(self, piece: Piece) -> Plain | None:
        """Return the filter that a piece like `year:2015..2017` or `topic:technology` names, if it does."""
        if piece.field == "year":
            years = YEARS.fullmatch(piece.text)
            if years is None or not (years["low"] or years["high"]):
                return None
            low, high = (int(years[side]) if years[side] else None for side in ("low", "high"))
            return Years(low, high if years["dots"] else low)
        if piece.field in FACET_NAMES:
            value = self._taxonomy.find(piece.field, piece.text)
            return HasValue(piece.field, value) if value else None
        return None


def _dissolved(group: Together) -> Iterator[Syntax]:
    """Yield the parts of a group; a group among them changes nothing, as all are wanted anyway."""
    for part in group.parts:
        if isinstance(part, Together):
            yield from _dissolved(part)
        else:
            yield part


def _words(piece: Piece, field: str | None) -> Plain | None:
    """Return the node of a phrase, an exact word or a beginning with a star; None without anything to search."""
    found = terms(piece.text)
    if not found or piece.quoted or not piece.text.endswith("*"):
        return as_leaf(piece.text, field) if found else None
    *before, last = re.findall(r"\w+", clean(piece.text))[1 - MAX_LEAVES :] or [""]
    start = folded_prefix(last)
    begins: Plain = Prefix(start, field, _shorter_stems(piece.text, start))
    if not found[-1].startswith(start):  # `policing*`: its own stem is shorter than what was typed
        begins = DisjunctionMax((begins, Word(found[-1], field)))
    return all_of([*(as_leaf(word, field) for word in before if terms(word)), begins])


def _shorter_stems(text: str, start: str) -> tuple[str, ...]:
    """Return the stems of a text's last word in the OTHERS of the analyzers, where they do not begin with `start`."""
    stems = ((analyzer.terms(text)[-1], analyzer.marker) for analyzer in OTHERS)
    return tuple(stem for stem, marker in stems if stem[0] == marker and not stem.startswith(marker + start))


def _size(node: Plain) -> int:
    """Return how many words, phrases, beginnings and filters were typed."""
    match node:
        case AllOf(parts) | AnyOf(parts) | DisjunctionMax(parts) | AtLeast(_, parts):
            return sum(map(_size, parts))
        case Not(part) | Synonyms(part):
            return _size(part)
        case _:
            return 1


def _as_one(part: Part) -> str:
    """Return how to show a part beside a sign that takes one: `-(license plate reader)`."""
    return f"({part.shown})" if part.plain and " " in part.shown else part.shown


def as_leaf(text: str, field: str | None = None) -> Word | Phrase:
    """Return the word or phrase to search for in texts of every language; `text` has at least one term."""
    analyzed, variants = terms(text), tuple(analyzer.terms(text) for analyzer in OTHERS)
    if len(analyzed) > 1:
        return phrase(analyzed, field, variants)
    return word(analyzed[0], field, tuple(variant[0] for variant in variants))
