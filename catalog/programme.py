"""What the programme says of itself: its pages and its sites. Values only, without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Approach = Literal["operations", "diagnostic"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that editors wrote, in one language: `name` is its place in addresses, `text` is Markdown.

    `summary` is one sentence for lists, search engines and the search's own results.
    """

    name: str
    title: str
    text: str
    summary: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Site:
    """A city of the partnership. `cohort` is the year it joined, None where that is not known, as is `approach`.

    `latitude` and `longitude` are in degrees, north and east positive; `state` is the two-letter code. `source` is the
    address of the page that says so.
    """

    id: str
    city: str
    state: str
    latitude: float
    longitude: float
    approach: Approach | None = None
    cohort: int | None = None
    source: str | None = None
