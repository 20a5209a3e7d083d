"""References as BibTeX: entry types and fields of O. Patashnik, BibTeXing (1988), section 3; texts in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Record
from webui.formats.citations.reference_types import kind_of
from webui.formats.records.listing import Listing, numbers, one_line, publishers, web_address
from webui.i18n.formatting import resource_words
from webui.i18n.locale import ngettext, number_words

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The names that every bibliography style knows; they stand without braces."""
ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even behind a backslash
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""What TeX would not print as it stands."""
_SIGNS = str.maketrans(ESCAPED)


def bibtex(listing: Listing) -> str:
    """Return an entry for each record, in their order; the words before them are a comment, as all is outside entries.

    They say how many there are of how many, so that nobody takes the first thousand for all. Sections of a toolkit are
    keywords, and its notes are in `annote`, the field of annotated bibliographies.
    """
    shown = len(listing.records)
    what = resource_words(shown) if shown == listing.total else _part(shown, listing.total)
    head = [f"% {one_line(line)}\n".replace("@", "(at)") for line in (f"{listing.title}: {what}", *listing.about)]
    return "\n".join(["".join(head), *(_entry(record, listing) for record in listing.records)])


def _part(shown: int, total: int) -> str:
    return ngettext(
        "the first %(first)s of %(num)s resource",
        "the first %(first)s of %(num)s resources",
        total,
        first=number_words(shown),
    )


def _entry(record: Record, listing: Listing) -> str:
    kind = kind_of(record.format).bibtex
    lines = [f"  {name} = {value},\n" for name, value in _fields(record, listing) if value]
    return f"@{kind}{{{key(record.id)},\n{''.join(lines)}}}\n"


def key(record_id: str) -> str:
    """Return the key of a record: its id, with a hyphen for whatever BibTeX might trip over."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", record_id)


def text(value: str | None) -> str:
    """Return a text in braces, on one line, so that TeX prints it as it is written; nothing for nothing."""
    line = one_line(value or "")
    return f"{{{line.translate(_SIGNS)}}}" if line else ""


def _address(value: str) -> str:
    """Return an address in braces. Programs take it as it stands, so that only what breaks an entry is escaped."""
    kept = re.sub(r"[{}\\ ]", lambda sign: f"%{ord(sign[0]):02X}", one_line(value))
    return f"{{{kept}}}" if kept else ""


def _fields(record: Record, listing: Listing) -> Iterator[tuple[str, str]]:
    report = kind_of(record.format).bibtex == "techreport"
    sources = text("; ".join(publishers(record, listing.taxonomy)))
    known, date = record.identifiers, record.published
    yield "title", text(f"{record.title}: {record.subtitle}" if record.subtitle else record.title)
    yield "author", _names(record.authors)
    yield ("institution" if report else "publisher"), sources
    yield "howpublished", "" if report or not record.format else text(listing.taxonomy.label("format", record.format))
    yield "year", f"{{{date.year:04d}}}" if date else ""
    yield "month", MONTHS[date.month - 1] if date and date.month else ""
    yield "number", text(known.report)
    yield "series", text(record.series)
    yield "edition", text(record.edition)
    yield "isbn", text(known.isbn)
    yield "doi", _address(known.doi or "")
    yield "url", _address(web_address(record) or listing.addresses.resource(record.id))
    yield "language", text(record.language)
    yield "keywords", text(", ".join((*record.keywords, *listing.said_of(record).sections)))
    yield "abstract", text(record.summary)
    yield "note", text("; ".join(numbers(record)))
    yield "annote", text(" ".join(listing.said_of(record).notes))


def _names(names: tuple[str, ...]) -> str:
    """Return names joined by "and"; braces keep together a name that has the word itself, as organizations do."""
    written = [text(name)[1:-1] for name in names if name.strip()]
    kept = [f"{{{name}}}" if re.search(r"\band\b", name, re.IGNORECASE) else name for name in written]
    return f"{{{' and '.join(kept)}}}" if kept else ""
