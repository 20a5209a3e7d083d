"""Interprets the syntax of a query: terms, synonyms, filters, and a relaxed form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.identifiers import bare_identifiers
from catalog.messages import Message, MessageId
from catalog.search.query.agency_size import StatedSize, stated_size
from catalog.search.query.compounds import CompoundReader, Compounds, IndexWords
from catalog.search.query.leaf import as_leaf
from catalog.search.query.parser import Alternatives, Exclusion, Group, Piece, Syntax, parse
from catalog.search.query.rewrite import (
    ENOUGH_MATCHES,
    MIN_PROSE_WORDS,
    Part,
    all_of,
    all_terms_node,
    display_text,
    enough_matches,
    full_match_node,
    is_prose,
    lowercase_if_shouted,
    min_share,
    relaxed_node,
    without_operators,
)
from catalog.search.query.synonyms import Synonym, Thesaurus, thesaurus
from catalog.search.query.tree import (
    MAX_LEAVES,
    MAX_SHORT_PREFIXES,
    MAX_TEXT,
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
    Spellings,
    Synonyms,
    Word,
    Years,
    leaves,
)
from catalog.search.text.analyzer import TOKEN_PATTERN, Analyzer, surface_word
from catalog.search.text.analyzers import OTHER_ANALYZERS, is_stop_word, recognize, terms
from catalog.search.text.fields import FIELD_ALIASES, OUTSIDE_PUBLISHER
from catalog.taxonomy import Taxonomy
from catalog.text import clean
from catalog.weakly_bound import weakly_bound

MAX_CACHED_INTERPRETATIONS = 2_000
QUERY_FIELDS = frozenset({*FIELD_ALIASES, *FACET_NAMES, "year"})
"""What may precede a colon in a query."""
YEARS = re.compile(r"(?P<low>\d{4})?(?P<dots>\.\.)?(?P<high>\d{4})?")
CODE = re.compile(r"[A-Z]{2,5} \d{3,}")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The interpretation of a text.

    `node` is what every match must match, and `all_terms` adds everything that raises scores. `full` are its matches
    that have everything in one place. `relaxed` requires enough of the plain words, for use if there are fewer than
    `enough_matches` full ones; None if it would be the same. `display` is the text as it was interpreted, empty if
    there is nothing to search for. `parts` are the texts of its plain parts with their nodes. `size` is the agency size
    that the text states: its words need not match, and resources for this size score more.
    """

    node: Plain
    all_terms: Node
    full: Node
    is_keywords: bool
    relaxed: Node | None = None
    enough_matches: float = ENOUGH_MATCHES
    expansions: tuple[Expansion, ...] = ()
    display: str = ""
    parts: tuple[tuple[str, Plain], ...] = ()
    size: StatedSize | None = None


