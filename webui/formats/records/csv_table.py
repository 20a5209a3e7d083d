"""A listing as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from catalog.facets import FACETS, Facet, record_facets
from catalog.model import Entry, Record
from webui.formats.records.listing import Listing, one_line, plain, publisher_labels, web_address
from webui.i18n.formatting import agency_words

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters of cells that a spreadsheet may take for a formula (OWASP, CSV Injection), with wide forms."""

Cell = Callable[[Record, Listing], str]


def _joined(*values: str) -> str:
    return "; ".join(one_line(value) for value in values)


def _facet_cell(facet: Facet) -> Cell:
    """Return what writes the labels of a record's values in a facet."""

    def cell(record: Record, listing: Listing) -> str:
        return _joined(*(value.label for value in listing.taxonomy.values(facet, Entry(record))))

    return cell


_CELLS = {facet.name: _facet_cell(facet) for facet in FACETS}
_PLACED = ("format", "topic", "publisher", "agency_size", "audience", "engagement", "language", "rating")
"""Facets whose column has a fixed place. Those that are added to FACETS follow the language, under their labels."""

COLUMNS: dict[str, Cell] = {
    "Title": lambda record, _: record.title,
    "Subtitle": lambda record, _: record.subtitle or "",
    "Format": _CELLS["format"],
    "Topics": _CELLS["topic"],
    "Summary": lambda record, _: record.summary or "",
    "Published": lambda record, _: str(record.published or ""),
    "Publishers": lambda record, all_: _joined(*publisher_labels(record, all_.taxonomy)),
    "Authors": lambda record, _: _joined(*record.authors),
    "Agency size": lambda record, _: agency_words(record.agency_size),
    "Useful for": _CELLS["audience"],
    "PSP engagement": _CELLS["engagement"],
    "Language": _CELLS["language"],
    **{facet.label: _CELLS[facet.name] for facet in record_facets(without=_PLACED)},
    "Pages": lambda record, _: str(record.pages or ""),
    "Length in seconds": lambda record, _: str(record.duration_s or ""),
    "Series": lambda record, _: record.series or "",
    "Edition": lambda record, _: record.edition or "",
    "Keywords": lambda record, _: _joined(*record.keywords),
    "Evidence rating": lambda record, _: f"{record.rating.value} ({record.rating.scheme})" if record.rating else "",
    "NCJ number": lambda record, _: record.identifiers.ncj or "",
    "DOI": lambda record, _: record.identifiers.doi or "",
    "ISBN": lambda record, _: record.identifiers.isbn or "",
    "Report number": lambda record, _: record.identifiers.report or "",
    "Rights": lambda record, _: record.rights or "",
    "Web address": lambda record, _: web_address(record) or "",
    "Page in this catalog": lambda record, all_: all_.urls.resource(record.id),
    "Added": lambda record, _: str(record.added or ""),
    "Reviewed": lambda record, _: str(record.reviewed or ""),
    "Id in this catalog": lambda record, _: record.id,
}
"""The columns in their order, and what stands in each. Several values of one are parted by semicolons."""


def table(listing: Listing) -> str:
    """Return the table: a header row, then a row for each record."""
    file = StringIO(newline="")
    writer = csv.writer(file)  # commas, quotes where needed, CRLF
    writer.writerow(COLUMNS)
    for record in listing.records:
        writer.writerow([guarded(plain(cell(record, listing))) for cell in COLUMNS.values()])
    return MARK + file.getvalue()


def guarded(text: str) -> str:
    """Return a cell with an apostrophe in front if a spreadsheet may take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
