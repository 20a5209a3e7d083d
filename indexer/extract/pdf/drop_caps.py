"""Puts drop caps, which a PDF draws as large letters of their own, back in front of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from indexer.extract.latin import is_english

MIN_SIZE_RATIO = 1.5
"""A drop cap is larger than the letters next to it by at least this ratio."""

_INITIAL = re.compile(r"(?<!\S)([\u201c\u2018\"'«¿¡(]?[^\W\d_])(\s+|\Z)")
_WORD = re.compile(r"\w+")
_WORDS_OF_ONE_LETTER = {True: frozenset("AI"), False: frozenset("AEOUYaeouy")}  # in English, in Spanish
_ONSET = re.compile(
    r"(?:[bcfgp]l|[bcdfgptk]r|[dt]w|ch|gh|kn|ph|qu|rh|s[chklmnpqtw]|sch|scr|shr|spl|spr|str|th|thr|wh|wr|[b-df-hj-np-tv-z])"
    r"[aeiouyáéíóú]"
)
_REST_AFTER_A = re.compile(
    "bout|bove|cadem|ctiv|dult|dminist|dvoca|gain|genc|laska|labama|lone|long|meric|mid|naly|ny|rizon|round|ware|way"
)


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of a page: its index, size in points, and box."""

    index: int
    size: float
    left: float
    bottom: float
    right: float
    top: float


def with_drop_caps(text_page: pypdfium2.PdfTextPage, text: str) -> str:
    """Return the text of a page, each drop cap joined to its word; one that is a word stays apart."""
    edits: list[tuple[int, int, str]] = []  # start, end, replacement
    for initial in _INITIAL.finditer(text):
        letter, space = initial.groups()
        if not letter[-1].isupper() or not (cap := _character(text_page, text, initial.end(1) - 1)):
            continue
        start = _word_beside(text_page, text, cap, initial.end())
        if start is None or not (word := _WORD.match(text, start)):
            continue
        is_apart = _is_real_space(text_page, text, initial) or _is_word(letter[-1], word[0], text)
        joined = letter + (" " if is_apart else "")
        if start == initial.end():
            edits.append((initial.start(), initial.end(), joined))
        else:
            edits += [(initial.start(), initial.end(), space[:1]), (start, start, joined)]
    for first, end, replacement in sorted(edits, reverse=True):
        text = text[:first] + replacement + text[end:]
    return text


def _word_beside(text_page: pypdfium2.PdfTextPage, text: str, cap: _Character, following: int) -> int | None:
    """Return the position of the word at the top right of a large letter, or None if the letter is not a drop cap.

    Mostly it is the word that follows in the text; a program may also draw the drop cap after the paragraph.
    """
    character = _character(text_page, text, following)
    if character and _is_beside(cap, character):
        return following
    if character and character.size * MIN_SIZE_RATIO > cap.size and following < len(text):
        return None
    height = cap.top - cap.bottom
    index = raw.FPDFText_GetCharIndexAtPos(
        text_page, cap.right + height / 3, cap.top - height / 6, height / 2, height / 6
    )
    position = raw.FPDFText_GetTextIndexFromCharIndex(text_page, index) if index >= 0 else -1
    if not 0 <= position < len(text) or not text[position].isalpha():
        return None
    while text[position - 1 : position].isalpha():
        position -= 1
    character = _character(text_page, text, position)
    return position if character and _is_beside(cap, character) else None


def _is_beside(cap: _Character, character: _Character) -> bool:
    """Return whether a smaller character is directly to the right of a large one, on the first of its lines."""
    gap = character.left - cap.right
    return (
        cap.size >= MIN_SIZE_RATIO * character.size
        and -1 <= gap <= cap.size
        and cap.bottom - 1 <= character.bottom
        and abs(cap.top - character.top) <= character.size
    )


def _character(text_page: pypdfium2.PdfTextPage, text: str, position: int) -> _Character | None:
    """Return the character at a position of the text, or None for white space that the page does not have."""
    if not 0 <= position < len(text):
        return None
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, position)
    if index < 0 or raw.FPDFText_GetUnicode(text_page, index) != ord(text[position]):
        return None  # positions are shifted by a character outside the basic plane
    if raw.FPDFText_IsGenerated(text_page, index) == 1:
        return None
    return _Character(index, raw.FPDFText_GetFontSize(text_page, index), *text_page.get_charbox(index))


def _is_real_space(text_page: pypdfium2.PdfTextPage, text: str, initial: re.Match[str]) -> bool:
    """Return whether the page itself has a space after the letter."""
    positions = range(initial.start(2), initial.end(2))
    return any(text[position] == " " and _character(text_page, text, position) for position in positions)


def _is_word(letter: str, rest: str, text: str) -> bool:
    """Return whether a drop cap is a word, such as "A" in "A small town", and not the beginning of one."""
    english = is_english(text)
    if letter not in _WORDS_OF_ONE_LETTER[english]:
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    rest = rest.lower()
    if f"{letter}{rest}".lower() in words:
        return False
    if words.count(rest) > 1:
        return True
    return _ONSET.match(rest) is not None and not (letter == "A" and _REST_AFTER_A.match(rest))
