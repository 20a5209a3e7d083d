"""References as RIS: the format of Research Information Systems that Zotero, EndNote and others read.

Each line is a tag of two characters, two spaces, a hyphen, a space and a value, and ends with CR LF; `TY` begins a
reference and `ER` ends it (RIS Format Specifications, Reference Manager).
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import PartialDate, Record
from webui.branding import NAME
from webui.formats.citations.reference_types import kind_of
from webui.formats.records.listing import Listing, numbers, one_line, publishers, web_address


def ris(listing: Listing) -> str:
    """Return a reference for each record, in their order.

    Sections of a toolkit are keywords and its notes are notes. A file of references has no place for what is said of
    the whole: that is noted on the first one.
    """
    return "".join(_reference(record, listing, first=not number) for number, record in enumerate(listing.records))


def _reference(record: Record, listing: Listing, *, first: bool) -> str:
    lines = [(tag, one_line(value)) for tag, value in _fields(record, listing, listing.about if first else ())]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")


def _fields(record: Record, listing: Listing, about: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    page = listing.addresses.resource(record.id)
    yield "TY", kind_of(record.format).ris
    yield "TI", f"{record.title}: {record.subtitle}" if record.subtitle else record.title
    for name in record.authors:
        yield "AU", name.replace("*", "")  # the specification forbids asterisks here and in keywords
    yield "PB", "; ".join(publishers(record, listing.taxonomy))
    yield from _dates(record.published)
    yield "T3", record.series or ""
    yield "ET", record.edition or ""
    yield "AB", record.summary or ""
    for word in _keywords(record, listing):
        yield "KW", word.replace("*", "")
    yield "LA", record.language or ""
    yield "SN", record.identifiers.isbn or ""
    yield "DO", record.identifiers.doi or ""
    yield "M1", record.identifiers.report or ""
    for number in numbers(record):
        yield "AN", number
    yield "UR", web_address(record) or page
    yield "DB", NAME
    for note in (*listing.said_of(record).notes, *about):
        yield "N1", note
    yield "N1", f"In the {NAME}: {page}"
    yield "ER", ""


def _dates(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Yield the year, and the date as YYYY/MM/DD/ with nothing for what is not known."""
    if date:
        month, day = (f"{part:02d}" if part else "" for part in (date.month, date.day))
        yield "PY", f"{date.year:04d}"
        yield "DA", f"{date.year:04d}/{month}/{day}/"


def _keywords(record: Record, listing: Listing) -> Iterator[str]:
    yield from (listing.taxonomy.label("topic", topic) for topic in record.topics)
    yield from record.keywords
    yield from listing.said_of(record).sections
