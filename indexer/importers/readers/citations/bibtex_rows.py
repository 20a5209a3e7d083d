"""BibTeX: a row for each entry, with the fields of a record, and TeX as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

from indexer.importers.readers.citations.bibtex_names import names_in
from indexer.importers.readers.citations.bibtex_text import Macros, address_in, text_of
from indexer.importers.readers.citations.citation_values import (
    identifiers_of,
    isbn_in,
    known_date,
    ncj_in,
    page_count_in,
    parts_between,
    without_empty,
)
from indexer.importers.readers.text_source import open_text
from indexer.importers.rows import SourceFault, SourceItem, SourceRow

MAX_CHARACTERS = 32 << 20
"""A file is read as a whole, because its macros count everywhere."""
ARTICLE_TYPES = frozenset({"article", "inproceedings", "incollection", "inbook", "conference", "periodical"})
"""Types of entries whose `number` is that of an issue or volume."""
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_VERBATIM = frozenset({"url", "doi", "file", "eprint"})
_PUBLISHERS = ("institution", "publisher", "school", "organization")
_OWN_HEADINGS = {"pages": "page range", "type": "report type", "title": "short title", "authors": "names"}
"""Headings of fields that would be taken for a field of a record with another meaning."""


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each entry, and a fault for each that is broken."""
    text = open_text(file).read(MAX_CHARACTERS + 1)
    if len(text) > MAX_CHARACTERS:
        yield SourceFault("the file", f"This file has more than {MAX_CHARACTERS >> 20} million characters: split it.")
        return
    library = parse_string(text.replace("\\r\\n", "\\n").replace("\\r", "\\n"), parse_stack=[])
    macros = Macros(library)
    for block in library.blocks:
        yield from _block_items(block, macros)


def _block_items(block: Block, macros: Macros) -> Iterator[SourceItem]:
    """Yield what a block of the file says; comments, macros and preambles say nothing."""
    place = f"line {(block.start_line or 0) + 1:,}"
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        yield SourceFault(place, f"This entry has a field twice ({names}); the first one counts.")
        block = block.ignore_error_block or block
    if isinstance(block, Entry):
        yield _entry_item(place, block, macros)
    elif isinstance(block, ParsingFailedBlock):
        yield SourceFault(place, _failure(block))


def _failure(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"The key '{block.key}' is used above: this entry was left out. Give it another key."
    return "This entry cannot be read: check whether a brace, a comma or a quotation mark is missing. It was left out."


def _entry_item(place: str, entry: Entry, macros: Macros) -> SourceItem:
    """Return the row of an entry."""
    raw: dict[str, str] = {}
    for field in entry.fields:
        raw.setdefault(field.key.lower(), macros.value(str(field.value)))
    names = {role: names_in(raw.pop(role, "")) for role in ("author", "editor")}
    fields = {name: address_in(value) if name in _VERBATIM else text_of(value) for name, value in raw.items()}
    kind = entry.entry_type.lower()
    values = without_empty(_fields(kind, fields))
    values |= without_empty((("authors", names["author"]), ("editors", names["editor"])))
    source_id = entry.key or values.get("identifiers", {}).get("doi", "")
    if not values:
        return SourceFault(place, "This entry is empty.")
    return SourceRow(place, without_empty((("source_id", source_id), ("type", kind))) | values)


def _fields(kind: str, fields: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record, then the others; what is used is taken out of `fields`."""
    yield "title", fields.pop("title", "")
    yield "subtitle", fields.pop("subtitle", "")
    yield "publishers", [part for name in _PUBLISHERS for part in parts_between(fields.pop(name, ""), ";")]
    yield "published", _published(fields)
    yield "summary", fields.pop("abstract", "")
    keywords = fields.pop("keywords", "")
    yield "keywords", parts_between(keywords, ";" if ";" in keywords else ",")
    yield "url", fields.pop("url", "")
    yield "language", fields.pop("language", "") or fields.pop("langid", "")
    yield "series", fields.pop("series", "")
    yield "edition", fields.pop("edition", "")
    yield "pages", _page_count(fields)
    yield "identifiers", _identifiers(kind, fields)
    for name, value in fields.items():
        yield _OWN_HEADINGS.get(name, name), value


def _published(fields: dict[str, str]) -> str:
    """Take the date as far as it is known: of `date`, or of `year`, `month` and `day`."""
    if date := known_date(fields.get("date", "")):
        del fields["date"]
        return date
    year = fields.pop("year", "").strip()
    month = _month_number(fields.get("month", ""))
    day = fields.get("day", "").strip()
    for parts, used in (((year, month, day), ("month", "day")), ((year, month), ("month",)), ((year,), ())):
        if all(parts) and (date := known_date("-".join(parts))):
            for name in used:
                del fields[name]
            return date
    return year or fields.pop("date", "")


def _month_number(month: str) -> str:
    """Return the number of a month by its number or English name, or an empty string."""
    name = month.strip().strip(".").lower()
    if name[:3] in MONTHS and name.isalpha():
        return str(MONTHS.index(name[:3]) + 1)
    return name if re.fullmatch(r"[0-9]{1,2}", name) else ""


def _page_count(fields: dict[str, str]) -> int | None:
    """Take the number of pages, if a field says that it is one; a mere number may be the page of an article."""
    total = fields.get("pagetotal", "")
    if re.fullmatch(r"[0-9]{1,5}", total) or page_count_in(total):
        del fields["pagetotal"]
        return page_count_in(total) or int(total)
    count = page_count_in(fields.get("pages", ""))
    if count is not None:
        del fields["pages"]
    return count


def _identifiers(kind: str, fields: dict[str, str]) -> dict[str, str]:
    """Take the identifiers."""
    isbn = isbn_in(fields.get("isbn", ""))
    if isbn:
        del fields["isbn"]
    ncj = ncj_in(fields.get("note", ""))
    if ncj:
        del fields["note"]
    report = "" if kind in ARTICLE_TYPES else fields.pop("number", "")
    if ncj_in(report):
        ncj, report = ncj or ncj_in(report), ""
    return identifiers_of(doi=fields.pop("doi", ""), isbn=isbn, report=report, ncj=ncj)