class Interpreter:
    """Interprets texts by one taxonomy and the words of one index. Safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy, index_words: Callable[[], IndexWords]) -> None:
        """Prepare the taxonomy's synonyms. `index_words` returns the words, and is first called for the first text."""
        self._taxonomy = taxonomy
        self._thesaurus = thesaurus(taxonomy)
        self._compounds = Compounds(index_words)
        self._cached = lru_cache(maxsize=MAX_CACHED_INTERPRETATIONS)(weakly_bound(self._interpret))

    @property
    def thesaurus(self) -> Thesaurus:
        """The taxonomy's synonyms."""
        return self._thesaurus

    def interpret(self, text: str) -> Interpretation:
        """Return the interpretation of a text; raise QueryError only for more than MAX_TEXT characters."""
        if len(text) > MAX_TEXT:
            reason = Message(MessageId.TEXT_TOO_LONG, limit=MAX_TEXT, count=len(text))
            raise QueryError(Message(MessageId.SEARCH_TEXT_TOO_LONG), {"q": (reason,)})
        return self._cached(text)

    def _interpret(self, text: str) -> Interpretation:
        text = bare_identifiers(lowercase_if_shouted(clean(text)))
        size = stated_size(text, self._taxonomy.terms("agency_size"))
        required = size.rest if size else text
        parts, expansions = self._read(required)
        if is_prose(parts):
            parts, expansions = self._read(without_operators(required))
        return Interpretation(
            node=all_of([part.node for part in parts]),
            all_terms=all_terms_node(text, parts, size),
            full=full_match_node(text, parts),
            is_keywords=min_share(text, parts) > 0.0,
            relaxed=relaxed_node(text, parts, size),
            enough_matches=enough_matches(text, parts),
            expansions=expansions,
            display=_display(parts, size),
            parts=tuple((part.display, part.node) for part in parts if part.plain),
            size=size,
        )

    def _read(self, text: str) -> tuple[list[Part], tuple[Expansion, ...]]:
        """Read a text twice: after words are left out, the words of a synonym can be adjacent, but make no compound."""
        analyzer = recognize(text)
        is_prose = sum(not is_stop_word(word) for word in text.split()) >= MIN_PROSE_WORDS
        compounds = None if is_prose else CompoundReader(self._compounds, analyzer)
        first = _Reader(self._taxonomy, self._thesaurus, compounds, analyzer)
        parts = first.parts(parse(text, QUERY_FIELDS))
        if display_text(parts) == text:
            return parts, tuple(first.expansions)
        compounds = compounds and replace(compounds, allowed=frozenset(first.compounds))
        second = _Reader(self._taxonomy, self._thesaurus, compounds, analyzer)
        return second.parts(parse(display_text(parts), QUERY_FIELDS)), tuple(second.expansions)


