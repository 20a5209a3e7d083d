"""What a resource is: the catalog's values, without I/O."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

LocatorKind = Literal["page", "heading", "time", "none"]
"""`page` also stands for a slide, `heading` also for a sheet; the label says which."""

Role = Literal["full-text", "transcript", "slides", "appendix"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, month or day; `month` and `day` are 0 where unknown, so that values sort."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raise ValueError with a plain reason for anything else."""
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
        """Return the earliest day this date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> dt.date:
        """Return the latest day this date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class AgencySize:
    """Full-time sworn officers a resource is meant for, both ends inclusive; None is open."""

    sworn_min: int | None = None
    sworn_max: int | None = None

    def overlaps(self, low: int | None, high: int | None) -> bool:
        """Tell whether some agency with `low` to `high` sworn officers is in the range."""
        below = self.sworn_max is not None and low is not None and self.sworn_max < low
        above = self.sworn_min is not None and high is not None and self.sworn_min > high
        return not (below or above)


@dataclass(frozen=True, slots=True)
class Document:
    """A linked file as its curator described it: a `path` below documents/ or a `url`, never both."""

    path: str | None = None
    url: str | None = None
    label: str | None = None
    media_type: str | None = None
    role: Role = "full-text"


@dataclass(frozen=True, slots=True)
class Rating:
    """An evidence rating, passed through from its source."""

    scheme: str
    value: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Numbers a resource is known by."""

    ncj: str | None = None
    doi: str | None = None
    isbn: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Featured:
    """When a resource stands among the items of interest; open ends are None."""

    since: dt.date | None = None
    until: dt.date | None = None
    image_alt: str | None = None

    def holds(self, day: dt.date) -> bool:
        """Tell whether `day` is in the time, both ends inclusive."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def newest_first(self) -> int:
        """What to sort featured resources by, ascending: those featured last come first."""
        return -(self.since or dt.date.min).toordinal()


@dataclass(frozen=True, slots=True)
class Record:
    """A resource as its curator described it. Vocabulary fields hold taxonomy values."""

    id: str
    title: str
    subtitle: str | None = None
    summary: str | None = None
    url: str | None = None
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
    supersedes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    featured: Featured | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a document a stretch of text stands.

    `label` is for people ("p. 12", "slide 4", "00:04:31", a heading, a sheet's name); `fragment` is the URL
    fragment that opens the place, without `#` ("page=12", "t=271", an HTML id), empty where none would work.
    """

    kind: LocatorKind = "none"
    label: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of one document's text; `document` is its place in the record's documents, from 0."""

    document: int
    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What extraction found out about one document of a record, text aside.

    `media_type` was decided from the content; `size_bytes` and `sha256` are the file's; `problem` says why
    there is no text, in an editor's words, and is None where the text was read.
    """

    media_type: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    pages: int | None = None
    duration_s: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine stores: a record, what is known of its documents (same order), and their passages."""

    record: Record
    texts: tuple[DocumentText, ...] = ()
    passages: tuple[Passage, ...] = ()


def last_day(record: Record) -> dt.date | None:
    """Return when a record was last looked after: reviewed or added; where neither is known, published."""
    days = [day for day in (record.reviewed, record.added) if day]
    return max(days) if days else (record.published.first_day() if record.published else None)
