"""Turns text into terms, the same way for the index, for queries, and for highlighting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import NamedTuple

from catalog.identifiers import ISBN_LENGTHS, isbn_stem
from catalog.text import APOSTROPHES, INVISIBLE, fold

MAX_TERM = 64
"""Longer words are cut, so that one word cannot fill the index."""
CACHED_WORDS = 200_000
"""The number of words whose terms each analyzer caches."""

HYPHENS = "\u2010-\u2013\ufe63\uff0d-"
"""What people write between the parts of a compound or a number, as in a regular expression."""
_SUPERSCRIPTS, _SUBSCRIPTS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079", "\u2080-\u2089"
_RAISED_LETTERS = (
    "\u00aa\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d4d\u1d4f-\u1d6a\u1d78\u1d9b-\u1dbf"
    "\u2071\u207f\u2090-\u209c\u2c7c\u2c7d"
)
_ENCLOSED_NUMBERS = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215f\u2189"
_APOSTROPHE_LETTERS = "\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02ee\ua78b\ua78c"
_ACCENTS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LETTER = rf"[^\W\d_{_SUPERSCRIPTS}{_SUBSCRIPTS}{_RAISED_LETTERS}{_ENCLOSED_NUMBERS}{_FRACTIONS}{_APOSTROPHE_LETTERS}]"
WORD_PATTERN = (
    rf"{_LETTER}++[{_ACCENTS}]*+"
    rf"(?:[{INVISIBLE}{_RAISED_LETTERS}]*+(?:[{APOSTROPHES}][{INVISIBLE}]*+)?{_LETTER}++[{_ACCENTS}]*+)*+"
)
"""Letters, with apostrophes and invisible characters inside the word; raised letters at its end are marks of notes."""
_ABBREVIATION = (  # U.S., D.O.J and D.A.'s are one word, as if without full stops; a.com has no abbreviation
    rf"(?:(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!{_LETTER}))?|{_LETTER}\.{_LETTER}(?!{_LETTER}|\.{_LETTER}))"
    rf"(?:[{APOSTROPHES}][sS](?!{_LETTER}))?(?![{APOSTROPHES}]{_LETTER})"
)
_LETTERS = rf"{_ABBREVIATION}|{WORD_PATTERN}"
_ISBN = (  # 978-0-309-46713-1, 9780309467131 and 0-309-46713-6 are one number, with one term
    rf"97[89](?:[{HYPHENS}]?\d){{10}}"
    rf"|(?=[\d{HYPHENS}]{{12}}[\dXx](?!\w))\d{{1,5}}[{HYPHENS}]\d{{1,7}}[{HYPHENS}]\d{{1,6}}[{HYPHENS}][\dXx]"
    r"|\d{9}[Xx](?!\w)"
    r"|(?:97[89] (?=[\d ]{13}(?!\w))|(?<=[Ii][Ss][Bb][Nn][ :])(?=[\d ]{12}[\dXx](?!\w)))\d{1,5} \d{1,7} \d{1,6} [\dXx]"
)
_NUMBER = (
    rf"(?<!\d)(?<!\d[{HYPHENS}])(?:{_ISBN})(?![{HYPHENS}]?\d)"
    rf"|(?<!\d)(?<!\d[{HYPHENS}])\d[{HYPHENS}]\d[{HYPHENS}]\d(?![{HYPHENS}]?\d)"  # 9-1-1 is 911
    r"|(?<![\d.,])\d{1,3}(?:,\d{3})++(?!,?\d)"  # 12,500 is 12500
    r"|\d+"
)
TOKEN_PATTERN = re.compile(
    rf"{_LETTERS}|(?=\d)(?:{_NUMBER})|[{_ENCLOSED_NUMBERS}]|[{_SUBSCRIPTS}]++"
    rf"|[{_SUPERSCRIPTS}](?:(?<={_LETTER}.)(?<!{_LETTER}{{3}}.))[{_SUPERSCRIPTS}]*+"
    rf"|[{_RAISED_LETTERS}](?<=\d.)[{_RAISED_LETTERS}]*+"
)
"""A word or a number. P-20, P20 and P 20 have the same two terms, so that codes match however they are written.

