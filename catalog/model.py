"""The catalog's values: records, their documents and the text extracted from them. No I/O."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class LocatorKind(StrEnum):
    """The kinds of locators. PAGE also covers slides, and HEADING sheets; the label tells which."""

    PAGE = "page"
    HEADING = "heading"
    TIME = "time"
    NONE = "none"


class DocumentRole(StrEnum):
    """The roles of a document in its resource."""

    FULL_TEXT = "full-text"
    TRANSCRIPT = "transcript"
    SLIDES = "slides"
    APPENDIX = "appendix"
    DATA = "data"
    """Tables to work with: offered as a file, never searched or quoted."""


class TextSource(StrEnum):
    """How text came from a document with scanned pages: all of it by text recognition (OCR), or a part of it."""

    OCR = "ocr"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, month or day. An unknown `month` or `day` is 0, so that values sort."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date for `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises ValueError with a message for editors."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(f"'{text}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        numbers = [int(part) for part in parts]
        try:
            dt.date(*[*numbers, 1, 1][:3])
        except ValueError:
            raise ValueError(f"'{text}' is not a date in the calendar") from None
        return cls(*numbers)

    def first_day(self) -> dt.date:
        """Return the earliest day that this date can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> dt.date:
        """Return the latest day that this date can be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class AgencySize:
    """The full-time sworn officers of the agencies that a resource is for. Both ends are inclusive; None is open."""

    sworn_min: int | None = None
    sworn_max: int | None = None

    def overlaps(self, low: int | None, high: int | None) -> bool:
        """Return whether the range includes any agency with `low` to `high` sworn officers; None is open."""
        ends_below = self.sworn_max is not None and low is not None and self.sworn_max < low
        begins_above = self.sworn_min is not None and high is not None and self.sworn_min > high
        return not (ends_below or begins_above)


@dataclass(frozen=True, slots=True)
class Document:
    """A linked file as its curator described it: either a `path` below documents/ or a `url`."""

    path: str | None = None
    url: str | None = None
    label: str | None = None
    media_type: str | None = None
    role: DocumentRole = DocumentRole.FULL_TEXT

    @property
    def name(self) -> str:
        """The path or the URL: what tells a document from the others of its record."""
        return self.path or self.url or ""


@dataclass(frozen=True, slots=True)
class Rating:
    """An evidence rating as its source gives it."""

    scheme: str
    value: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifying numbers of a resource."""

    ncj: str | None = None
    doi: str | None = None
    isbn: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Featured:
    """The period in which a resource is featured. Both ends are inclusive; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None
    image_alt: str | None = None

    def includes(self, day: dt.date) -> bool:
        """Return whether `day` is in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def sort_key(self) -> int:
        """The ascending sort key of featured resources: the most recently featured come first."""
        return -(self.since or dt.date.min).toordinal()


