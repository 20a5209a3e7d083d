"""Numbers as a spreadsheet shows them by its number formats (ISO/IEC 29500-1, 18.8.31).

Widths, colors and alignment do not matter for text. Where Excel would show `####`, the number is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from indexer.extract.office.number_formats.date_format import DateFormat
from indexer.extract.office.number_formats.digit_format import DecimalFormat, FractionFormat, digit_format
from indexer.extract.office.number_formats.format_code import FormatSection, FormatToken, TokenKind, format_sections

GENERAL = "General"
_ACCOUNTING = "_({0}* #,##0{1}_);_({0}* (#,##0{1});_({0}* {2}_);_(@_)"
BUILT_IN_FORMATS = {
    **dict(enumerate((GENERAL, "0", "0.00", "#,##0", "#,##0.00"))),
    **dict.fromkeys((5, 6), '"$"#,##0_);("$"#,##0)'),
    **dict.fromkeys((7, 8), '"$"#,##0.00_);("$"#,##0.00)'),
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9)),
    **dict(enumerate(("m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM"), 14)),
    **dict(enumerate(("h:mm", "h:mm:ss", "m/d/yyyy h:mm"), 20)),
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    41: _ACCOUNTING.format("", "", '"-"'),
    42: _ACCOUNTING.format('"$"', "", '"-"'),
    43: _ACCOUNTING.format("", ".00", '"-"??'),
    44: _ACCOUNTING.format('"$"', ".00", '"-"??'),
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), 45)),
}
"""The formats with fixed ids, as Excel in American English shows them (ISO/IEC 29500-1, 18.8.30)."""

GENERAL_DIGITS, INTEGER_DIGITS = 10, 15
"""Significant digits of a number with a fraction, and of a whole number, in the format General."""

_EPOCH_1904_DAYS = 1_462
_WITH_ZERO = 3  # sections: the third is for zero
_TEXT = FormatToken(TokenKind.SIGN, "@")


def formatted_number(stored: str, code: str, *, is_1904: bool = False) -> str:
    """Return a stored number as the format code shows it; text that is not a number is returned as it is.

    `is_1904` says whether the days of dates are counted from 1904.
    """
    try:
        number = float(stored)
    except ValueError:
        return stored
    if not math.isfinite(number):
        return stored
    if code == GENERAL or not code:
        return general_number(number)
    value = Decimal(f"{number:.{INTEGER_DIGITS}g}")
    section, value = _section_for(value, _compiled(code))
    if section.date_format:
        days = number + _EPOCH_1904_DAYS if is_1904 else number
        return section.date_format.text(days) or general_number(number)
    text = section.text(abs(value))
    return f"-{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def formatted_text(text: str, code: str) -> str:
    """Return text as the format code shows it. Text is shown even if the format would hide it."""
    section = next((section for section in format_sections(code) if section.is_text), None)
    if section is None:
        return text
    return "".join(text if token == _TEXT else token.text for token in section.tokens)


def general_number(number: float) -> str:
    """Return a number as the format General shows it in a wide column."""
    if number.is_integer() and abs(number) < 10**INTEGER_DIGITS:
        return f"{number:.0f}"
    decimals = GENERAL_DIGITS - 1 if abs(number) < 1 else GENERAL_DIGITS
    text = f"{number:.{decimals}g}" if abs(number) < 10**GENERAL_DIGITS else f"{number:.{INTEGER_DIGITS}g}"
    return text.upper() if "e" in text else text


class _NumberSection:
    """A section of a format code for numbers, ready for use."""

    def __init__(self, section: FormatSection) -> None:
        self.condition = section.condition
        self.date_format = DateFormat(section) if section.is_date else None
        self._is_general = section.is_text or any(kind == TokenKind.GENERAL for kind, _ in section.tokens)
        self._tokens = tuple(
            FormatToken(TokenKind.GENERAL, token.text) if token == _TEXT else token for token in section.tokens
        )
        has_digits = any(kind == TokenKind.DIGIT for kind, _ in section.tokens)
        self._digits: DecimalFormat | FractionFormat | None = digit_format(section.tokens) if has_digits else None

    def text(self, magnitude: Decimal) -> str:
        """Return a number that is not negative, if the section is not for dates."""
        if self._digits and not self._is_general:
            return self._digits.text(magnitude)
        return "".join(
            general_number(float(magnitude)) if kind == TokenKind.GENERAL else text for kind, text in self._tokens
        )


@lru_cache(maxsize=1_000)
def _compiled(code: str) -> tuple[_NumberSection, ...]:
    """Return the sections for numbers: at most three, for text only if there is no other."""
    sections = format_sections(code)
    numeric = [section for section in sections[:3] if not section.is_text] or sections[:1]
    return tuple(map(_NumberSection, numeric))


def _section_for(value: Decimal, sections: Sequence[_NumberSection]) -> tuple[_NumberSection, Decimal]:
    """Return the section for a value, and the value without the sign that the section shows in its own way."""
    if not any(section.condition for section in sections):
        if value < 0 and len(sections) > 1:
            return sections[1], abs(value)
        return sections[0] if value else sections[-1 if len(sections) == _WITH_ZERO else 0], value
    for section in sections:
        if section.condition and section.condition(value):
            return section, value if section.condition(abs(value)) else abs(value)
    return next((section for section in reversed(sections) if not section.condition), sections[-1]), value
