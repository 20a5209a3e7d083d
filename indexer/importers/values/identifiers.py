"""Tells the kinds of identifiers apart that other catalogs mix: addresses, DOIs, ISBNs, NCJ and report numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.identifiers import bare_doi, bare_ncj, isbn_stem
from catalog.schemas import is_web_address
from indexer.extract.cleaning import clean_line

MAX_IDENTIFIER = 2_000

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_URL = re.compile(r"https?://(?:(?:dx|www)\.)?doi\.org/10\.\d{4,9}/\S+", re.IGNORECASE)
_NCJ = re.compile(r"NCJ[\s:-]*\d{4,6}", re.IGNORECASE)
_LABELED_ISBN = re.compile(r"(?:urn:)?ISBN(?:-1[03])?[:\s]*", re.IGNORECASE)
_REPORT = re.compile(r"[A-Za-z][A-Za-z.]{0,15}[\s/_-]?(?=\S*\d)[\w./-]{1,30}")


@dataclass(slots=True)
class SortedIdentifiers:
    """Identifiers by their kinds: `numbers` by the names of a record's field `identifiers`, web addresses, others."""

    numbers: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def sort_identifiers(values: Iterable[str]) -> SortedIdentifiers:
    """Return identifiers by their kinds, of each kind of number the first. The address of a DOI counts as a DOI."""
    result = SortedIdentifiers()
    for value in values:
        text = clean_line(value[:MAX_IDENTIFIER])
        kind, number = _number(text)
        if kind:
            result.numbers.setdefault(kind, number)
        elif is_web_address(text):
            result.addresses.append(text)
        elif text:
            result.others.append(text)
    return result


def _number(text: str) -> tuple[str, str]:
    """Return the kind of a number, and the number as records have it; empty texts if it is of no known kind."""
    doi = bare_doi(text)
    if _DOI.fullmatch(doi):
        return "doi", doi.replace("%2F", "/") if _DOI_URL.match(text) else doi
    if _NCJ.fullmatch(text):
        return "ncj", bare_ncj(text).lstrip(": ")
    unlabeled = _LABELED_ISBN.sub("", text, count=1)
    if isbn_stem(unlabeled) and (unlabeled != text or text.replace("-", "").isalnum()):
        return "isbn", unlabeled
    return ("report", text) if _REPORT.fullmatch(text) and not is_web_address(text) else ("", "")
