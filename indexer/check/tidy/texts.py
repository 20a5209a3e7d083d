"""Repairs of texts. Each function returns the repaired text; repairing it again changes nothing."""

from __future__ import annotations

import html
import re
from enum import Enum, auto

from catalog.text import clean, is_printable_ascii

QUOTES = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u201e": '"', "\u201f": '"'}
)
"""Curly quotes and the straight ones in their place. Angle quotes, as in Spanish, stay.

Straight quotes are the rule: they are on every keyboard, editors search for them, and YAML needs no escapes for them.
"""
MAX_UNESCAPED = 4
"""How often an entity may be escaped: `&amp;amp;` is seen in exports."""
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BLOCK = re.compile(
    r"\s*</?(?:p|div|ul|ol|li|h[1-6]|table|tr|blockquote)(?:\s[^<>]*)?/?>\s*|\s*<br\s*/?>\s*", re.IGNORECASE
)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|sup|sub|small|abbr|cite|code)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_ABBREVIATIONS = frozenset(
    "etc inc corp dept govt assn univ approx vols eds repr conf proc misc supp assoc admin intl natl dist bros".split()
)
_QUOTED_BY_CURLY = re.compile("[\u201c\u201e\u2018][^\u2018-\u201f]*[\u201c\u201d\u2019]")
"""A text that curly quotes enclose: they may belong to it, or stand where YAML has its own."""
_FINAL_WORD = re.compile(r"(?:^|[\s(\u201c\"'-])(?P<word>[^\W\d_]{4,})\.$")


class TextRole(Enum):
    """What a text is in its record."""

    TITLE = auto()
    LINE = auto()
    """Another text of one line, such as a name."""
    PARAGRAPHS = auto()


def without_markup(text: str, role: TextRole) -> str:
    """Return a text with characters in place of HTML entities, and without HTML tags.

    Blocks such as <p> become paragraphs; in a text of one line, they become spaces.
    """
    if "<" not in text and "&" not in text:
        return text
    for _ in range(MAX_UNESCAPED):
        unescaped = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        plain = _INLINE.sub("", _BLOCK.sub("\n\n" if role is TextRole.PARAGRAPHS else " ", unescaped))
        plain = re.sub(r"\n{3,}", "\n\n", plain).strip() if plain != text else text
        if plain == text:
            break
        text = plain
    return text


def with_plain_spaces(text: str, role: TextRole) -> str:
    """Return a text with single ordinary spaces, without spaces at its ends and those of its lines."""
    if is_printable_ascii(text):
        return " ".join(text.split())
    plain = _ODD_SPACE.sub(" ", _NO_WIDTH.sub("", clean(text)))
    if role is not TextRole.PARAGRAPHS:
        return " ".join(plain.split())
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def with_straight_quotes(text: str, _role: TextRole) -> str:
    """Return a text with straight quotes and apostrophes in place of curly ones, unless these enclose all of it."""
    return text if _QUOTED_BY_CURLY.fullmatch(text) else text.translate(QUOTES)


def without_final_period(title: str, role: TextRole) -> str:
    """Return a title without the period at its end, unless it has several sentences, or ends in an abbreviation."""
    match = _FINAL_WORD.search(title) if role is TextRole.TITLE else None
    if match is None or match["word"].casefold() in _ABBREVIATIONS or re.search(r"[.?!:]\s", title):
        return title
    return title[:-1]