Superscripts belong to the text after one or two letters (km2); otherwise they are marks of notes, and no token.
"""
_WHOLE_TOKEN = re.compile(rf"(?<!{_LETTER})(?<!{_LETTER}[{APOSTROPHES}])(?:{_LETTERS})|(?<!\d)\d+")
"""A token that is not the end of a longer one."""
COMPOUND_HYPHEN = re.compile(
    rf"[{HYPHENS}](?<={_LETTER}.)(?<!\.{_LETTER}.)(?<!\.[{APOSTROPHES}]{_LETTER}.)(?<!\.{_LETTER}[{APOSTROPHES}]{_LETTER}.)"
    rf"(?={_LETTER})(?!{_LETTER}\.{_LETTER})"
)
"""A hyphen between two letters, which makes one compound of two words; not one next to an abbreviation (`U.S-led`)."""
COMPOUND_MARK = "-"
"""What the term of a compound begins with, after the marker of its language. No word contains it."""
_JOINED_NUMBER = re.compile(rf"\d(?:[,{HYPHENS}]\d|\d{{8}}[\dXx]| \d{{1,7}} \d{{1,6}} [\dXx])")
"""Part of a number whose term does not begin with its first digits."""
POSSESSIVE = re.compile(f"[{APOSTROPHES}]s$", re.IGNORECASE)
_ABBREVIATION_SIGN = re.compile(rf"[.{APOSTROPHES}]")
_IRREGULAR = "\0"
"""Stands for characters whose folded form is not one letter, in a text in which the beginnings of words are found."""


@dataclass(frozen=True, slots=True)
class Token:
    """A term and its position in the text, as code-point offsets with an exclusive end."""

    term: str
    start: int
    end: int


class FieldPositions(NamedTuple):
    """The texts of a field as terms with their positions, of which one is left free between two texts.

    `starts` are the positions at which the texts begin. `length` is the number of words and numbers.
    """

    terms: tuple[tuple[str, int], ...]
    starts: tuple[int, ...]
    length: int


@dataclass(frozen=True, eq=False)  # without slots, which cached properties cannot use
class Analyzer:
    """Turns texts of one language into terms. Safe to share between threads.

    `language` is its ISO 639-1 code, and `tags` are the language subtags that records use for it. Words with at least
    `min_stemmed` ASCII letters become their `stem`; numbers, shorter words and other scripts become the same term in
    every language. `shared_letters` returns, for the length of a stem, how many of its first letters all words with
    that stem share; 0 if these are too few to search for. `stop_words` are folded, and so are `asking_words`: pronouns,
    auxiliaries and question words, which sentences have and lists of keywords do not. `recognizes` tells whether a text
    in NFC is in this language.

    `marker` is one character that precedes each stem, so that stems of two languages are never mistaken for each
    other. No word contains it. The default language has none. `singular` returns what the forms of a folded noun have
    in common: less than a stem, which another language's words can have too.
    """

    language: str
    tags: frozenset[str]
    stem: Callable[[str], str]
    min_stemmed: int
    shared_letters: Callable[[int], int]
    stop_words: frozenset[str]
    asking_words: frozenset[str]
    recognizes: Callable[[str], bool]
    marker: str = ""
    singular: Callable[[str], str] = str

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

    def forms(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, from left to right, as `singular` and marked: as many as `terms`."""
        words = filter(None, map(surface_word, TOKEN_PATTERN.findall(text)))
        return tuple(self.marker + self.singular(word) for word in words)

    def tokens(self, text: str, start: int = 0) -> Iterator[Token]:
        """Yield the tokens of a text that begin at `start` or later, from left to right."""
        term_of = self.term
        for match in TOKEN_PATTERN.finditer(text, start):
            if term := term_of(match.group()):
                yield Token(term, match.start(), match.end())

    def token_stacks(self, text: str, start: int = 0) -> Iterator[tuple[Token, ...]]:
        """Yield the tokens at each position of a text: a word or number, and the compound that begins with it.

        A compound is two words with a hyphen between them. Its term is not that of the words written as one.
        """
        previous: Token | None = None
        for token in self.tokens(text, start):
            if previous:
                is_compound = previous.end + 1 == token.start and COMPOUND_HYPHEN.match(text, previous.end)
                yield (previous, self._compound(text, previous, token)) if is_compound else (previous,)
            previous = token
        if previous:
            yield (previous,)

    def _compound(self, text: str, first: Token, second: Token) -> Token:
        written_as_one = text[first.start : first.end] + text[second.start : second.end]
        return Token(self.compound_term(written_as_one), first.start, second.end)

    def compound_term(self, word: str) -> str:
        """Return the term of a compound with a hyphen, given by its words written as one."""
        return f"{self.marker}{COMPOUND_MARK}{self.term(word).removeprefix(self.marker)}"

    def term_stacks(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return the terms at each position of a text, as in `token_stacks`."""
        if not COMPOUND_HYPHEN.search(text):
            return tuple([(term,) for term in self.terms(text)])
        return tuple(tuple(token.term for token in stack) for stack in self.token_stacks(text))

    def tokens_starting_with(self, text: str, starts: tuple[str, ...]) -> Iterator[Token]:
        """Yield the tokens of the words and compounds that begin with one of the `starts`, from left to right.

        `starts` are those of `word_starts`. Without any, every token is returned.
        """
        has_numbers = any(map(str.isdigit, starts))
        lowered = _regular(text)
        if not starts or _IRREGULAR in lowered or (has_numbers and _JOINED_NUMBER.search(text)):
            yield from (token for stack in self.token_stacks(text) for token in stack)
            return
        # Most starts have signs inside, but few words do: these are compared with all starts instead of being searched.
        plain = [start for start in starts if start.isalnum()]
        offsets = {offset for start in plain for offset in _offsets(lowered, start)}
        divided = _divided_words(lowered, max(map(len, plain), default=0))
        offsets.update(offset for offset in divided if lowered.startswith(starts, offset))
        for offset in sorted(offsets):
            if (whole := _WHOLE_TOKEN.match(text, offset)) and not _is_inside_abbreviation(text, offset):
                # A stack is read only where a compound can begin: that takes twice as long.
                if COMPOUND_HYPHEN.match(text, whole.end()) or not (term := self.term(whole.group())):
                    yield from next(self.token_stacks(text, offset), ())
                else:
                    yield Token(term, whole.start(), whole.end())

    def positions(self, texts: Iterable[str]) -> FieldPositions:
        """Return the terms of separate texts with their positions, ascending.

        No phrase matches across two texts, as one position is left free between them.
        """
        pairs: list[tuple[str, int]] = []
        starts: list[int] = []
        position = 0
        for text in texts:
            starts.append(position)
            for stack in self.term_stacks(text):
                pairs += [(term, position) for term in stack]
                position += 1
            position += 1
        return FieldPositions(tuple(pairs), tuple(starts), position - len(starts))


def surface_word(token_text: str) -> str:
    """Return a word folded, without a possessive s, apostrophes and full stops, at most MAX_TERM characters long.

    Of an ISBN, it is the stem, which is the same for ten and thirteen digits.
    """
    word = fold(POSSESSIVE.sub("", token_text))
    word = word if word.isalnum() else "".join(filter(str.isalnum, word))
    return (len(word) in ISBN_LENGTHS and isbn_stem(token_text)) or word[:MAX_TERM]


class _RegularCharacters(dict[int, str]):
    """A table for `str.translate` to one character each: plain letters, ASCII apostrophes, hyphens, or _IRREGULAR."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code < 0x80 or re.match(f"[{APOSTROPHES}]", character):  # noqa: PLR2004  # ASCII
            self[code] = fold(character)
        elif re.match(f"[{HYPHENS}]", character):
            self[code] = "-"
        elif re.match(_LETTER, character):
            self[code] = folded if len(folded := surface_word(character)) == 1 else _IRREGULAR
        else:
            self[code] = _IRREGULAR if re.match(rf"[\w{_ACCENTS}{INVISIBLE}]", character) else character
        return self[code]


_REGULAR = _RegularCharacters()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _regular(text: str) -> str:
    """Return the text in lower case with regular characters, as many as it has."""
    if text.isascii():
        return text.translate(_REGULAR).lower()
    for character in set(_NOT_ASCII.findall(text)):  # few are different; `translate` is slow if any is not ASCII
        text = text.replace(character, _REGULAR[ord(character)])
    return text.lower().replace("`", "'")


def _is_inside_abbreviation(text: str, offset: int) -> bool:
    """Return whether the letter at an offset belongs to a token that begins before it, such as the S in U.S."""
    if not offset or not _ABBREVIATION_SIGN.match(text, offset - 1):
        return False
    start = offset
    while start > max(0, offset - MAX_TERM) and not text[start - 1].isspace():
        start -= 1
    before = takewhile(lambda match: match.start() < offset, TOKEN_PATTERN.finditer(text, start))
    return any(match.end() > offset for match in before)


def _divided_words(text: str, letters: int) -> Iterator[int]:
    """Yield the offset of every word with an apostrophe, a hyphen or a full stop after at most so many letters."""
    for sign in "'-.":
        end = text.find(sign)
        while end >= 0:
            if text[end + 1 : end + 2].isalpha():
                start = end
                while start and end - start <= letters and text[start - 1].isalpha():
                    start -= 1
                if 0 < end - start <= letters:
                    yield start
            end = text.find(sign, end + 1)


def _offsets(text: str, part: str) -> Iterator[int]:
    """Yield the offset of every occurrence of `part`, overlapping ones included."""
    offset = text.find(part)
    while offset >= 0:
        yield offset
        offset = text.find(part, offset + 1)
