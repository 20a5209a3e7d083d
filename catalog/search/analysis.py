"""Text to terms: the same for the index, the query and the marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

MAX_TERM = 64
"""Longer terms are cut, so that nobody can fill the index with one word."""

PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # U.S. and D.C: one term, as if written without the full stops
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"  # a word, its apostrophes inside
    r"|\d+",  # P-20, P20 and P 20 are the same two terms, so that codes match however they are written
)
NOT_WITHIN = r"(?<![^\W\d_])(?<![^\W\d_]['\u2019])"
"""Stands where no word goes on."""
POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

STOP_WORDS = frozenset(
    "a an and are as at be by can do does for from has have how i if in into is it its me my not of on or our should "
    "so that the their them there these they this those to us was we were what when where which who why will with you "
    "your".split()
)
"""Words a plain query does without when it has others; phrases and the index keep them."""

_stem = snowballstemmer.stemmer("english").stemWord


@dataclass(frozen=True, slots=True)
class Token:
    """A term and where it stands in the text: code-point offsets, end exclusive."""

    term: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return `text` in NFC without control characters (tab and line ends stay) and lone surrogates."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", text))


def fold(text: str) -> str:
    """Return `text` without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def is_stop_word(text: str) -> bool:
    """Tell whether a typed word is one to do without, a mark after it aside; `IT` and `US` in capitals are meant."""
    word = text.rstrip(".,;:!?")
    return fold(word) in STOP_WORDS and not (len(word) > 1 and word.isupper())


@lru_cache(maxsize=200_000)
def _term(piece: str) -> str:
    word = fold(POSSESSIVE.sub("", piece).replace(".", "").replace("'", "").replace("\u2019", ""))[:MAX_TERM]
    return _stem(word) if len(word) > 3 and word.isascii() and word.isalpha() else word  # noqa: PLR2004  # 3 letters: no suffix to lose


def words_beginning(terms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for `tokens` that finds every word of which one of the terms can be the stem, and some others.

    A stem of four letters shares its first three with its words, a shorter one two, where y may have become i. A term
    of one or two letters may be an abbreviation with full stops, which only the whole pattern reads rightly.
    """
    starts: set[str] = set()
    for term in terms:
        if len(term) < 3 or not term.isalpha():  # noqa: PLR2004
            return PIECE
        starts.add("['\u2019]?".join(map(_written, term[: 3 if len(term) > 3 else 2])))  # noqa: PLR2004
    return re.compile(f"{NOT_WITHIN}(?={'|'.join(sorted(starts))})(?:{PIECE.pattern})")


@cache
def _written(letter: str) -> str:
    """Return a pattern for the characters that fold to something that begins with `letter`."""
    others = {"y", "Y"} if letter == "i" else set()
    chars = others | {letter, letter.upper()} | _by_first_letter().get(letter, frozenset())
    return f"[{''.join(sorted(map(re.escape, chars)))}]"


@cache
def _by_first_letter() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char in map(chr, range(0x80, 0x3000)):
        if char.isalpha() and (folded := fold(char)):
            found.setdefault(folded[0], set()).add(char)
    return {first: frozenset(chars) for first, chars in found.items()}


def tokens(text: str, pattern: re.Pattern[str] = PIECE) -> Iterator[Token]:
    """Yield the terms of `text` from left to right, or those of them that a pattern of `words_beginning` finds."""
    for match in pattern.finditer(text):
        if term := _term(match.group()):
            yield Token(term, match.start(), match.end())


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of `text` from left to right."""
    return tuple(term for term in map(_term, PIECE.findall(text)) if term)


def prefix(text: str) -> str:
    """Return the beginning that terms must have to be completions of the word `text`: folded, not stemmed."""
    return fold(text)[:MAX_TERM]


def positions(texts: Iterable[str]) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    """Return (term, position) pairs of texts that stand apart, and the position at which each text starts.

    One position stays free between two texts, so that no phrase reaches from one into the next.
    """
    pairs: list[tuple[str, int]] = []
    starts: list[int] = []
    position = 0
    for text in texts:
        starts.append(position)
        for term in terms(text):
            pairs.append((term, position))
            position += 1
        position += 1
    return tuple(pairs), tuple(starts)
