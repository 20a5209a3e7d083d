"""Which records a feed or an export is made of, and what all forms say of them in the same way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from catalog.model import Record, last_checked
from catalog.schemas import is_web_address
from catalog.search.query.tree import MAX_PER_PAGE, Query
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from webui.urls import Addresses

MOST = 1_000
"""Records of one export at most."""

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML (XML 1.0, section 2.2, Char): most controls, lone surrogates, U+FFFE and U+FFFF."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a toolkit says of a record: notes on it, and the titles of the sections it stands in."""

    notes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Listing:
    """Records in their order, out of `total` that match, and what is needed to write of them.

    `title` is what the search is called; `page` counts from 1, and `per_page` is how many records a page of it has.
    `made` is when the generation they come from was published. `addresses` are the public ones. Of a toolkit, `about`
    has what is said of the whole, and `said` what is said of a record, by its id.
    """

    title: str
    records: tuple[Record, ...]
    total: int
    taxonomy: Taxonomy
    addresses: Addresses
    made: dt.datetime
    page: int = 1
    per_page: int = MOST
    about: tuple[str, ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)

    def said_of(self, record: Record) -> Said:
        """Return what a toolkit says of a record."""
        return self.said.get(record.id, NOTHING_SAID)


def first_page(query: Query) -> Query:
    """Return the query whose answer begins an export: the same order, from the first record on."""
    return replace(query, page=1, per_page=MAX_PER_PAGE, explain=False)


def whole(searcher: Searcher, query: Query) -> SearchResult:
    """Return the answer with the first MOST hits on one page, all from the same generation."""
    first = searcher.search(first_page(query))
    hits = list(first.hits)
    for page in range(2, -(-min(first.total, MOST) // MAX_PER_PAGE) + 1):
        hits += searcher.search(replace(first.query, page=page)).hits
    return replace(first, hits=tuple(hits[:MOST]))


def plain(text: str) -> str:
    """Return a text without the characters that XML forbids; no other form needs them either."""
    return _UNWRITABLE.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line: each stretch of white space and forbidden characters is one space."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def web_address(record: Record) -> str | None:
    """Return where a record's resource is on the web, None where that is nowhere."""
    return record.url if record.url and is_web_address(record.url) else None


def publishers(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return a record's publishers as the site calls them."""
    return tuple(taxonomy.publisher(name).label for name in record.publishers)


def labels(facet: str, values: tuple[str, ...], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return values of a facet as the site calls them."""
    return tuple(taxonomy.label(facet, value) for value in values)


def entered(record: Record) -> dt.datetime | None:
    """Return when a record came into the catalog; where nobody noted that, when its resource was published."""
    day = record.added or (record.published.first_day() if record.published else None)
    return _midnight(day) if day else None


def changed(record: Record, made: dt.datetime) -> dt.datetime:
    """Return when a record was last looked after, `made` where that is not known."""
    day = last_checked(record)
    return _midnight(day) if day else made


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
