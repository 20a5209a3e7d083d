"""Numbers as a spreadsheet shows them by the digits of a format code: decimals, exponents and fractions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from indexer.extract.office.number_formats.format_code import FormatToken, TokenKind

PRECISION = 1_000
"""Decimal digits; more than a number of a spreadsheet has after its format has scaled it."""

MAX_DENOMINATOR_PLACES = 7

_CONTEXT = Context(prec=PRECISION, rounding=ROUND_HALF_UP)
_FILLERS = {"0": "0", "?": " ", "#": ""}
_POINT, _COMMA = FormatToken(TokenKind.SIGN, "."), FormatToken(TokenKind.SIGN, ",")
_PERCENT, _SLASH = FormatToken(TokenKind.SIGN, "%"), FormatToken(TokenKind.SIGN, "/")


class DecimalFormat:
    """Shows numbers by digits before and after a point, percent signs, thousands, and an exponent."""

    def __init__(self, tokens: Sequence[FormatToken]) -> None:
        self._scale, tokens = _scale(tokens)
        exponent_at = _first(tokens, TokenKind.EXPONENT)
        mantissa, self._exponent = tokens[:exponent_at], tokens[exponent_at:]
        point_at = _position(mantissa, _POINT)
        self._whole, self._decimals = mantissa[:point_at], mantissa[point_at:]
        self._whole_places, self._places = _digit_count(self._whole), _digit_count(self._decimals)
        self._unit = Decimal(1).scaleb(-self._places)
        self._is_grouped = _COMMA in self._whole[_first(self._whole, TokenKind.DIGIT) :]

    def text(self, magnitude: Decimal) -> str:
        """Return a number that is not negative."""
        magnitude = magnitude.scaleb(self._scale, _CONTEXT)
        exponent = self._exponent_of(magnitude) if self._exponent else 0
        rounded = magnitude.scaleb(-exponent, _CONTEXT).quantize(self._unit, context=_CONTEXT)
        whole, _, decimals = f"{rounded:f}".partition(".")
        return (
            self._whole_text(self._whole, whole.lstrip("0"), is_grouped=self._is_grouped)
            + self._decimals_text(decimals)
            + (self._exponent_text(exponent) if self._exponent else "")
        )

    @staticmethod
    def _whole_text(tokens: Sequence[FormatToken], digits: str, *, is_grouped: bool) -> str:
        """Return the digits before the point: from the right, each in its place, and all that remain in the first."""
        places = _digit_count(tokens)
        pieces: list[str] = []
        count = 0
        for token in reversed(tokens):
            if token.kind == TokenKind.DIGIT:
                places -= 1
                split = max(len(digits) - 1, 0) if places else 0
                taken, digits = digits[split:] or _FILLERS[token.text], digits[:split]
                for digit in reversed(taken):
                    pieces.append(f"{digit}," if is_grouped and count and count % 3 == 0 and digit != " " else digit)
                    count += 1
            elif token != _COMMA:
                pieces.append(token.text)
        return "".join(reversed(pieces))

    def _decimals_text(self, digits: str) -> str:
        """Return the point and the digits after it; zeros at the end only as far as the format asks for them."""
        pieces: list[str] = []
        position = 0
        significant = len(digits.rstrip("0"))
        for token in self._decimals:
            if token.kind == TokenKind.DIGIT:
                is_shown = token.text == "0" or position < significant
                pieces.append(digits[position] if is_shown else _FILLERS[token.text])
                position += 1
            else:
                pieces.append(token.text)
        return "".join(pieces)

    def _exponent_of(self, magnitude: Decimal) -> int:
        """Return the power of ten, in steps of the places before the point, that leaves as many digits or fewer."""
        if not magnitude:
            return 0
        step = max(1, self._whole_places)
        exponent = math.floor(magnitude.adjusted() / step) * step
        rounded = magnitude.scaleb(-exponent, _CONTEXT).quantize(self._unit, context=_CONTEXT)
        return exponent + step if rounded.adjusted() >= step else exponent

    def _exponent_text(self, exponent: int) -> str:
        mark = self._exponent[0].text
        sign = "-" if exponent < 0 else mark[1:].replace("-", "")
        return mark[0] + sign + self._whole_text(self._exponent[1:], str(abs(exponent)).lstrip("0"), is_grouped=False)


class FractionFormat:
    """Shows numbers as a fraction, whose denominator is fixed or has some digits: `# ?/?`, `# ??/16`."""

    def __init__(self, tokens: Sequence[FormatToken]) -> None:
        slash = _position(tokens, _SLASH)
        start = slash
        while start and tokens[start - 1].kind == TokenKind.DIGIT:
            start -= 1
        end = slash + 1
        while end < len(tokens) and (tokens[end].kind == TokenKind.DIGIT or tokens[end].text.isdecimal()):
            end += 1
        places = "".join(token.text for token in tokens[slash + 1 : end])
        self._fixed = int(places) if places.isdecimal() else 0
        self._max_denominator = 10 ** min(max(len(places), 1), MAX_DENOMINATOR_PLACES) - 1
        self._has_whole = _digit_count(tokens[:start]) > 0
        first_digit = _first(tokens, TokenKind.DIGIT)
        self._before = "".join(token.text for token in tokens[:first_digit])
        self._after = "".join(token.text for token in tokens[end:])

    def text(self, magnitude: Decimal) -> str:
        """Return a number that is not negative."""
        whole = int(magnitude) if self._has_whole else 0
        numerator, denominator = self._ratio(Fraction(magnitude) - whole)
        if self._has_whole and numerator == denominator:
            whole, numerator = whole + 1, 0
        parts = [str(whole)] if whole or (self._has_whole and not numerator) else []
        parts += [f"{numerator}/{denominator}"] if numerator or not self._has_whole else []
        return self._before + " ".join(parts) + self._after

    def _ratio(self, value: Fraction) -> tuple[int, int]:
        """Return numerator and denominator of the nearest fraction that the denominator allows."""
        if self._fixed:
            return math.floor(value * self._fixed + Fraction(1, 2)), self._fixed
        nearest = value.limit_denominator(self._max_denominator)
        return nearest.numerator, nearest.denominator


def digit_format(tokens: Sequence[FormatToken]) -> DecimalFormat | FractionFormat:
    """Return the format for the tokens of a section with digits."""
    slash = _position(tokens, _SLASH)
    is_fraction = _digit_count(tokens[:slash]) > 0 and slash < len(tokens)
    return FractionFormat(tokens) if is_fraction else DecimalFormat(tokens)


def _scale(tokens: Sequence[FormatToken]) -> tuple[int, list[FormatToken]]:
    """Return the power of ten that a number is scaled by, and the tokens without the commas that ask for it.

    A percent sign counts 2, a comma after the last digit, before or after the point, -3.
    """
    scale = 2 * sum(token == _PERCENT for token in tokens)
    point_at = _position(tokens, _POINT)
    kept: list[FormatToken] = []
    for part in (tokens[:point_at], tokens[point_at:]):
        last_digit = max(
            (index for index, token in enumerate(part) if token.kind == TokenKind.DIGIT), default=len(part)
        )
        scale -= 3 * sum(token == _COMMA for token in part[last_digit + 1 :])
        kept += [token for index, token in enumerate(part) if token != _COMMA or index < last_digit]
    return scale, kept


def _digit_count(tokens: Iterable[FormatToken]) -> int:
    return sum(token.kind == TokenKind.DIGIT for token in tokens)


def _first(tokens: Sequence[FormatToken], kind: TokenKind) -> int:
    """Return the index of the first token of a kind, or the number of tokens if there is none."""
    return next((index for index, token in enumerate(tokens) if token.kind == kind), len(tokens))


def _position(tokens: Sequence[FormatToken], token: FormatToken) -> int:
    """Return the index of a token, or the number of tokens if it is not among them."""
    return tokens.index(token) if token in tokens else len(tokens)
