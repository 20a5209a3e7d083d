"""The syntax of a text to what it asks for: terms, synonyms, filters, and how to ask less strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from catalog.errors import QueryError
from catalog.search.analysis import clean, is_stop_word, prefix, terms
from catalog.search.fields import FIELD_NAMES, name
from catalog.search.parse import Either, Piece, Syntax, Together, Without, parse
from catalog.search.query import (
    MAX_TEXT,
    AllOf,
    AnyOf,
    AtLeast,
    BestOf,
    HasValue,
    Leaf,
    Means,
    Node,
    Not,
    Phrase,
    Prefix,
    Word,
    Years,
)
from catalog.search.result import Expansion
from catalog.search.synonyms import Thesaurus
from catalog.taxonomy import FACET_NAMES, Taxonomy

FIELDS_TYPED = frozenset({*FIELD_NAMES, *FACET_NAMES, "year"})
YEARS = re.compile(r"(?P<low>\d{4})?(?P<dots>\.\.)?(?P<high>\d{4})?")
CODE = re.compile(r"[A-Z]{2,5} \d{3,}")


@dataclass(frozen=True, slots=True)
class Understanding:
    """A text as it was understood.

    `relaxations` are the same question asked less strictly, in the order to try them; `shown` is the text as it
    was read, empty when there was nothing to search for; `called` is the name that it may be, as `fields.name` has it.
    """

    node: Node
    relaxations: tuple[Node, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    shown: str = ""
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is wanted, and how to show it. A relaxed query may do without the `plain` ones."""

    node: Node
    shown: str
    plain: bool = False


class Interpreter:
    """Understands texts by one taxonomy; made once, safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Prepare the taxonomy's synonyms."""
        self._taxonomy = taxonomy
        self._thesaurus = Thesaurus(taxonomy.synonyms)

    def understand(self, text: str) -> Understanding:
        """Return what `text` asks for; raise QueryError only for more than MAX_TEXT characters."""
        if len(text) > MAX_TEXT:
            reason = f"at most {MAX_TEXT:,} characters, and this has {len(text):,}"
            raise QueryError("The search text is too long.", {"q": (reason,)})
        text = clean(text)
        first, _ = self._read(text)
        parts, expansions = self._read(_shown(first))  # again: words left out can bring those of a synonym together
        whole = _all_of([part.node for part in parts])
        return Understanding(whole, tuple(_relaxations(parts)), expansions, _shown(parts), _called(text, parts))

    def _read(self, text: str) -> tuple[list[_Part], tuple[Expansion, ...]]:
        reading = _Reading(self._taxonomy, self._thesaurus)
        parts = reading.together(parse(text, FIELDS_TYPED))
        return parts, tuple(reading.expansions)


