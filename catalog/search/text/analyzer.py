"""Text to terms: the same for the index, the query and the marks. Of English words, or of Spanish ones if told so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from catalog.search.text import spanish as es
from catalog.search.text.stemmer import stemmer
from catalog.text import fold

MAX_TERM = 64
"""Longer terms are cut, so that nobody can fill the index with one word."""

_LETTERS = (
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # U.S. and D.C: one term, as if written without the full stops
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # a word, its apostrophes inside
)
PIECE = re.compile(rf"{_LETTERS}|\d+")
"""What becomes a term: P-20, P20 and P 20 are the same two terms, so that codes match however they are written."""
_WHOLE = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]['\u2019])(?:{_LETTERS})|(?<!\d)\d+")
"""A piece that is not the rest of another."""
POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)

STOP_WORDS = frozenset(
    "a about above after again against all am an and any are as at be because been before being below between both "
    "but by can could did do does doing down during each few for from further had has have having he her here hers "
    "herself him himself his how i if in into is it its itself just me more most my myself no nor not of off on once "
    "only or other ought our ours ourselves out over own same she should so some such than that the their theirs "
    "them themselves then there these they this those through to too under until up us very was we were what when "
    "where which while who whom why will with would you your yours yourself yourselves".split()
)
"""Words a plain query does without when it has others; phrases and the index keep them."""

_stem = stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """A term and where it stands in the text: code-point offsets, end exclusive."""

    term: str
    start: int
    end: int


def is_stop_word(text: str, *, spanish: bool = False) -> bool:
    """Tell whether a typed word is one to do without, marks beside it aside; `IT` and `US` in capitals are meant.

    `spanish` says that the whole text is Spanish, so that its stop words are to do without too.
    """
    word = text.lstrip("\u00bf\u00a1").rstrip(".,;:!?")
    idle = fold(word) in STOP_WORDS or (spanish and fold(word) in es.STOP_WORDS)
    return idle and not (len(word) > 1 and word.isupper())


def _word(piece: str) -> str:
    return fold(POSSESSIVE.sub("", piece).replace(".", "").replace("'", "").replace("\u2019", ""))[:MAX_TERM]


@lru_cache(maxsize=200_000)
def _term(piece: str) -> str:
    word = _word(piece)
    return _stem(word) if len(word) > 3 and word.isascii() and word.isalpha() else word  # noqa: PLR2004  # 3 letters: no suffix to lose


@lru_cache(maxsize=200_000)
def _spanish_term(piece: str) -> str:
    word = _word(piece)
    return es.MARK + es.stem(word) if len(word) >= es.SHORTEST and word.isascii() and word.isalpha() else word


_TERM_OF = {False: _term, True: _spanish_term}
"""How a piece becomes a term: of an English text, of a Spanish one."""


def word_starts(terms: Iterable[str]) -> tuple[str, ...]:
    """Return with which letters, in small and without accents, every word begins of which a term can be the stem.

    A stem of four letters shares its first three with its words, a shorter one two, where y may have become i; a
    Spanish one all but its last. A number begins as it is. Empty where every word must be read, as a single letter
    begins too many.
    """
    starts: set[str] = set()
    for term in terms:
        if term.isascii() and term.isdigit():
            starts.add(term)
            continue
        first = _first_of(term)
        if not first:
            return ()
        letters = ((letter, "y") if letter == "i" else (letter,) for letter in first)
        starts.update(each for written in product(*letters) for each in _as_written("".join(written)))
    return tuple(sorted(starts))


def _first_of(term: str) -> str:
    """Return the letters that a stem shares with its words, nothing where that is too little to look for."""
    if term.startswith(es.MARK):
        return term[1 : min(4, len(term) - 1)]
    if len(term) < 2 or not term.isalpha():  # noqa: PLR2004
        return ""
    return term[: 3 if len(term) > 3 else 2]  # noqa: PLR2004


def _as_written(letters: str) -> Iterator[str]:
    """Yield the first letters of a word as they may stand in a text: with apostrophes, or as an abbreviation."""
    for marks in product(("", "'"), repeat=len(letters) - 1):
        yield "".join(map("".join, zip(letters, (*marks, ""), strict=True)))
    yield ".".join(letters)


@cache
def _first_letters() -> dict[int, str]:
    """Return a table for `str.translate`: letters with accents to the letter without, apostrophes to the plain one."""
    letters = {code: fold(chr(code))[:1] for code in range(0x80, 0x3000) if chr(code).isalpha()}
    return {0x2019: "'"} | {code: folded for code, folded in letters.items() if folded}


def tokens_beginning(text: str, starts: Iterable[str], *, spanish: bool = False) -> Iterator[Token]:
    """Yield the terms of the words that begin as `word_starts` says, from left to right; all of them for no start."""
    numbers = any(map(str.isdigit, starts))
    if not starts or (numbers and not text.isascii()):  # digits have other forms beyond ASCII
        yield from tokens(text, spanish=spanish)
        return
    term_of = _TERM_OF[spanish]
    small = (text if text.isascii() else text.translate(_first_letters())).lower()
    likely = starts if "'" in small else [start for start in starts if "'" not in start]
    for place in sorted({place for start in likely for place in _places(small, start)}):
        if (match := _WHOLE.match(text, place)) and (term := term_of(match.group())):
            yield Token(term, place, match.end())


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def tokens(text: str, *, spanish: bool = False) -> Iterator[Token]:
    """Yield the terms of `text` from left to right."""
    term_of = _TERM_OF[spanish]
    for match in PIECE.finditer(text):
        if term := term_of(match.group()):
            yield Token(term, match.start(), match.end())


def terms(text: str, *, spanish: bool = False) -> tuple[str, ...]:
    """Return the terms of `text` from left to right; in either language there are as many."""
    return tuple(term for term in map(_TERM_OF[spanish], PIECE.findall(text)) if term)


STOP_TERMS = {
    False: frozenset(term for word in STOP_WORDS for term in terms(word)),
    True: frozenset(term for word in es.STOP_WORDS for term in terms(word, spanish=True)),
}
"""The stop words as terms: of English texts, of Spanish ones."""


def prefix(text: str) -> str:
    """Return the beginning that terms must have to be completions of the word `text`: folded, not stemmed."""
    return fold(text)[:MAX_TERM]


def positions(texts: Iterable[str], *, spanish: bool = False) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    """Return (term, position) pairs of texts that stand apart, and the position at which each text starts.

    One position stays free between two texts, so that no phrase reaches from one into the next.
    """
    pairs: list[tuple[str, int]] = []
    starts: list[int] = []
    position = 0
    for text in texts:
        starts.append(position)
        for term in terms(text, spanish=spanish):
            pairs.append((term, position))
            position += 1
        position += 1
    return tuple(pairs), tuple(starts)
