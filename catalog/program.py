"""The program's pages and sites, as editors write them. Values only, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Approach(StrEnum):
    """How the program works with a site."""

    OPERATIONS = "operations"
    DIAGNOSTIC = "diagnostic"


APPROACHES = tuple(Approach)

PAGES = ("about", "approach", "team", "sites", "contact", "disclaimer", "privacy")
"""The names of the possible pages in URLs, in the order of the footer."""
PAGE_LANGUAGES = ("en", "es")
"""The languages of pages. The first one is the language of files that name none."""
FIRST_YEAR, LAST_YEAR = 2014, 2100
"""The years in which a site can join. The pilot began in the first one."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        pair.partition(" ")[0]: pair.partition(" ")[2]
        for pair in (
            "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|"
            "DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|"
            "KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|"
            "MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
            "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|"
            "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
            "WV West Virginia|WI Wisconsin|WY Wyoming"
        ).split("|")
    }
)
"""The states and the District of Columbia by their Postal Service codes."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """The plain text under one heading of a page; the heading is empty before the first."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that editors wrote, in one language: `name` is its name in URLs, `text` is Markdown.

    `summary` is one sentence for lists, search engines and the site's own search results. `parts` are the plain text
    of `text`, for searching and excerpts.
    """

    name: str
    title: str
    text: str
    summary: str = ""
    language: str = "en"
    parts: tuple[PagePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A city in the partnership. `cohort` is the year it joined; it and `approach` are None if unknown.

    `latitude` and `longitude` are in degrees, north and east positive. `state` is the two-letter code. `source` is the
    URL of the page that the facts come from.
    """

    id: str
    city: str
    state: str
    latitude: float
    longitude: float
    approach: Approach | None = None
    cohort: int | None = None
    source: str | None = None


def page_in(pages: tuple[Page, ...], name: str, language: str) -> Page | None:
    """Return the page of that name in a language, else in English, else None."""
    by_language = {page.language: page for page in pages if page.name == name}
    return by_language.get(language) or by_language.get(PAGE_LANGUAGES[0])