class _Reading:
    """One text being understood; collects the expansions on the way."""

    def __init__(self, taxonomy: Taxonomy, thesaurus: Thesaurus) -> None:
        self._taxonomy = taxonomy
        self._thesaurus = thesaurus
        self.expansions: list[Expansion] = []

    def together(self, group: Together) -> list[_Part]:
        """Return the parts that are all wanted; stop words only where there is nothing else."""
        parts: list[_Part] = []
        idle: list[_Part] = []
        for is_run, items in groupby(group.parts, lambda part: isinstance(part, Piece) and part.plain):
            pieces = list(items)
            found = self._run(pieces) if is_run else (self._part(piece) for piece in pieces)
            for part in found:
                if part:
                    (idle if part.plain and is_stop_word(part.shown) else parts).append(part)
        return parts or idle

    def _run(self, pieces: list[Syntax]) -> Iterator[_Part]:
        """Yield the parts of a run of plain words: the longest synonym at each place, codes, or single words.

        What holds no term, such as a dash between spaces, is passed over.
        """
        texts = [piece.text for piece in pieces if isinstance(piece, Piece) and terms(piece.text)]
        words = tuple(map(terms, texts))
        start = 0
        while start < len(texts):
            count, meanings = self._thesaurus.longest_match(words, start)
            if meanings:
                shown = " ".join(texts[start : start + count])
                self.expansions.append(Expansion(shown, tuple(meaning.text for meaning in meanings)))
                typed = _all_of([_in_a_row(word, None) for word in words[start : start + count]])
                yield _Part(Means(typed, tuple(_in_a_row(each.terms, None) for each in meanings)), shown, plain=True)
            elif CODE.fullmatch(" ".join(texts[start : start + 2])):
                count, shown = 2, " ".join(texts[start : start + 2])
                yield _Part(_in_a_row(words[start] + words[start + 1], None), shown, plain=True)
            else:
                count = 1
                yield _Part(_in_a_row(words[start], None), texts[start], plain=True)
            start += count

    def _part(self, syntax: Syntax) -> _Part | None:
        match syntax:
            case Piece():
                return self._piece(syntax)
            case Without(part):
                if (inner := self._part(part)) is None:
                    return None
                shown = _as_one(inner)
                return _Part(Not(inner.node), f"-({shown})" if shown.startswith("-") else f"-{shown}")
            case Either(parts):
                options = [option for option in map(self._part, parts) if option]
                if len(options) < 2:  # noqa: PLR2004  # an alternative has two sides
                    return options[0] if options else None
                shown = " OR ".join(map(_as_one, options))
                return _Part(AnyOf(tuple(option.node for option in options)), f"({shown})")
            case Together():
                return self._group(syntax)

    def _group(self, group: Together) -> _Part | None:
        inner = self.together(group)
        if len(inner) < 2:  # noqa: PLR2004  # one part needs no brackets
            return inner[0] if inner else None
        return _Part(_all_of([part.node for part in inner]), f"({_shown(inner)})")

    def _piece(self, piece: Piece) -> _Part | None:
        if piece.plain:
            return next(self._run([piece]), None)
        filters = self._filter(piece)
        node = filters or _words(piece, FIELD_NAMES.get(piece.field or ""))
        return _Part(node, str(piece)) if node else None

    def _filter(self, piece: Piece) -> Node | None:
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


def _words(piece: Piece, field: str | None) -> Node | None:
    """Return the node of a phrase, an exact word or a beginning with a star; None without anything to search."""
    found = terms(piece.text)
    if not found or piece.quoted or not piece.text.endswith("*"):
        return _in_a_row(found, field) if found else None
    *before, last = re.findall(r"\w+", clean(piece.text)) or [""]
    start = prefix(last)
    begins: Node = Prefix(start, field)
    if not found[-1].startswith(start):  # `policing*`: its own stem is shorter than what was typed
        begins = BestOf((begins, Word(found[-1], field)))
    return _all_of([*(_in_a_row(terms(word), field) for word in before if terms(word)), begins])


def _called(text: str, parts: list[_Part]) -> tuple[str, ...]:
    """Return the whole text as a name, if it is plain or one phrase."""
    plain = all(part.plain for part in parts) or [part.shown for part in parts] == [text.strip()]
    return name(text) if plain else ()


def _shown(parts: list[_Part]) -> str:
    return " ".join(part.shown for part in parts)


def _as_one(part: _Part) -> str:
    """Return how to show a part beside a sign that takes one: `-(license plate reader)`."""
    return f"({part.shown})" if part.plain and " " in part.shown else part.shown


def _in_a_row(found: tuple[str, ...], field: str | None) -> Leaf:
    return Word(found[0], field) if len(found) == 1 else Phrase(found, field)


def _all_of(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))


def _relaxations(parts: list[_Part]) -> Iterator[Node]:
    """Yield the query with most of its plain words wanted (three of four, six of ten), then with any of them."""
    plain = tuple(part.node for part in parts if part.plain)
    others = [part.node for part in parts if not part.plain]
    most = len(plain) - max(1, len(plain) * 4 // 10)
    for count in dict.fromkeys((most, 1)):
        if 0 < count < len(plain):
            yield _all_of([AtLeast(count, plain), *others])