class RecordStatus(StrEnum):
    """Whether visitors see a record."""

    DRAFT = "draft"
    """Never published."""
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    """Not in the catalog any more; its address says why (410)."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why a resource was withdrawn, and the id of the record that replaces it."""

    on: dt.date
    reason: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class RecordText:
    """What a record says of its resource in one language."""

    language: str | None
    title: str
    subtitle: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts of a record come from: a web address, and the names of the fields that rest on it."""

    url: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedSource:
    """Where a record came from that was merged into another one: the name of its source, and its id there."""

    source: str
    id: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Where an imported record comes from: the name of its source, its id there, and the day it was last updated.

    `locked` are the names of the fields that an editor changed: importing again leaves them alone. `merged` are the
    sources of records that were merged into this one: importing them again adds nothing.
    """

    source: str
    id: str
    seen: dt.date | None = None
    locked: tuple[str, ...] = ()
    merged: tuple[MergedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A resource as its curator described it. Vocabulary fields hold taxonomy values.

    `url` is the address of the resource itself, `listed_at` that of a page that only names it. Title, subtitle and
    summary are in `language`, and `translations` has them in other languages. A `sample` is fictional: it shows what a
    resource of its kind can look like. `sources` and `imported` are for editors only.
    """

    id: str
    title: str
    subtitle: str | None = None
    summary: str | None = None
    url: str | None = None
    listed_at: str | None = None
    documents: tuple[Document, ...] = ()
    format: str | None = None
    topics: tuple[str, ...] = ()
    agency_size: AgencySize | None = None
    audiences: tuple[str, ...] = ()
    engagement: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    series: str | None = None
    edition: str | None = None
    language: str | None = None
    rights: str | None = None
    published: PartialDate | None = None
    added: dt.date | None = None
    reviewed: dt.date | None = None
    duration_s: int | None = None
    pages: int | None = None
    identifiers: Identifiers = field(default_factory=Identifiers)
    rating: Rating | None = None
    study_design: str | None = None
    sample: bool = False
    translations: tuple[RecordText, ...] = ()
    sources: tuple[Source, ...] = ()
    supersedes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    featured: Featured | None = None
    status: RecordStatus = RecordStatus.LIVE
    withdrawn: Withdrawal | None = None
    imported: Imported | None = None

    @property
    def own_text(self) -> RecordText:
        """The text in the language of the resource."""
        return RecordText(self.language, self.title, self.subtitle, self.summary)

    def text_in(self, language: str | None) -> RecordText:
        """Return the text in a language (ISO 639-1), or the record's own text if it has no translation into it."""
        return next((text for text in self.translations if text.language == language), self.own_text)

    @property
    def leads_somewhere(self) -> bool:
        """Whether visitors can open the resource, or a page that names it."""
        return bool(self.url or self.listed_at or self.documents)

    @property
    def is_only_listed(self) -> bool:
        """Whether all there is to open is a page that names the resource."""
        return bool(self.listed_at) and not (self.url or self.documents)

    @property
    def is_presentable(self) -> bool:
        """Whether the resource may be featured or recommended: it is real, and visitors can open it."""
        return self.leads_somewhere and not self.sample


TextSpans = tuple[tuple[int, int], ...]
"""The start and exclusive end of each part of a text, as code-point offsets; ascending, without overlaps."""


@dataclass(frozen=True, slots=True)
class Locator:
    """The position of a passage in its document.

    `label` is for people ("p. 12", "slide 4", "00:04:31", a heading, a sheet's name). `fragment` is the URL fragment
    that opens the position, without `#` ("page=12", "t=271", an HTML id); empty if there is none.
    """

    kind: LocatorKind = LocatorKind.NONE
    label: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document's text. `document` is the document's index in the record, from 0.

    `boilerplate` are the parts of the text that snippets never show: running heads, page numbers and license texts.
    `rows` are those that they show only if nothing else matches: rows of tables, and lines to fill in.
    """

    document: int
    locator: Locator
    text: str
    boilerplate: TextSpans = ()
    rows: TextSpans = ()


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The facts about one document of a record, without its text.

    `media_type` comes from the content, `size_bytes` and `sha256` from the file. `problem` tells editors why there is
    no text, and is None if the text was read. The text is `stale` if it is that of an earlier version, because of the
    problem. `text_source` is None unless text was recognized by machine on scanned pages.
    """

    media_type: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    pages: int | None = None
    duration_s: int | None = None
    problem: str | None = None
    stale: bool = False
    text_source: TextSource | None = None


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """What checks found of the web addresses of a record.

    `reached` is a day on which the address that visitors open was reached, at most a month before it last was; None if
    that is not known. The record `is_dead` if none of its addresses has worked for several days.
    """

    reached: dt.date | None = None
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The unit that an engine stores: a record, the facts about its documents, and their passages.

    All are in the order of the documents.
    """

    record: Record
    texts: tuple[DocumentText, ...] = ()
    passages: tuple[Passage, ...] = ()
    link_health: LinkHealth = field(default_factory=LinkHealth)


def day_added(record: Record) -> dt.date | None:
    """Return the day a record was added to the catalog or, if unknown, its first day of publication, or None."""
    return record.added or (record.published.first_day() if record.published else None)


def last_checked(record: Record) -> dt.date | None:
    """Return the later of the days a record was reviewed or added, or else its first day of publication, or None."""
    days = [day for day in (record.reviewed, record.added) if day]
    return max(days) if days else (record.published.first_day() if record.published else None)
