"""The records of a feed or an export, and the texts that every format has in common."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from catalog.model import Record, RecordText, day_added, last_checked
from catalog.schemas import is_web_address
from catalog.taxonomy import Taxonomy
from webui.urls import SiteUrls

MAX_EXPORTED_RECORDS = 1_000
"""Records in one file."""

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow (XML 1.0, section 2.2): most controls, lone surrogates, U+FFFE and U+FFFF."""


@dataclass(frozen=True, slots=True)
class ToolkitNotes:
    """The notes of a toolkit on a record, and the titles of the sections it is in."""

    notes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


NO_NOTES = ToolkitNotes()


@dataclass(frozen=True, slots=True)
class Listing:
    """Records in their order, out of `total` matches, and what is needed to render them.

    `title` is that of the search or the toolkit; `page` counts from 1. `updated_at` is when the generation with the
    records was published. `urls` are the public ones. Of a toolkit, `about` is text about the whole, and
    `toolkit_notes` has the notes on a record by its id. `changed_at` returns when a record last changed, by its id, or
    None if that is unknown.
    """

    title: str
    records: tuple[Record, ...]
    total: int
    taxonomy: Taxonomy
    urls: SiteUrls
    updated_at: dt.datetime
    page: int = 1
    per_page: int = MAX_EXPORTED_RECORDS
    about: tuple[str, ...] = ()
    toolkit_notes: Mapping[str, ToolkitNotes] = field(default_factory=dict)
    changed_at: Callable[[str], dt.datetime | None] = field(default=lambda _record_id: None)

    def text(self, record: Record) -> RecordText:
        """Return the texts of a record in the language of the listing, as far as they are translated."""
        return record.text_in(self.urls.language)

    def notes_on(self, record: Record) -> ToolkitNotes:
        """Return the notes of the toolkit on a record."""
        return self.toolkit_notes.get(record.id, NO_NOTES)


def xml_safe(text: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)  # all that is printable is allowed


def one_line(text: str) -> str:
    """Return a text on one line, with one space for consecutive white space and characters that XML does not allow."""
    if text.isprintable() and "  " not in text and text == text.strip():  # the only printable white space is a space
        return text
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def web_address(record: Record) -> str | None:
    """Return the URL of a record's resource, or None if it is not on the web."""
    return record.url if record.url and is_web_address(record.url) else None


def publisher_labels(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the labels of a record's publishers."""
    return tuple(taxonomy.publisher_label(name) for name in record.publishers)


def value_labels(facet: str, values: tuple[str, ...], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the labels of facet values."""
    return tuple(taxonomy.label(facet, value) for value in values)


def entered_at(record: Record) -> dt.datetime | None:
    """Return when a record was added to the catalog or, if unknown, when its resource was published."""
    day = day_added(record)
    return _midnight(day) if day else None


def last_changed(record: Record, listing: Listing) -> dt.datetime:
    """Return when a record last changed.

    If that is unknown, it is when the record was last reviewed or added, or else when the generation was published.
    """
    day = last_checked(record)
    return listing.changed_at(record.id) or (_midnight(day) if day else listing.updated_at)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
