"""Turns text into terms, the same way for the index, for queries, and for highlighting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from catalog.text import fold

MAX_TERM = 64
"""Longer words are cut, so that one word cannot fill the index."""
CACHED_WORDS = 200_000
"""The number of words whose terms each analyzer caches."""

_LETTERS = (
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # U.S. and D.C: one word, as if written without the full stops
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # a word with the apostrophes inside it
)
TOKEN_PATTERN = re.compile(rf"{_LETTERS}|\d+")
"""A word or a number. P-20, P20 and P 20 have the same two terms, so that codes match however they are written."""
_WHOLE_TOKEN = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]['\u2019])(?:{_LETTERS})|(?<!\d)\d+")
"""A token that is not the end of a longer one."""
POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A term and its position in the text, as code-point offsets with an exclusive end."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)  # without slots, which cached properties cannot use
class Analyzer:
    """Turns texts of one language into terms. Safe to share between threads.

    `language` is its ISO 639-1 code, and `tags` are the language subtags that records use for it. Words with at least
    `min_stemmed` ASCII letters become their `stem`; numbers, shorter words and other scripts become the same term in
    every language. `shared_letters` returns, for the length of a stem, how many of its first letters all words with
    that stem share; 0 if these are too few to search for. `stop_words` are folded. `recognizes` tells whether a text
    in NFC is in this language.

    `marker` is one character that precedes each stem, so that stems of two languages are never mistaken for each
    other. No word contains it. The default language has none.
    """

    language: str
    tags: frozenset[str]
    stem: Callable[[str], str]
    min_stemmed: int
    shared_letters: Callable[[int], int]
    stop_words: frozenset[str]
    recognizes: Callable[[str], bool]
    marker: str = ""

    @cached_property
    def term(self) -> Callable[[str], str]:
        """The function from the text of a token to its term, which may be empty."""
        return lru_cache(maxsize=CACHED_WORDS)(self._term)

    @cached_property
    def stop_terms(self) -> frozenset[str]:
        """The terms of the stop words."""
        return frozenset(term for word in self.stop_words for term in self.terms(word))

    def _term(self, token_text: str) -> str:
        word = surface_word(token_text)
        is_stemmed = len(word) >= self.min_stemmed and word.isascii() and word.isalpha()
        return self.marker + self.stem(word) if is_stemmed else word

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the terms of a text, from left to right. Their number is the same in every language."""
        return tuple(term for term in map(self.term, TOKEN_PATTERN.findall(text)) if term)

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of a text, from left to right."""
        term_of = self.term
        for match in TOKEN_PATTERN.finditer(text):
            if term := term_of(match.group()):
                yield Token(term, match.start(), match.end())

    def tokens_starting_with(self, text: str, starts: Iterable[str]) -> Iterator[Token]:
        """Yield the tokens of the words that begin with one of the `starts`, from left to right.

        `starts` are those of `word_starts`. Without any, every token is returned.
        """
        has_numbers = any(map(str.isdigit, starts))
        if not starts or (has_numbers and not text.isascii()):  # digits have other forms beyond ASCII
            yield from self.tokens(text)
            return
        term_of = self.term
        lowered = (text if text.isascii() else text.translate(_unaccented_letters())).lower()
        possible = starts if "'" in lowered else [start for start in starts if "'" not in start]
        for offset in sorted({offset for start in possible for offset in _offsets(lowered, start)}):
            if (match := _WHOLE_TOKEN.match(text, offset)) and (term := term_of(match.group())):
                yield Token(term, offset, match.end())

    def positions(self, texts: Iterable[str]) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
        """Return the (term, position) pairs of separate texts, and the position at which each text begins.

        One position is left free between two texts, so that no phrase matches across them.
        """
        pairs: list[tuple[str, int]] = []
        starts: list[int] = []
        position = 0
        for text in texts:
            starts.append(position)
            for term in self.terms(text):
                pairs.append((term, position))
                position += 1
            position += 1
        return tuple(pairs), tuple(starts)


def surface_word(token_text: str) -> str:
    """Return a word folded, without a possessive s, apostrophes and full stops, at most MAX_TERM characters long."""
    return fold(POSSESSIVE.sub("", token_text).replace(".", "").replace("'", "").replace("\u2019", ""))[:MAX_TERM]


def folded_prefix(text: str) -> str:
    """Return what terms must begin with to complete the word `text`: the word folded, not stemmed."""
    return fold(text)[:MAX_TERM]


@cache
def _unaccented_letters() -> dict[int, str]:
    """Return a table for `str.translate` that removes accents and replaces typographic apostrophes."""
    letters = {code: fold(chr(code))[:1] for code in range(0x80, 0x3000) if chr(code).isalpha()}
    return {0x2019: "'"} | {code: folded for code, folded in letters.items() if folded}


def _offsets(text: str, part: str) -> Iterator[int]:
    """Yield the offset of every occurrence of `part`, overlapping ones included."""
    offset = text.find(part)
    while offset >= 0:
        yield offset
        offset = text.find(part, offset + 1)
