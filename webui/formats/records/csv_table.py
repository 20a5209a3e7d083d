"""A listing as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from catalog.facets import FACETS, Facet, record_facets
from catalog.model import Entry, Record
from webui.formats.records.listing import Listing, one_line, publisher_labels, web_address, xml_safe
from webui.i18n.formatting import agency_words
from webui.i18n.locale import gettext

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters of cells that a spreadsheet may take for a formula (OWASP, CSV Injection), with wide forms."""

Cell = Callable[[Record, Listing], str]


def _joined(*values: str) -> str:
    return "; ".join(one_line(value) for value in values)


def _facet_cell(facet: Facet) -> Cell:
    """Return a function that returns the labels of a record's values in a facet."""

    def cell(record: Record, listing: Listing) -> str:
        return _joined(*(value.label for value in listing.taxonomy.values(facet, Entry(record))))

    return cell


_FACET_CELLS = {facet.name: _facet_cell(facet) for facet in FACETS}
_FACETS_WITH_COLUMN = ("format", "topic", "publisher", "agency_size", "audience", "engagement", "language", "rating")
"""Facets with a column of their own below. The others in FACETS have theirs after the language, under their labels."""

COLUMNS: dict[str, Cell] = {
    "Title": lambda record, listing: listing.text(record).title,
    "Subtitle": lambda record, listing: listing.text(record).subtitle or "",
    "Format": _FACET_CELLS["format"],
    "Topics": _FACET_CELLS["topic"],
    "Summary": lambda record, listing: listing.text(record).summary or "",
    "Published": lambda record, _: str(record.published or ""),
    "Publishers": lambda record, listing: _joined(*publisher_labels(record, listing.taxonomy)),
    "Authors": lambda record, _: _joined(*record.authors),
    "Agency size": lambda record, _: agency_words(record.agency_size),
    "Useful for": _FACET_CELLS["audience"],
    "PSP engagement": _FACET_CELLS["engagement"],
    "Language": _FACET_CELLS["language"],
    **{facet.label: _FACET_CELLS[facet.name] for facet in record_facets(without=_FACETS_WITH_COLUMN)},
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
    "Sample": lambda record, _: gettext("Sample") if record.sample else "",
    "Rights": lambda record, _: record.rights or "",
    "Web address": lambda record, _: web_address(record) or "",
    "Listed at": lambda record, _: record.listed_at or "",
    "Page in this catalog": lambda record, listing: listing.urls.resource(record.id),
    "Added": lambda record, _: str(record.added or ""),
    "Reviewed": lambda record, _: str(record.reviewed or ""),
    "Id in this catalog": lambda record, _: record.id,
}
"""The columns in order, and the functions that return their cells. Several values are separated by semicolons."""


def csv_table(listing: Listing) -> str:
    """Return the table: a header row, then a row for each record."""
    rows = (csv_row(cell(record, listing) for cell in COLUMNS.values()) for record in listing.records)
    return "".join((BYTE_ORDER_MARK, csv_row(COLUMNS), *rows))


def csv_row(cells: Iterable[str]) -> str:
    """Return a row with its line end, as `csv.writer` does; that takes three times as long for long texts.

    Characters that XML does not allow are left out, and no cell is a formula.
    """
    return ",".join(_quoted(escape_formula(xml_safe(cell))) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    if not any(sign in cell for sign in ',"\r\n'):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def escape_formula(text: str) -> str:
    """Return a cell, after an apostrophe if a spreadsheet may take it for a formula, or if it looks guarded already."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text