class _Reader:
    """Reads one text, whose language is the analyzer's, and collects its expansions and the texts of its compounds."""

    def __init__(
        self, taxonomy: Taxonomy, thesaurus: Thesaurus, compounds: CompoundReader | None, analyzer: Analyzer
    ) -> None:
        self._taxonomy = taxonomy
        self._thesaurus = thesaurus
        self._compounds = compounds
        self._analyzer = analyzer
        self.expansions: list[Expansion] = []
        self.compounds: list[str] = []
        self._leaves_left = MAX_LEAVES
        self._short_prefixes_left = MAX_SHORT_PREFIXES

    def parts(self, group: Group) -> list[Part]:
        """Return the required parts of a group; stop words only if there is nothing else."""
        parts: list[Part] = []
        stop_words: list[Part] = []
        for is_plain, items in groupby(_flatten(group), lambda part: isinstance(part, Piece) and part.plain):
            pieces = list(items)
            read_parts = self._plain_parts(pieces) if is_plain else (self._part(piece) for piece in pieces)
            for part in filter(None, read_parts):
                if part.plain and is_stop_word(part.display, self._analyzer):
                    stop_words.append(part)
                elif not is_plain or self._fits(part.node):
                    parts.append(part)
        return parts or stop_words[:MAX_LEAVES]

    def _fits(self, node: Plain) -> bool:
        """Return whether a node fits into the limits of the query, and count it if so. Groups count by their parts."""
        size = _leaf_count(node)
        short_prefixes = sum(isinstance(leaf, Prefix) and len(leaf.start) < 2 for leaf in leaves(node))  # noqa: PLR2004
        if size > self._leaves_left or short_prefixes > self._short_prefixes_left:
            return False
        self._leaves_left -= size
        self._short_prefixes_left -= short_prefixes
        return True

    def _plain_parts(self, pieces: list[Syntax]) -> Iterator[Part]:
        """Yield the parts of consecutive plain words: the longest synonym, a code, a compound, or the word itself.

        Pieces without a term, such as a dash between spaces, are left out.
        """
        texts = [piece.text for piece in pieces if isinstance(piece, Piece) and terms(piece.text)]
        words = tuple(map(terms, texts))
        translated = (tuple(map(analyzer.forms, texts)) for analyzer in OTHER_ANALYZERS)
        readings = (words, *translated, *(self._compounds.other_readings(texts) if self._compounds else ()))
        start = 0
        while start < len(texts):
            matches = (self._thesaurus.longest_match(reading, start) for reading in readings)
            count, meanings = max(matches, key=lambda match: match[0])
            compound = self._compound(texts, start)
            if meanings and (compound is None or compound[0] <= count):
                typed_text = " ".join(texts[start : start + count])
                self.expansions.append(Expansion(typed_text, tuple(meaning.text for meaning in meanings)))
                typed = self._typed(texts[start : start + count])
                yield Part(Synonyms(typed, tuple(map(self._meaning, meanings))), typed_text, plain=True)
            elif CODE.fullmatch(" ".join(texts[start : start + 2])):
                count = 2
                code = " ".join(texts[start : start + 2])
                yield Part(as_leaf(code), code, plain=True)
            elif compound:
                count, part = compound
                yield part
            elif len(words[start]) > 1 and not any(char.isdigit() for char in texts[start]):  # `community-based`
                count = 1
                words_inside = (word for word in TOKEN_PATTERN.findall(texts[start]) if terms(word))
                yield from (Part(as_leaf(word), word, plain=True) for word in words_inside)
            else:
                count = 1
                yield Part(as_leaf(texts[start]), texts[start], plain=True)
            start += count

    def _typed(self, texts: Sequence[str]) -> Plain:
        """Return the node of typed words that have synonyms: without stop words, unless only one word would be left.

        `us attorney` is not any attorney, and `call in` not any call.
        """
        kept = self._without_stop_words(texts)
        if len(kept) == len(texts) or len(kept) > 1:
            return all_of([*self._nodes(kept)])
        compound = self._compound(texts, 0)
        return compound[1].node if compound and compound[0] == len(texts) else as_leaf(" ".join(texts))

    def _meaning(self, synonym: Synonym) -> Word | Phrase:
        """Return the leaf of a synonym; only a name is also searched for in the names of publishers.

        Otherwise `juvenile` would find whatever the Office of Juvenile Justice and Delinquency Prevention published.
        """
        is_name = synonym.is_name or self._taxonomy.find("publisher", synonym.text)
        return as_leaf(synonym.text, None if is_name else OUTSIDE_PUBLISHER)

    def _without_stop_words(self, texts: Sequence[str]) -> Sequence[str]:
        """Return the texts that are not stop words, or all if there are no others."""
        return [text for text in texts if not is_stop_word(text, self._analyzer)] or texts

    def _nodes(self, texts: Sequence[str]) -> Iterator[Plain]:
        """Yield the nodes of words without their synonyms."""
        start = 0
        while start < len(texts):
            count, part = self._compound(texts, start) or (1, Part(as_leaf(texts[start]), ""))
            yield part.node
            start += count

    def _compound(self, texts: Sequence[str], start: int) -> tuple[int, Part] | None:
        """Return the number of texts of the compound that begins at `start`, and its part; None if there is none."""
        compound = self._compounds.compound(texts, start) if self._compounds else None
        if compound:
            self.compounds.append(compound[1].display)
        return compound

    def _part(self, syntax: Syntax) -> Part | None:
        match syntax:
            case Piece():
                return self._piece(syntax)
            case Exclusion(part):
                if (inner := self._part(part)) is None:
                    return None
                text = _parenthesize(inner)
                return Part(Not(inner.node), f"-({text})" if text.startswith("-") else f"-{text}")
            case Alternatives(parts):
                options = [option for option in map(self._part, parts) if option]
                if len(options) < 2:  # noqa: PLR2004  # an alternative has two sides
                    return options[0] if options else None
                text = " OR ".join(map(_parenthesize, options))
                return Part(AnyOf(tuple(option.node for option in options)), f"({text})")
            case Group():
                return self._group(syntax)

    def _group(self, group: Group) -> Part | None:
        inner = self.parts(group)
        if len(inner) < 2:  # noqa: PLR2004  # one part needs no parentheses
            return inner[0] if inner else None
        return Part(all_of([part.node for part in inner]), f"({display_text(inner)})")

    def _piece(self, piece: Piece) -> Part | None:
        if piece.plain:
            parts = [*self._plain_parts([piece])]
            part = parts[0] if len(parts) == 1 else Part(as_leaf(piece.text), piece.text, plain=True) if parts else None
        else:
            node = self._filter(piece) or self._node_in_fields(piece)
            part = Part(node, str(piece)) if node else None
        return part if part and self._fits(part.node) else None

    def _filter(self, piece: Piece) -> Plain | None:
        """Return the filter of a piece such as `year:2015..2017` or `topic:technology`, or None if it is not one."""
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

    def _node_in_fields(self, piece: Piece) -> Plain | None:
        """Return the node of a piece that is not plain, but no filter, in any of the fields that it names."""
        fields = FIELD_ALIASES.get(piece.field or "", (None,))
        nodes = tuple(node for field in fields if (node := self._text_node(piece, field)))
        return DisjunctionMax(nodes) if len(nodes) > 1 else nodes[0] if nodes else None

    def _text_node(self, piece: Piece, field: str | None) -> Plain | None:
        """Return the node of a piece that is not plain, but no filter; None if there is nothing to search for."""
        is_word = not (piece.quoted or piece.exact or piece.text.endswith("*"))
        compound = self._compounds.part(piece.text) if self._compounds and is_word else None
        if compound and isinstance(compound.node, Spellings):
            return replace(compound.node, field=field)
        return _text_node(piece, field)


