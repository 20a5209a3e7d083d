"""References as RIS: the format of Research Information Systems that Zotero, EndNote and others read.

Each line is a tag of two characters, two spaces, a hyphen, a space and a value, and ends with CR LF; `TY` begins a
reference and `ER` ends it (RIS Format Specifications, Reference Manager). Of a report, `SN` is the report number and
`T2` the series, as Zotero and EndNote read them; they have no tag for its ISBN.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import PartialDate, Record
from webui.branding import SITE_NAME
from webui.formats.citations.csl_item import csl_item
from webui.formats.citations.person_names import AuthorKind, AuthorName
from webui.formats.records.listing import Listing, one_line

REPORT = "RPRT"


def ris(listing: Listing) -> str:
    """Return a reference for each record, in their order.

    Sections of a toolkit become keywords, and its notes become notes. RIS has no field for text about the whole
    toolkit, so it becomes notes of the first reference.
    """
    return "".join(_reference(record, listing, is_first=not number) for number, record in enumerate(listing.records))


def _reference(record: Record, listing: Listing, *, is_first: bool) -> str:
    fields = _fields(record, listing, listing.about if is_first else ())
    lines = [(tag, one_line(value)) for tag, value in fields]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")


def _fields(record: Record, listing: Listing, about: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    item, page = csl_item(record, listing.taxonomy), listing.urls.resource(record.id)
    toolkit_notes = listing.notes_on(record)
    is_report = item.reference_type.ris == REPORT
    yield "TY", item.reference_type.ris
    yield "TI", item.title
    for name in item.authors:
        yield "AU", _author(name).replace("*", "")  # the specification forbids asterisks here and in keywords
    yield "PB", "; ".join(item.publishers)
    yield from _dates(item.issued)
    yield "T2" if is_report else "T3", item.series
    yield "ET", item.edition
    yield "AB", item.abstract
    for keyword in (*item.topics, *item.keywords, *toolkit_notes.sections):
        yield "KW", keyword.replace("*", "")
    yield "LA", item.language
    yield "SN", item.number if is_report else item.isbn
    yield "DO", item.doi
    yield "M1", "" if is_report else item.number
    yield "AN", item.accession_number
    yield "UR", item.url or page
    yield "DB", SITE_NAME
    for note in (*toolkit_notes.notes, *about):
        yield "N1", note
    yield "N1", f"ISBN {item.isbn}" if is_report and item.isbn else ""
    yield "N1", f"In the {SITE_NAME}: {page}"
    yield "ER", ""


def _author(name: AuthorName) -> str:
    """Return a person's name as "Doe, Jane, Jr.", and any other without commas, which would divide it."""
    return name.inverted(name.given) if name.kind is AuthorKind.PERSON else name.natural.replace(",", "")


def _dates(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Yield the year, and the date as YYYY/MM/DD/ with empty parts for an unknown month or day."""
    if date:
        month, day = (f"{part:02d}" if part else "" for part in (date.month, date.day))
        yield "PY", f"{date.year:04d}"
        yield "DA", f"{date.year:04d}/{month}/{day}/"
