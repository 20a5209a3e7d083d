"""Which texts the query log may keep at all, and in which form. What looks like personal data is never kept."""

from __future__ import annotations

import re

from catalog.text import INVISIBLE, clean, fold

MAX_KEPT_CHARACTERS = 100
"""A longer text is a story, which may be about somebody, and hardly comes twice."""
MAX_LETTERS_AND_DIGITS = 12
"""Characters of a word of letters and digits; a longer one is the number of a vehicle, a device or an account."""
MIN_NUMBER_DIGITS = 7
"""Digits, besides those of years, that may be the number of a telephone, a person or a case."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STREET = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|ter|parkway|pkwy"
    "|highway|hwy|way|trail|trl|square|sq"
)
_STREET_FIRST = "calle|avenida|av|avda|carrera|cra|paseo|camino|colonia|apartado"
_PERSONAL = re.compile(
    rf"""
        \S+@\S+                                                            # an e-mail address, or a name on a network
      | ://                                                                # an address that was pasted
      | (?<!\d)\d{{3}}[\s.-]?\d{{2}}[\s.-]?\d{{4}}(?!\d)                   # a Social Security number
      | (?<!\d)\(?\d{{3}}\)?[\s.-]*\d{{3}}[\s.-]+\d{{4}}(?!\d)             # a telephone number
      | (?<!\d)\d{{3}}[.-]\d{{4}}(?!\d)                                    # the same without its area
      | (?<!\d)\d{{1,2}}[\s/.-]\d{{1,2}}[\s/.-](?:19|20)?\d\d(?!\d)        # a date, such as that of a birth
      | (?<!\d)(?:19|20)\d\d[/.-]\d{{1,2}}[/.-]\d{{1,2}}(?!\d)
      | (?<!\w)\d{{1,6}}[a-z]?\s+(?:\w+\.?\s+){{1,3}}(?:{_STREET})(?!\w)   # 12 Main Street
      | (?<!\w)(?:{_STREET_FIRST})\.?\s+(?:[^\W\d]+\s+){{0,5}}(?:n[o.]*\s*)?\#?\d+  # Calle Mayor 12
      | p\.?\s?o\.?\s+box\s+\d
      | (?<!\w)[a-z]{{2,3}}-?\d{{3,5}}(?!\w)                               # plates of vehicles
      | (?<!\w)\d[a-z]{{3}}-?\d{{3}}(?!\w)
      | (?<!\w)\d{{3,4}}-?[a-z]{{2,3}}(?!\w)
      | \A[a-z]{{3}}\s(?!(?:19|20)\d\d\Z)\d{{3,4}}\Z
    """,
    re.VERBOSE,
)
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]*(?:[^\W\d_]\d|\d[^\W\d_])[^\W_]*")


def kept_text(text: str) -> str:
    """Return a text as it may be kept: in small letters, on one line. Empty if it may not be kept."""
    if len(text) > MAX_KEPT_CHARACTERS:
        return ""
    kept = " ".join(_INVISIBLE.sub("", clean(text)).lower().split())
    return "" if len(kept) > MAX_KEPT_CHARACTERS or _looks_personal(fold(kept)) else kept


def counted_form(kept: str) -> str:
    """Return what is the same for all spellings of a text that are counted together: without accents."""
    return " ".join(fold(kept).split())


def _looks_personal(folded: str) -> bool:
    """Return whether a folded text looks like a number, an address or a date of a person.

    Names do not look like anything: they are kept from readers because they do not come on enough days.
    """
    without_years = _YEAR.sub(" ", folded)
    if sum(char.isdigit() for char in without_years) >= MIN_NUMBER_DIGITS or _PERSONAL.search(_spaced_years(folded)):
        return True
    return any(len(word[0]) > MAX_LETTERS_AND_DIGITS for word in _LETTERS_AND_DIGITS.finditer(folded))


def _spaced_years(folded: str) -> str:
    """Return a text without the years that follow letters directly: `fy2024` is a year, and no plate of a vehicle."""
    return re.sub(r"(?<=[a-z])(-?)(?:19|20)\d\d(?!\w)", " ", folded)
