"""Numbers that identify publications, in the forms in which people write them.

- DOI: a prefix such as `10.17226`, a slash and a suffix, often written as an address (DOI Handbook, 2.2 and 3.8).
- ISBN: ten digits, of which the last may be X, or thirteen, in groups divided by hyphens or spaces. Each ISBN of ten
  digits is also one of thirteen, with 978 before it and another check digit (ISBN Users' Manual, 7th edition, 4 and 5).
- NCJ number: the accession number of the National Criminal Justice Reference Service, of up to six digits.
"""

from __future__ import annotations

import re

NCJ_DIGITS = 6
"""The digits of an NCJ number as its library writes it; older ones begin with zeros, which others leave out."""
ISBN_LENGTHS = (10, 13)
"""The digits of an ISBN, X included."""

_DOI_ADDRESS = r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/\s*"
_DOI_PREFIX = re.compile(
    rf"(?<![\w./-])(?:{_DOI_ADDRESS}|doi[:\s]\s*(?:{_DOI_ADDRESS})?)(?=10\.\d{{4,9}}/\S)", re.IGNORECASE
)
_ISBN13, _ISBN10 = re.compile(r"97[89][0-9]{10}"), re.compile(r"[0-9]{9}[0-9Xx]")
_LABELED_ISBN = re.compile(
    r"\bISBN(?:[\s-]?1[03](?!\d))?:?\s*(?P<isbn>(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX])(?!\w|[\s-]\d)", re.IGNORECASE
)
_SPACED_ISBN = re.compile(
    r"(?<![\w-])(?<!\d\s)(?P<isbn>97[89]\s(?=[\d\s]{13}(?!\w))\d{1,5}\s\d{1,7}\s\d{1,6}\s\d)(?!\s?\d)"
)
"""Without a label, only ISBNs of thirteen digits: ten digits in four groups may be anything."""


def bare_doi(text: str) -> str:
    """Return a DOI without the address of its resolver and the prefix "doi:"."""
    return _DOI_PREFIX.sub("", text.strip(), count=1)


def bare_ncj(text: str) -> str:
    """Return an NCJ number without the letters before it."""
    return re.sub(r"^NCJ[\s-]*", "", text.strip(), flags=re.IGNORECASE)


def bare_identifiers(text: str) -> str:
    """Return a text whose DOIs and ISBNs have nothing before them that names their kind, and ISBNs no spaces."""
    text = _LABELED_ISBN.sub(_without_spaces, _DOI_PREFIX.sub("", text))
    return _SPACED_ISBN.sub(_without_spaces, text)


def isbn_stem(text: str) -> str:
    """Return what an ISBN of ten digits and the same one of thirteen share; empty if a text is not an ISBN.

    That is 978 or 979 and the nine digits after it, without the check digit: when people add 978 to an ISBN of ten
    digits, they often keep its check digit. Ten digits without hyphens are an ISBN if the check digit is right.
    """
    digits = re.sub(r"[^0-9Xx]", "", text)
    if _ISBN13.fullmatch(digits):
        return digits[:12]
    is_isbn10 = _ISBN10.fullmatch(digits) and (digits != text or digits[-1].upper() == _isbn10_check_digit(digits))
    return f"978{digits[:9]}" if is_isbn10 else ""


def _isbn10_check_digit(digits: str) -> str:
    """Return the last digit for the first nine: the sum, with weights 10 to 1, is a multiple of 11; X is ten."""
    value = -sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return "X" if value == 10 else str(value)  # noqa: PLR2004  # X


def _without_spaces(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match["isbn"])
