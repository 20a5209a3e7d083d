"""References as BibTeX: entry types and fields of O. Patashnik, BibTeXing (1988), section 3; texts in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Record
from webui.formats.citations.csl_item import CslItem, csl_item
from webui.formats.citations.person_names import AuthorKind, AuthorName
from webui.formats.records.listing import Listing, one_line
from webui.i18n.formatting import resource_words
from webui.i18n.locale import ngettext, number_words

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""Macros that every bibliography style defines; they are written without braces."""
TEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even after a backslash
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Characters that TeX does not print as they are."""
_TRANSLATION = str.maketrans(TEX_ESCAPES)
_WORD = re.compile(r"(\w+(?:[.&'\u2019/+-]\w+)*\.?)")
"""A word with what joins its parts, such as "U.S." and "FBI-led"."""


def bibtex(listing: Listing) -> str:
    """Return an entry for each record, in their order, after a comment that describes the listing.

    The comment has the title, the number of records in the file and the total. BibTeX ignores everything outside
    entries. Sections of a toolkit are keywords, and its notes are in `annote`, the field of annotated bibliographies.
    """
    count = len(listing.records)
    size = resource_words(count) if count == listing.total else _first_of_total(count, listing.total)
    comments = [f"% {one_line(line)}\n".replace("@", "(at)") for line in (f"{listing.title}: {size}", *listing.about)]
    return "\n".join(["".join(comments), *(_entry(record, listing) for record in listing.records)])


def _first_of_total(count: int, total: int) -> str:
    return ngettext(
        "the first %(first)s of %(num)s resource",
        "the first %(first)s of %(num)s resources",
        total,
        first=number_words(count),
    )


def _entry(record: Record, listing: Listing) -> str:
    item = csl_item(record, listing.taxonomy)
    lines = [f"  {name} = {value},\n" for name, value in _fields(item, record, listing) if value]
    return f"@{item.reference_type.bibtex}{{{citation_key(record.id)},\n{''.join(lines)}}}\n"


def citation_key(record_id: str) -> str:
    """Return the key of a record: its id, with a hyphen for characters that BibTeX may not accept."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", record_id)


def braced(text: str) -> str:
    """Return a text in braces, on one line, escaped so that TeX prints it as it is; an empty text stays empty."""
    line = one_line(text)
    return f"{{{line.translate(_TRANSLATION)}}}" if line else ""


def _braced_url(url: str) -> str:
    """Return a URL or DOI in braces. Programs read it verbatim; only signs that break the entry are escaped."""
    escaped = re.sub(r"[{}\\ ]", lambda sign: f"%{ord(sign[0]):02X}", one_line(url))
    return f"{{{escaped}}}" if escaped else ""


def _fields(item: CslItem, record: Record, listing: Listing) -> Iterator[tuple[str, str]]:
    is_report, date = item.reference_type.bibtex == "techreport", item.issued
    toolkit_notes = listing.notes_on(record)
    yield "title", _title(item.title)
    yield "author", _authors(item.authors)
    yield ("institution" if is_report else "publisher"), braced("; ".join(item.publishers))
    yield "howpublished", "" if is_report else braced(item.genre)
    yield "year", f"{{{date.year:04d}}}" if date else ""
    yield "month", MONTHS[date.month - 1] if date and date.month else ""
    yield "number", braced(item.number)
    yield "series", braced(item.series)
    yield "edition", braced(item.edition)
    yield "isbn", braced(item.isbn)
    yield "doi", _braced_url(item.doi)
    yield "url", _braced_url(item.url or listing.urls.resource(record.id))
    yield "language", braced(item.language)
    yield "keywords", braced(", ".join((*item.keywords, *toolkit_notes.sections)))
    yield "abstract", braced(item.abstract)
    yield "note", braced(item.accession_number)
    yield "annote", braced(" ".join(toolkit_notes.notes))


def _title(text: str) -> str:
    """Return a title in braces, and in further ones the words whose capitals must stay when a style lowers the others.

    These are acronyms, words with a capital inside, and single capitals, except "A".
    """
    parts = _WORD.split(one_line(text))  # words have odd indexes
    escaped = [part.translate(_TRANSLATION) for part in parts]
    escaped[1::2] = [
        f"{{{escape}}}" if _keeps_capitals(word) else escape
        for word, escape in zip(parts[1::2], escaped[1::2], strict=True)
    ]
    return f"{{{''.join(escaped)}}}" if text else ""


def _keeps_capitals(word: str) -> bool:
    return any(map(str.isupper, word[1:])) or (len(word) == 1 and word.isupper() and word != "A")


def _authors(names: tuple[AuthorName, ...]) -> str:
    """Return the names joined by "and", as the manual has them: "Doe, Jane" and "Doe, Jr., Jane" (section 4).

    Names that are not a person's are in braces, so that they are not divided; so is a part with the word "and".
    """
    return f"{{{' and '.join(map(_author, names))}}}" if names else ""


def _author(name: AuthorName) -> str:
    if name.kind is not AuthorKind.PERSON:
        return f"{{{name.natural.translate(_TRANSLATION)}}}"
    parts = (part.translate(_TRANSLATION) for part in (name.family, name.suffix, name.given) if part)
    return ", ".join(f"{{{part}}}" if re.search(r"\band\b", part, re.IGNORECASE) else part for part in parts)