def _display(parts: list[Part], size: StatedSize | None) -> str:
    """Return the interpreted text, which is interpreted in the same way again."""
    if size is None or not size.is_left_out:
        return display_text(parts)
    return size.typed if size.is_all else f"{display_text(parts)} {size.typed}"


def _flatten(group: Group) -> Iterator[Syntax]:
    """Yield the parts of a group and of the groups directly within it, as all of them are required."""
    for part in group.parts:
        if isinstance(part, Group):
            yield from _flatten(part)
        else:
            yield part


def _text_node(piece: Piece, field: str | None) -> Plain | None:
    """Return the node of a phrase, an exact word or a prefix with a star; None if there is nothing to search for."""
    analyzed = terms(piece.text)
    if not analyzed or piece.quoted or not piece.text.endswith("*"):
        return as_leaf(piece.text, field) if analyzed else None
    *before, last = filter(terms, TOKEN_PATTERN.findall(clean(piece.text))[1 - MAX_LEAVES :])
    start = surface_word(last)
    node: Plain = Prefix(start, field, _shorter_stems(piece.text, start))
    if not analyzed[-1].startswith(start):  # `policing*`: its own stem is shorter than what was typed
        node = DisjunctionMax((node, Word(analyzed[-1], field)))
    return all_of([*(as_leaf(text, field) for text in before), node])


def _shorter_stems(text: str, start: str) -> tuple[str, ...]:
    """Return the stems of a text's last word in the OTHER_ANALYZERS that do not begin with `start`."""
    stems = ((analyzer.terms(text)[-1], analyzer.marker) for analyzer in OTHER_ANALYZERS)
    return tuple(stem for stem, marker in stems if stem[0] == marker and not stem.startswith(marker + start))


def _leaf_count(node: Plain) -> int:
    """Return the number of words, phrases, prefixes and filters that were typed."""
    match node:
        case DisjunctionMax(parts):  # the same in several fields or forms
            return max(map(_leaf_count, parts))
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return sum(map(_leaf_count, parts))
        case Not(part) | Synonyms(part):
            return _leaf_count(part)
        case _:
            return 1


def _parenthesize(part: Part) -> str:
    """Return how to display a part next to an operator, such as `-(license plate reader)`."""
    return f"({part.display})" if part.plain and " " in part.display else part.display
