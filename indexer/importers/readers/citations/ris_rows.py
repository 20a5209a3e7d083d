"""RIS, the format of Research Information Systems: a row for each reference, with the fields of a record.

A tag whose meaning depends on the program that wrote it is not a field: it keeps its name in rispy, or its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import rispy

from indexer.importers.readers.citations.citation_values import (
    identifiers_of,
    isbn_in,
    known_date,
    ncj_in,
    page_count_in,
    parts_between,
    without_empty,
)
from indexer.importers.readers.text_source import open_text, source_lines
from indexer.importers.rows import SourceFault, SourceItem, SourceRow

MAX_REFERENCE_CHARACTERS = 4 << 20
"""What is beyond it in a reference is left out."""
REPORT_TYPES = frozenset({"RPRT", "GOVDOC"})
BOOK_TYPES = frozenset({"BOOK", "EBOOK", "EDBOOK", "ENCYC", "DICT"})
ARTICLE_TYPES = frozenset({"JOUR", "EJOUR", "NEWS", "ABST", "INPR", "CHAP", "ECHAP", "CONF", "CPAPER"})
"""Types of parts of a larger work; their `M1` may be the number of an issue."""

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)", re.DOTALL)
_FIELDS = frozenset({"title", "authors", "keywords", "edition", "language", "id", "doi", "notes"})
"""Names of rispy that are names of fields here."""


class _Parser(rispy.RisParser):  # type: ignore[misc]  # rispy has no types
    """Returns a list of the values of each tag, by tag."""

    def __init__(self) -> None:
        tags = {tag: tag for tag in rispy.TAG_KEY_MAPPING}
        super().__init__(mapping=tags, list_tags=list(tags), delimiter_tags_mapping={})


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each reference, and a fault for what is none."""
    lines: list[str] = []
    first = size = 0
    is_too_long = False
    for number, (line, is_cut) in enumerate(source_lines(open_text(file)), 1):
        text = line.strip("\r\n\ufeff\x1a")
        tag = _tag_of(text)
        if tag == "TY":
            if lines:
                yield from _unfinished(first, lines)
            lines, first, size, is_too_long = [], number, 0, False
        elif not lines:
            if tag:
                yield SourceFault(f"line {number:,}", f"The tag {tag} is outside of a reference, which begins with TY.")
            continue
        size += len(text)
        if is_cut or size > MAX_REFERENCE_CHARACTERS:
            if not is_too_long:
                yield SourceFault(f"line {number:,}", "This reference is too long; a part of it was left out.")
            is_too_long, text = True, text if tag == "ER" else ""
        lines.append(text)
        if tag == "ER":
            yield _reference_item(first, lines)
            lines = []
    if lines:
        yield from _unfinished(first, lines)


def _unfinished(first: int, lines: list[str]) -> Iterator[SourceItem]:
    """Yield a reference without its end, and a fault that says so."""
    yield SourceFault(
        f"line {first:,}", "This reference has no line ER at its end; it was read to where the next begins."
    )
    yield _reference_item(first, [*lines, "ER  - "])


def _tag_of(line: str) -> str:
    """Return the tag at the beginning of a line, or an empty string."""
    match = _TAG.fullmatch(line)
    return match[1] if match else ""


def _reference_item(first: int, lines: list[str]) -> SourceItem:
    """Return the row of a reference's lines."""
    place = f"line {first:,}"
    references = _Parser().parse_lines(iter(_unfolded(lines)))
    tags = dict(references[0]) if references else {}
    kind = str(tags.pop("TY", "")).upper()
    tags |= tags.pop("UK", {})
    values = without_empty(_fields(kind, {tag: [value for value in values if value] for tag, values in tags.items()}))
    return SourceRow(place, values) if values.keys() - {"type"} else SourceFault(place, "This reference is empty.")


