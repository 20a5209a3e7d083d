"""Tells the single-byte encodings of Latin text apart: in the right one, most characters fit their neighbors."""

# ruff: noqa: RUF001, RUF003 - typographic punctuation is what this module is about

from __future__ import annotations

import itertools
import re

DEFAULT_ENCODING = "cp1252"
OTHER_ENCODINGS = ("mac_roman", "cp850", "cp437")  # older Macs, and DOS in Europe and in America
MIN_LEAD = 0.4
"""Another encoding must fit better than the default by at least this score; one accent in an English text does."""

MAX_CHARACTERS = 4_000
"""The number of characters beyond ASCII that are judged."""

_LETTER = r"[^\W\d_ªºµ]"
_LOWER, _UPPER = "[a-zß-öø-ÿ]", "[A-ZÀ-ÖØ-Þ]"
_BETWEEN_LETTERS = rf"(?<={_LETTER})%s(?={_LETTER})"

_RULES: tuple[tuple[str, float, float], ...] = (
    # A character in its context, and the score of its encoding: in any text, and in English text, where dashes join
    # words more often than an accent is in one. The first rule that matches counts.
    ("[\ufffd\x80-\x9f]", -1, -1),
    # Letters: hardly two of them beyond ASCII in a row, no digits next to them, no capital after a small letter.
    (rf"(?<=[^\W\x00-\x7fñüÑÜ]){_LETTER}|(?![ñüÑÜ]){_LETTER}(?=[^\W\x00-\x7f])", -0.6, -0.6),
    (rf"(?<=\d){_LETTER}|{_LETTER}(?=\d)", -0.6, -0.6),
    (rf"{_LOWER}(?={_UPPER})|(?<={_LETTER}{_UPPER}){_LOWER}|(?<={_LOWER}){_UPPER}", -1, -1),
    (rf"(?<={_UPPER}){_UPPER}(?={_LOWER})", -1, -1),
    (rf"(?<!{_LETTER}){_LETTER}(?!{_LETTER})", -0.3, -0.3),
    # Spanish letters, with vowels around ñ, and few pairs of vowels.
    ("[ñÑ](?![aeiouáéíóúAEIOUÁÉÍÓÚ])|(?<=[b-df-hj-mp-tv-zB-DF-HJ-MP-TV-Z])[ñÑ]", -0.5, -0.5),
    ("[áé](?=[aeoáéóíú])|ó(?=[eoáéóíú])", -0.3, -0.3),
    ("(?<=[aáíú])[áéó]", 0.4, 0.2),
    (rf"(?<=\w\w\ws)í(?!{_LETTER})", 0.2, 0.2),  # rather the apostrophe after a plural
    ("[áéíóúñüÁÉÍÓÚÑÜ]", 1, 0.4),
    ("[àâäãåçèêëìîïòôöõùûæœøßÀÂÄÃÅÇÈÊËÌÎÏÒÔÖÕÙÛÆŒØ]", 0.2, 0.2),
    (_LETTER, -1, -1),
    ("(?<=[0-9.])[ªº]", 0.7, 0.7),
    (rf"(?<={_LETTER})[ªº](?!{_LETTER})", 0.3, 0.3),
    # Punctuation: on the right side of a letter, and not between two of them.
    (r"(?<!\w)¿(?=[\w¡“\"])(?=[^?]{0,300}\?)|(?<!\w)¡(?=[\w¿“\"])(?=[^!]{0,300}!)", 1, 1),
    (r"(?<!\w)[¿¡](?=[\w¿¡“\"])", 0.2, 0.2),
    ("[¿¡]", -1, -1),
    (rf"(?<={_LETTER})’(?=(?:s|t|d|m|ll|re|ve|am)(?!{_LETTER})|[A-Z])", 1, 1),  # don’t, O’Brien
    (rf"(?<![^\W_].)(?<=[cdjlmnsyCDJLMNSY])’(?=[aeiouhàâéèê]{_LETTER}{_LETTER})", 1, 1),  # l’article
    (rf"(?<=\w\w\w[sS])’(?!{_LETTER})|(?<!{_LETTER})’(?=\d)", 0.7, 0.7),  # officers’, ’90s
    (_BETWEEN_LETTERS % "’", -0.5, -0.5),
    (rf"’(?!{_LETTER})", 0.1, 0.1),
    (r"(?<!\w)[“‘«‹](?=[\w¿¡$(“‘])|(?<=[^\s])[”»›](?!\w)", 1, 1),
    (rf"(?<={_LETTER})[“”‘«»‹›•†‡ˆ](?={_LETTER})", -1, -1),
    (r"(?<=\d)[–—](?=\d)", 1, 1),
    (r"(?<=\s)[–—](?=\s)", 0.8, 0.8),
    (rf"(?<={_LETTER})[–—](?=\s)", -0.1, 0.5),
    (rf"(?<={_LETTER})[–—](?=[aI]\b)", -0.7, 0.6),
    (r"(?<=\w\w\w\w)[–—](?=\w\w\w\w)|(?<=\w\w\w\w)\xa0(?=\w\w\w\w)", 0.3, 0.6),
    (rf"(?<={_LETTER}{_LETTER})[–—\xa0](?={_LETTER}{_LETTER})", -0.3, 0.6),
    (_BETWEEN_LETTERS % "[–—\xa0]", -0.7, -0.7),
    ("[–—\xa0]", 0.4, 0.4),
    (rf"(?<=\w)…(?!{_LETTER})|(?<!\w)…(?={_LETTER})|(?<=\s)…(?=\s)", 0.7, 0.7),
    (r"(?<!\w)[•·]", 0.7, 0.7),
    # Signs next to numbers or spaces.
    (r"(?<=\d)°|(?<=\d)[£€¢¥]|[£€¢¥](?=\d)|§(?=[\s\d§])", 0.8, 0.8),
    (rf"(?<=\w)[®™](?!{_LETTER})|(?<!{_LETTER})[©½¼¾](?!{_LETTER})", 0.5, 0.5),
    (rf"(?<={_LETTER})[²³¹](?!{_LETTER})|(?<!{_LETTER})[×±÷µ°]", 0.2, 0.2),
    (rf"(?<!{_LETTER})[\u2500-\u25a0](?!{_LETTER})", 0.1, 0.1),  # boxes drawn with lines
    (_BETWEEN_LETTERS % "[^\x00-\x7f]", -0.7, -0.7),
    ("[^\x00-\x7f]", -0.3, -0.3),
)
_RULE = re.compile("(?=[^\x00-\x7f])(?:" + "|".join(f"({pattern})" for pattern, _, _ in _RULES) + ")")

