"""Tells lines of a text that are no sentences: rows of tables, entries of contents, and lines to fill in."""

from __future__ import annotations

import re

from catalog.text import CELL_BAR

MIN_NUMBERS = 3
MIN_NUMBER_SHARE = 0.5
"""A line with this number of numbers, and with this share of them among its words, is a row of a table..."""
MIN_MANY_NUMBERS = 6
MIN_MANY_NUMBER_SHARE = 0.35
"""...and so is one with many numbers and a smaller share."""

MAX_CELL = 80
"""A row with a longer cell has a text, as in tables that are only layout."""

MAX_LABEL = 60
"""A longer line that ends with a colon introduces something."""

CHARACTERS_PER_BLANK = 120
"""A text with fewer characters for each blank to fill in is a form."""

_NUMBER = re.compile(
    r"[-+\u2212\u00b1<>~$\u20ac\u00a3]*(?:\d[\d.,:/\u2013-]*[%*\u2020]*|\(\d[\d.,]*%?\))|[-\u2013\u2014]|n/a"
)
_LEADERS = re.compile(r"(?:\.[ \xa0]?){4,}|(?:\u2026 ?){2,}|(?:\u00b7 ?){4,}")
_BLANKS = re.compile(r"_{3,}|(?:_ ){3,}|[\u2610-\u2612\u274f-\u2752\u25a1\u25a2\uf0a8]|\[[ xX]?\](?!\()|(?:\.\s?){6,}")
_YES_NO = re.compile(r"\W*(?:(?:yes|no|n/?a|s\u00ed)\b\W*){2,}", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[^\w\n]*(?:(?:page|pg|p|p\u00e1gina|p\u00e1g)\b\.?[ \xa0]*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:[ \xa0]*(?:of|de|/)[ \xa0]*\d{1,4})?[^\w\n]*",
    re.IGNORECASE,
)
_ENTRY = re.compile(r".*[^\W\d_].*[ .\u2026](?:\d{1,3}|[ivxl]{1,5})")


def is_page_number(line: str) -> bool:
    """Return whether a line is only the number of a page, such as `12`, `- iv -` or `Page 3 of 9`."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_row(line: str) -> bool:
    """Return whether a line is a row of a table, an entry of contents with leaders, a line to fill in, or no words."""
    return (
        not any(map(str.isalpha, line))
        or _has_cells(line)
        or _LEADERS.search(line) is not None
        or is_to_fill_in(line)
        or _is_of_numbers(line)
    )


def is_to_fill_in(line: str) -> bool:
    """Return whether a line has blanks or boxes to fill in, and little else."""
    words, blanks = _BLANKS.subn("", line)
    return blanks * CHARACTERS_PER_BLANK > len(words) or _YES_NO.fullmatch(line) is not None


def is_entry(line: str) -> bool:
    """Return whether a line may be an entry of contents, which ends with the number of a page."""
    return len(line) <= MAX_CELL * 2 and _ENTRY.fullmatch(line) is not None


def is_label(line: str) -> bool:
    """Return whether a line is short and ends with a colon, as the label of a field in a form does."""
    return len(line) <= MAX_LABEL and line.endswith(":")


def _has_cells(line: str) -> bool:
    cells = CELL_BAR.split(line)
    return len(cells) > 1 and max(map(len, cells)) <= MAX_CELL


def _is_of_numbers(line: str) -> bool:
    words = line.split()
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
    return numbers >= max(MIN_NUMBERS, MIN_NUMBER_SHARE * len(words)) or numbers >= max(
        MIN_MANY_NUMBERS, MIN_MANY_NUMBER_SHARE * len(words)
    )