def _unfolded(lines: Iterable[str]) -> list[str]:
    """Return a line for each tag in the form that rispy reads, together with the lines that continue it."""
    unfolded: list[str] = []
    for line in lines:
        match = _TAG.fullmatch(line)
        if match:
            unfolded.append(f"{match[1]}  - {(match[2] or '').strip()}")
        elif line.strip():
            unfolded[-1] += f" {line.strip()}"
    return unfolded


def _fields(kind: str, tags: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a reference, then the tags that are no fields; what is used is taken out of `tags`."""
    yield "type", kind
    yield "title", _first(tags, "TI", "T1")
    yield "authors", [*tags.pop("AU", ()), *tags.pop("A1", ())]
    yield "publishers", [name for value in tags.pop("PB", ()) for name in parts_between(value, ";")]
    yield "published", _published(tags)
    yield "summary", _first(tags, "AB", "N2")
    yield "keywords", [word for value in tags.pop("KW", ()) for word in parts_between(value, ";")]
    yield "url", _first(tags, "UR")
    yield "language", _first(tags, "LA")
    yield "edition", _first(tags, "ET")
    yield "series", _first(tags, "T2", "T3") if kind in REPORT_TYPES | BOOK_TYPES else _first(tags, "T3")
    yield "pages", _page_count(kind, tags)
    identifiers = _identifiers(kind, tags)
    yield "identifiers", identifiers
    yield "source_id", _first(tags, "ID") or identifiers.get("doi", "")
    yield "notes", tags.pop("N1", [])
    for tag, values in tags.items():
        name = rispy.TAG_KEY_MAPPING.get(tag, tag)
        yield tag if name in _FIELDS else name, values[0] if len(values) == 1 else values


def _first(tags: dict[str, list[str]], *names: str) -> str:
    """Take the first value of the first of some tags that has one; return an empty string if none has."""
    for name in names:
        if tags.get(name):
            return tags[name].pop(0)
    return ""


def _published(tags: dict[str, list[str]]) -> str:
    """Take the date of publication as far as it is known: `DA` counts if it is in the year of `PY`."""
    year = _first(tags, "PY", "Y1")
    date = next(iter(tags.get("DA", ())), "")
    known_year, known_day = known_date(year), known_date(date)
    if known_day and (not year or known_day.startswith(known_year[:4])) and len(known_day) >= len(known_year):
        tags["DA"].pop(0)
        return known_day
    return known_year or year or _first(tags, "DA")


def _page_count(kind: str, tags: dict[str, list[str]]) -> int | None:
    """Take the number of pages, if that is what `SP` has; of a part of a larger work it is the first page."""
    pages, last = next(iter(tags.get("SP", ())), ""), tags.get("EP")
    is_whole = kind in REPORT_TYPES | BOOK_TYPES and not last
    count = int(pages) if is_whole and re.fullmatch(r"[0-9]{1,5}", pages) else page_count_in(pages)
    if count is not None:
        tags["SP"].pop(0)
    return count


def _identifiers(kind: str, tags: dict[str, list[str]]) -> dict[str, str]:
    """Take the identifiers; of a report, `SN` is its number and, as in our export, the ISBN is among the notes."""
    number, isbn, ncj = next(iter(tags.get("SN", ())), ""), "", ""
    if isbn_in(number) and (kind not in REPORT_TYPES or number.startswith(("978", "979", "ISBN"))):
        isbn, number = isbn_in(_first(tags, "SN")), ""
    elif kind in REPORT_TYPES:
        _first(tags, "SN")
    else:
        number = "" if kind in ARTICLE_TYPES else _first(tags, "M1")
    if ncj_in(number):
        ncj, number = ncj_in(number), ""
    for tag in ("AN", "N1"):
        for value in tuple(tags.get(tag, ())):
            if (not ncj and ncj_in(value)) or (not isbn and value.startswith("ISBN") and isbn_in(value)):
                ncj, isbn = ncj or ncj_in(value), isbn or isbn_in(value)
                tags[tag].remove(value)
    return identifiers_of(doi=_first(tags, "DO"), isbn=isbn, report=number, ncj=ncj)