_ENGLISH_WORD = re.compile(
    r"\b(?:the|of|and|to|in|on|for|with|is|are|that|this|be|or|by|was|not|you|we|they)\b", re.IGNORECASE
)
_SPANISH_WORD = re.compile(r"\b(?:de|la|el|los|las|en|un|una|del|al|por|para|con|que|se|su|lo|y|es)\b", re.IGNORECASE)


def latin_encoding(data: bytes) -> str:
    """Return the encoding that fits the bytes best, if they are text in a Latin script."""
    english = is_english(data.decode("ascii", "replace"))
    scores = {
        name: _score(data.decode(name, "replace"), english=english) for name in (DEFAULT_ENCODING, *OTHER_ENCODINGS)
    }
    best = max(OTHER_ENCODINGS, key=scores.__getitem__)
    return best if scores[best] >= max(0.0, scores[DEFAULT_ENCODING]) + MIN_LEAD else DEFAULT_ENCODING


def is_english(text: str) -> bool:
    """Return whether a text has more common English words than common Spanish words."""
    return len(_ENGLISH_WORD.findall(text)) > len(_SPANISH_WORD.findall(text))


def _score(text: str, *, english: bool) -> float:
    """Return the sum of the scores of the characters beyond ASCII."""
    matches = itertools.islice(_RULE.finditer(text), MAX_CHARACTERS)
    rules = (_RULES[(match.lastindex or 0) - 1] for match in matches)
    return sum(in_english if english else in_any for _, in_any, in_english in rules)
