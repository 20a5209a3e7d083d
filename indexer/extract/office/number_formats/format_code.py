"""The syntax of number formats of spreadsheets (ISO/IEC 29500-1, 18.8.31): a code becomes sections of tokens."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

MAX_CODE_CHARACTERS = 255


class TokenKind(StrEnum):
    """What a token of a format code is."""

    LITERAL = "literal"
    DIGIT = "digit"  # 0, # or ?
    SIGN = "sign"  # . , % / or @
    EXPONENT = "exponent"  # E+ or E-
    DATE = "date"  # a run of y, m, d, h, s or e
    ELAPSED = "elapsed"  # a run of h, m or s that does not end at 24 or 60
    HALF_DAY = "half-day"  # AM/PM or A/P
    GENERAL = "general"


class FormatToken(NamedTuple):
    """A part of a format code."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True)
class FormatSection:
    """A section of a format code: its tokens, the condition for using it, and whether its dates are in Spanish."""

    tokens: tuple[FormatToken, ...]
    condition: Callable[[Decimal], bool] | None = None
    is_spanish: bool = False

    @property
    def is_date(self) -> bool:
        """Whether the section formats a date or a time."""
        return any(
            kind == TokenKind.ELAPSED or (kind == TokenKind.DATE and text[0] != "e") for kind, text in self.tokens
        )

    @property
    def is_text(self) -> bool:
        """Whether the section formats text."""
        return (TokenKind.SIGN, "@") in self.tokens


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<padding>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<end>;)'
    r"|(?P<general>general)|(?P<half>am/pm|a/p)|(?P<exponent>e[+-])|(?P<date>y+|m+|d+|h+|s+|e+)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = {
    "quoted": TokenKind.LITERAL,
    "escaped": TokenKind.LITERAL,
    "literal": TokenKind.LITERAL,
    "general": TokenKind.GENERAL,
    "half": TokenKind.HALF_DAY,
    "exponent": TokenKind.EXPONENT,
    "date": TokenKind.DATE,
    "digit": TokenKind.DIGIT,
    "sign": TokenKind.SIGN,
}
_ELAPSED = re.compile(r"h+|m+|s+")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-(.*))?")
_LANGUAGE_ID = re.compile(r"[0-9A-Fa-f]+")
_SPANISH_ID, _PRIMARY_LANGUAGE = 0x0A, 0x3FF  # [MS-LCID]: the language is the lower ten bits of an id
_OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@lru_cache(maxsize=1_000)
def format_sections(code: str) -> tuple[FormatSection, ...]:
    """Return the sections of a format code; at least one. A code that is too long counts as no format."""
    sections: list[FormatSection] = []
    tokens: list[FormatToken] = []
    condition, is_spanish = None, False
    for match in _TOKEN.finditer(code if len(code) <= MAX_CODE_CHARACTERS else "General"):
        group, text = str(match.lastgroup), match[match.lastgroup or 0]
        if group == "end":
            sections.append(FormatSection(tuple(tokens), condition, is_spanish))
            tokens, condition, is_spanish = [], None, False
        elif group in {"padding", "fill"}:  # a space as wide as a character; the character repeated to fill the cell
            tokens.append(FormatToken(TokenKind.LITERAL, " " if group == "padding" or text == " " else ""))
        elif group != "bracket":
            tokens.append(FormatToken(_KINDS[group], text.lower() if group in {"date", "half"} else text))
        elif _ELAPSED.fullmatch(text.lower()):
            tokens.append(FormatToken(TokenKind.ELAPSED, text.lower()))
        elif currency := _CURRENCY.fullmatch(text):
            tokens.append(FormatToken(TokenKind.LITERAL, currency[1]))
            is_spanish = is_spanish or _is_spanish(currency[2] or "")
        elif comparison := _CONDITION.fullmatch(text.strip()):
            condition = _condition(comparison[1], Decimal(comparison[2]))
    return (*sections, FormatSection(tuple(tokens), condition, is_spanish))


def _is_spanish(language: str) -> bool:
    """Return whether a language is Spanish: a Windows id such as `80A`, or a tag such as `es-MX`."""
    if _LANGUAGE_ID.fullmatch(language):
        return int(language, 16) & _PRIMARY_LANGUAGE == _SPANISH_ID
    return language.lower().startswith("es-")


def _condition(sign: str, limit: Decimal) -> Callable[[Decimal], bool]:
    compare = _OPERATORS[sign]
    return lambda value: bool(compare(value, limit))
