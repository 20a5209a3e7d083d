"""Values that formats of reference managers share: dates as far as they are known, identifiers, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from catalog.identifiers import ISBN_LENGTHS, bare_doi, bare_ncj
from catalog.model import PartialDate

_PARTS = re.compile(r"(\d{4})(?:[-/](\d{1,2})?(?:[-/](\d{1,2})?)?)?(?:/.*)?")
_NCJ = re.compile(r"NCJ[\s-]*(?:Number:?\s*)?\d+", re.IGNORECASE)
_ISBN = re.compile(r"(?:ISBN[:\s]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])")
_PAGE_COUNT = re.compile(r"(\d{1,5})\s*(?:p|pp|pages|pgs|p\u00e1ginas)\.?", re.IGNORECASE)


def known_date(text: str) -> str:
    """Return a date such as `2024`, `2024/05` or `2024/05/03/` as a record has it, or an empty string."""
    match = _PARTS.fullmatch(text.strip())
    if not match:
        return ""
    numbers = [match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)]
    try:
        return str(PartialDate.parse("-".join(numbers)))
    except ValueError:
        return ""


def isbn_in(text: str) -> str:
    """Return the ISBN if a text is one, with or without the word before it, otherwise an empty string."""
    match = _ISBN.fullmatch(text.strip())
    return match[1] if match and len(re.sub(r"[- ]", "", match[1])) in ISBN_LENGTHS else ""


def ncj_in(text: str) -> str:
    """Return the number if a text is an NCJ number with its prefix, otherwise an empty string."""
    return bare_ncj(text) if _NCJ.fullmatch(text.strip()) else ""


def page_count_in(text: str) -> int | None:
    """Return the number of pages if a text says that it is one, as in "64 p."."""
    match = _PAGE_COUNT.fullmatch(text.strip())
    return int(match[1]) if match else None


def parts_between(text: str, signs: str) -> list[str]:
    """Return the parts of a text between any of the signs, without empty ones."""
    return [part for part in (piece.strip() for piece in re.split(f"[{signs}]", text)) if part]


def without_empty(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return values by heading, without empty ones; of a heading that occurs again, the values become a list."""
    merged: dict[str, Any] = {}
    for heading, value in values:
        if value in ("", None, [], {}):
            continue
        if heading not in merged:
            merged[heading] = value
            continue
        known = merged[heading] if isinstance(merged[heading], list) else [merged[heading]]
        merged[heading] = [*known, *(value if isinstance(value, list) else [value])]
    return merged


def identifiers_of(*, doi: str = "", isbn: str = "", report: str = "", ncj: str = "") -> dict[str, str]:
    """Return the identifiers that are known, as a record has them."""
    known = {"doi": bare_doi(doi), "isbn": isbn, "report": report, "ncj": ncj}
    return {name: value for name, value in known.items() if value}
